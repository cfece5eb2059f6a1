// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gxp.approval.RoleMembers;
import io.jenkins.plugins.gxp.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Where the engine comes from, and what jobs get where neither they nor their folders say anything. */
@Extension
@Symbol("gxpPipeline")
public final class GxpConfiguration extends GlobalConfiguration {
    static final String DEFAULT_CONFIG = "gxp.yaml";
    private static final String PROFILE = "[A-Za-z0-9._-]{0,64}";

    private String engineAddress = "";
    private String engineSha256 = "";
    private List<RoleMembers> roles = new ArrayList<>();
    private String defaultConfig = DEFAULT_CONFIG;
    private Undecided onUndecided = Undecided.FAILURE;
    private String signingCredentialsId = "";
    private String trustRoots = "";
    private String profile = "";
    private int retention;

    /** Reads what was saved. */
    @DataBoundConstructor
    public GxpConfiguration() {
        load();
    }

    /**
     * Returns the configuration of this controller.
     *
     * @return the only one
     */
    public static GxpConfiguration get() {
        return ExtensionList.lookupSingleton(GxpConfiguration.class);
    }

    /**
     * Returns the engine that builds run.
     *
     * @return its place and digest
     * @throws AbortException if it is not known where it is, or which one
     */
    public Engine engine() throws AbortException {
        return Engine.of(getEngineAddress(), getEngineSha256());
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.GxpConfiguration_displayName();
    }

    /**
     * Returns where the engine is.
     *
     * @return an https URL or a path on the controller; empty if nothing is set
     */
    public String getEngineAddress() {
        return Util.fixNull(engineAddress);
    }

    /**
     * Says where the engine is.
     *
     * @param engineAddress an https URL without credentials, or an absolute path on the controller
     */
    @DataBoundSetter
    public void setEngineAddress(String engineAddress) {
        String address = Util.fixNull(engineAddress).trim();
        if (!address.isEmpty() && !EngineAddress.isOne(address)) {
            throw new IllegalArgumentException(Messages.GxpConfiguration_address());
        }
        this.engineAddress = address;
        save();
    }

    /**
     * Returns which engine is to be run instead of the one that is built in.
     *
     * @return its digest, or empty
     */
    public String getEngineSha256() {
        return Util.fixNull(engineSha256);
    }

    /**
     * Says which engine is to be run instead of the one that is built in.
     *
     * @param engineSha256 its SHA-256 digest in hexadecimal digits, or empty
     */
    @DataBoundSetter
    public void setEngineSha256(String engineSha256) {
        String digest = Util.fixNull(engineSha256).trim().toLowerCase(Locale.ROOT);
        if (!digest.isEmpty() && !digest.matches(Engine.DIGEST)) {
            throw new IllegalArgumentException(Messages.GxpConfiguration_digest());
        }
        this.engineSha256 = digest;
        save();
    }

    /**
     * Returns who may sign in which role.
     *
     * @return one entry for each role
     */
    public List<RoleMembers> getRoles() {
        return roles == null ? List.of() : List.copyOf(roles);
    }

    /**
     * Says who may sign in which role.
     *
     * @param roles one entry for each role; a role without an entry is nobody's
     */
    @DataBoundSetter
    public void setRoles(List<RoleMembers> roles) {
        this.roles = new ArrayList<>(Util.fixNull(roles));
        save();
    }

    /**
     * Returns where the spec is.
     *
     * @return a path below the workspace
     */
    public String getDefaultConfig() {
        return defaultConfig == null ? DEFAULT_CONFIG : defaultConfig;
    }

    /**
     * Says where the spec is.
     *
     * @param defaultConfig a path below the workspace; empty for gxp.yaml
     */
    @DataBoundSetter
    public void setDefaultConfig(String defaultConfig) {
        String path = Util.fixNull(defaultConfig).trim();
        this.defaultConfig = path.isEmpty() ? DEFAULT_CONFIG : ConfigPath.of(path);
        save();
    }

    /**
     * Returns what an undecided gate does to a build.
     *
     * @return the result
     */
    public Undecided getOnUndecided() {
        return onUndecided == null ? Undecided.FAILURE : onUndecided;
    }

    /**
     * Says what an undecided gate does to a build.
     *
     * @param onUndecided the result
     */
    @DataBoundSetter
    public void setOnUndecided(Undecided onUndecided) {
        this.onUndecided = onUndecided;
        save();
    }

    /**
     * Returns the credential with which evidence is sealed.
     *
     * @return its id, or empty
     */
    public String getSigningCredentialsId() {
        return Util.fixNull(signingCredentialsId);
    }

    /**
     * Sets the credential with which evidence is sealed.
     *
     * @param signingCredentialsId id of a certificate credential, or empty
     */
    @DataBoundSetter
    public void setSigningCredentialsId(String signingCredentialsId) {
        this.signingCredentialsId = Util.fixNull(signingCredentialsId).trim();
        save();
    }

