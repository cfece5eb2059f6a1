// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import hudson.AbortException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/**
 * The engine that a build is to run: where it comes from and by which digest it is known.
 *
 * @param version what it calls itself, or empty where only a digest is configured
 * @param sha256 its digest, 64 lower-case hexadecimal digits
 * @param limit the most bytes that are fetched for it
 * @param address an https URL, or a path on the controller
 */
public record Engine(String version, String sha256, long limit, String address) {
    public static final String DIGEST = "[0-9a-f]{64}";
    private static final long UNKNOWN_SIZE_LIMIT = 1L << 30;

    /**
     * Returns the engine that is to run.
     *
     * @param address where it is, as the administrator has set it; empty if nothing is set
     * @param chosen the digest that the administrator has set; empty for the engine that is built in
     * @return the one that is built in, or the one whose digest the administrator has set
     * @throws AbortException if it is not known where the engine is, or which one
     */
    public static Engine of(String address, String chosen) throws AbortException {
        if (address.isEmpty()) {
            throw new AbortException("It is not known where the engine is: set its address under"
                    + " Manage Jenkins, System, GxP Pipeline.");
        }
        BuiltIn own = BuiltIn.read();
        if (!chosen.isEmpty() && !chosen.equals(own.sha256())) {
            return new Engine("", chosen, UNKNOWN_SIZE_LIMIT, address);
        }
        if (!own.sha256().matches(DIGEST)) {
            throw new AbortException("It is not known which engine to run: this build of the plugin has none built in,"
                    + " so set its SHA-256 digest under Manage Jenkins, System, GxP Pipeline.");
        }
        return new Engine(own.version(), own.sha256(), own.size(), address);
    }

    public boolean isRemote() {
        return address.toLowerCase(Locale.ROOT).startsWith("https:");
    }

    /** Returns what the log calls it. */
    public String title() {
        return (version.isEmpty() ? "engine" : "engine " + version) + " sha256 " + sha256;
    }

    /**
     * The engine that belongs to this version of the plugin.
     *
     * @param version what it calls itself
     * @param sha256 its digest, empty if there is none built in
     * @param size its length in bytes
     */
    public record BuiltIn(String version, String sha256, long size) {
        public static BuiltIn read() {
            var properties = new Properties();
            try (InputStream in = Engine.class.getResourceAsStream("engine.properties")) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("the plugin is damaged: engine.properties cannot be read", e);
            }
            String size = properties.getProperty("size", "");
            return new BuiltIn(
                    properties.getProperty("version", ""),
                    properties.getProperty("sha256", ""),
                    size.isEmpty() ? UNKNOWN_SIZE_LIMIT : Long.parseLong(size));
        }
    }
}
