// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.Arrays;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the jobs in a folder get where their pipelines say nothing; a field that is not set leaves it to the next folder. */
public final class GxpFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {
    private String config;
    private Undecided onUndecided;
    private String signingCredentialsId;
    private Integer retention;

    /** Creates the property with nothing set. */
    @DataBoundConstructor
    public GxpFolderProperty() {
        // everything is optional
    }

    /**
     * Returns where the spec is.
     *
     * @return a path below the workspace, or null
     */
    public String getConfig() {
        return config;
    }

    /**
     * Says where the spec is.
     *
     * @param config a path below the workspace
     */
    @DataBoundSetter
    public void setConfig(String config) {
        String path = Util.fixEmptyAndTrim(config);
        this.config = path == null ? null : ConfigPath.of(path);
    }

    /**
     * Returns what an undecided gate does to the build.
     *
     * @return the result, or null
     */
    public Undecided getOnUndecided() {
        return onUndecided;
    }

    /**
     * Says what an undecided gate does to the build.
     *
     * @param onUndecided the result
     */
    @DataBoundSetter
    public void setOnUndecided(Undecided onUndecided) {
        this.onUndecided = onUndecided;
    }

    /**
     * Returns the credential with which evidence is sealed.
     *
     * @return its id, or null
     */
    public String getSigningCredentialsId() {
        return signingCredentialsId;
    }

    /**
     * Sets the credential with which evidence is sealed.
     *
     * @param signingCredentialsId id of a certificate credential
     */
    @DataBoundSetter
    public void setSigningCredentialsId(String signingCredentialsId) {
        this.signingCredentialsId = Util.fixEmptyAndTrim(signingCredentialsId);
    }

    /**
     * Returns how long released builds are kept.
     *
     * @return days, 0 for ever, or null
     */
    public Integer getRetention() {
        return retention;
    }

    /**
     * Says how long released builds are kept.
     *
     * @param retention days, 0 for ever
     */
    @DataBoundSetter
    public void setRetention(Integer retention) {
        this.retention = retention == null ? null : GxpConfiguration.days(retention);
    }

    /** What Jenkins knows of the property. */
    @Extension
    @Symbol("gxpDefaults")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GxpFolderProperty_displayName();
        }

        @Override
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            return super.newInstance(request, Choices.chosen(form, "onUndecided", "retention"));
        }

        /**
         * Offers the consequences of an undecided gate.
         *
         * @param item the folder
         * @return nothing to somebody who may not configure it
         */
        @POST
        public ListBoxModel doFillOnUndecidedItems(@AncestorInPath Item item) {
            return FormRights.mayConfigure(item)
                    ? Choices.orNone(
                            Arrays.stream(Undecided.values()).map(Enum::name).toList())
                    : new ListBoxModel();
        }

        /**
         * Offers the certificate credentials of the folder.
         *
         * @param item the folder
         * @param signingCredentialsId what is chosen now
         * @return only that to somebody who may not configure it
         */
        @POST
        public ListBoxModel doFillSigningCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String signingCredentialsId) {
            return SealingCredentials.offered(item, signingCredentialsId);
        }

        /**
         * Checks the credential.
         *
         * @param item the folder
         * @param value what was chosen
         * @return an error where evidence cannot be sealed with it
         */
        @POST
        public FormValidation doCheckSigningCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return SealingCredentials.checked(item, value);
        }

        /**
         * Checks the path of the spec while it is typed.
         *
         * @param item the folder
         * @param value what was typed
         * @return an error where the path leaves the workspace
         */
        @POST
        public FormValidation doCheckConfig(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigPath.checked(item, value);
        }
    }
}