    /**
     * Returns the certificates that the engine is to trust beside its own.
     *
     * @return PEM text, or empty
     */
    public String getTrustRoots() {
        return Util.fixNull(trustRoots);
    }

    /**
     * Sets the certificates that the engine is to trust beside its own.
     *
     * @param trustRoots PEM text, or empty
     */
    @DataBoundSetter
    public void setTrustRoots(String trustRoots) {
        String pem = Util.fixNull(trustRoots).trim();
        TrustRoots.problem(pem).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        this.trustRoots = pem;
        save();
    }

    /**
     * Returns which regulation profile every spec must name.
     *
     * @return for example part11, or empty
     */
    public String getProfile() {
        return Util.fixNull(profile);
    }

    /**
     * Says which regulation profile every spec must name.
     *
     * @param profile for example part11; empty where specs choose
     */
    @DataBoundSetter
    public void setProfile(String profile) {
        String name = Util.fixNull(profile).trim();
        if (!name.matches(PROFILE)) {
            throw new IllegalArgumentException(Messages.GxpConfiguration_profile());
        }
        this.profile = name;
        save();
    }

    /**
     * Checks the profile while it is typed.
     *
     * @param value what was typed
     * @return an error where it is no name
     */
    @POST
    public FormValidation doCheckProfile(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return Util.fixNull(value).trim().matches(PROFILE)
                ? FormValidation.ok()
                : FormValidation.error(Messages.GxpConfiguration_profile());
    }

    /**
     * Returns how long released builds are kept.
     *
     * @return days, 0 for ever
     */
    public int getRetention() {
        return retention;
    }

    /**
     * Says how long released builds are kept.
     *
     * @param retention days, 0 for ever
     */
    @DataBoundSetter
    public void setRetention(int retention) {
        this.retention = days(retention);
        save();
    }

    static int days(int days) {
        if (days < 0) {
            throw new IllegalArgumentException(Messages.GxpConfiguration_days());
        }
        return days;
    }

    /**
     * Offers the certificate credentials of Jenkins.
     *
     * @param signingCredentialsId what is chosen now
     * @return only that to somebody who may not administer Jenkins
     */
    @POST
    public ListBoxModel doFillSigningCredentialsIdItems(@QueryParameter String signingCredentialsId) {
        return SealingCredentials.offered(null, signingCredentialsId);
    }

    /**
     * Checks the credential.
     *
     * @param value what was chosen
     * @return an error where evidence cannot be sealed with it
     */
    @POST
    public FormValidation doCheckSigningCredentialsId(@QueryParameter String value) {
        return SealingCredentials.checked(null, value);
    }

    /**
     * Checks the path of the spec while it is typed.
     *
     * @param value what was typed
     * @return an error where it leaves the workspace
     */
    @POST
    public FormValidation doCheckDefaultConfig(@QueryParameter String value) {
        return ConfigPath.checked(null, value);
    }

    /**
     * Checks the certificates while they are typed.
     *
     * @param value what was typed
     * @return an error where it is something else, a warning where one is not valid today
     */
    @POST
    public FormValidation doCheckTrustRoots(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String pem = Util.fixNull(value).trim();
        return TrustRoots.problem(pem)
                .map(FormValidation::error)
                .or(() -> TrustRoots.warning(pem).map(FormValidation::warning))
                .orElseGet(FormValidation::ok);
    }

    /**
     * Checks the days while they are typed.
     *
     * @param value what was typed
     * @return an error where it is no number of days
     */
    @POST
    public FormValidation doCheckRetention(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return FormValidation.validateNonNegativeInteger(value);
    }

    /**
     * Checks the address while it is typed.
     *
     * @param value what was typed
     * @return an error where no engine can be had from there
     */
    @POST
    public FormValidation doCheckEngineAddress(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String address = Util.fixNull(value).trim();
        if (!EngineAddress.isOne(address)) {
            return FormValidation.error(Messages.GxpConfiguration_address());
        }
        if (!EngineAddress.isUrl(address) && !Files.isRegularFile(Path.of(address))) {
            return FormValidation.warning(Messages.GxpConfiguration_noFile());
        }
        return FormValidation.ok();
    }

    /**
     * Checks the digest while it is typed.
     *
     * @param value what was typed
     * @return an error where it is no digest, or where one is needed
     */
    @POST
    public FormValidation doCheckEngineSha256(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String digest = Util.fixNull(value).trim().toLowerCase(Locale.ROOT);
        if (digest.isEmpty()) {
            return Engine.BuiltIn.read().sha256().isEmpty()
                    ? FormValidation.error(Messages.GxpConfiguration_noDigest())
                    : FormValidation.ok();
        }
        return digest.matches(Engine.DIGEST)
                ? FormValidation.ok()
                : FormValidation.error(Messages.GxpConfiguration_digest());
    }
}
