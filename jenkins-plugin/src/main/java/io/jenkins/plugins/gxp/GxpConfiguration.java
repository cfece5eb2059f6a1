// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.gxp.engine.Engine;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Where the engine comes from. */
@Extension
@Symbol("gxpPipeline")
public final class GxpConfiguration extends GlobalConfiguration {
    private String engineAddress = "";
    private String engineSha256 = "";

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
        if (!address.isEmpty() && !isAddress(address)) {
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
     * Checks the address while it is typed.
     *
     * @param value what was typed
     * @return an error where no engine can be had from there
     */
    @POST
    public FormValidation doCheckEngineAddress(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String address = Util.fixNull(value).trim();
        if (!isAddress(address)) {
            return FormValidation.error(Messages.GxpConfiguration_address());
        }
        if (!isUrl(address) && !Files.isRegularFile(Path.of(address))) {
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

    private static boolean isUrl(String address) {
        return address.matches("(?i)[a-z][a-z0-9+.-]+:.*");
    }

    /** A drive letter is one character, so that no scheme is taken for one. */
    private static boolean isAddress(String address) {
        try {
            if (!isUrl(address)) {
                return Path.of(address).isAbsolute();
            }
            URI uri = new URI(address);
            // what is in the address can be read by everybody who can read a log
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException | InvalidPathException e) {
            return false;
        }
    }
}
