// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.User;
import hudson.security.SecurityRealm;
import hudson.util.FormValidation;
import io.jenkins.plugins.gxp.GxpConfiguration;
import java.util.Arrays;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Who may sign in a role that specs name, such as quality. */
public final class RoleMembers extends AbstractDescribableImpl<RoleMembers> {
    private final String role;
    private final String members;

    /**
     * Creates the list.
     *
     * @param role as specs call it
     * @param members ids of users and names of groups, with commas between them
     */
    @DataBoundConstructor
    public RoleMembers(String role, String members) {
        this.role = Util.fixNull(role).trim();
        this.members = Util.fixNull(members).trim();
    }

    /**
     * Returns the role.
     *
     * @return as specs call it
     */
    public String getRole() {
        return role;
    }

    /**
     * Returns who has the role.
     *
     * @return ids of users and names of groups, with commas between them
     */
    public String getMembers() {
        return members;
    }

    /** Tells whether somebody was given a role, by name or by a group; a role that is not listed is nobody's. */
    static boolean isMember(String role, User user, Authentication authentication) {
        return GxpConfiguration.get().getRoles().stream()
                .filter(given -> given.role.equals(role))
                .anyMatch(given -> given.includes(user, authentication));
    }

    private boolean includes(User user, Authentication authentication) {
        SecurityRealm realm = Jenkins.get().getSecurityRealm();
        return names().stream()
                .anyMatch(name -> realm.getUserIdStrategy().equals(name, user.getId())
                        || authentication.getAuthorities().stream()
                                .map(GrantedAuthority::getAuthority)
                                .filter(group -> !group.equals(SecurityRealm.AUTHENTICATED_AUTHORITY2.getAuthority()))
                                .anyMatch(group -> realm.getGroupIdStrategy().equals(name, group)));
    }

    private List<String> names() {
        return Arrays.stream(members.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** What Jenkins knows of it. */
    @Extension
    @Symbol("role")
    public static final class DescriptorImpl extends Descriptor<RoleMembers> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RoleMembers_displayName();
        }

        /**
         * Checks the name of a role while it is typed.
         *
         * @param value what was typed
         * @return an error where it is empty
         */
        @POST
        public FormValidation doCheckRole(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Util.fixNull(value).isBlank()
                    ? FormValidation.error(Messages.RoleMembers_role())
                    : FormValidation.ok();
        }

        /**
         * Checks the members while they are typed.
         *
         * @param value what was typed
         * @return a warning where nobody has the role
         */
        @POST
        public FormValidation doCheckMembers(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Util.fixNull(value).isBlank()
                    ? FormValidation.warning(Messages.RoleMembers_nobody())
                    : FormValidation.ok();
        }
    }
}
