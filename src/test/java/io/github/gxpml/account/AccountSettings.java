// SPDX-License-Identifier: MIT
package io.github.gxpml.account;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What tests must know of an account. Nothing has a default that names something of somebody.
 *
 * @param region in which everything is
 * @param bucket that keeps versions and may lock them
 * @param kmsKey ARN of the key that encrypts objects
 * @param signingKey ARN of the key that signs, ECC_NIST_P256
 * @param prefix begins the name of everything that is made
 * @param role that calls are made with; empty for the identity of the process
 * @param image of a container that serves a model; without one nothing is asked of SageMaker
 */
public record AccountSettings(
        String region,
        String bucket,
        String kmsKey,
        String signingKey,
        String prefix,
        Optional<String> role,
        Optional<String> image) {
    /** Names the file that may hold the other settings. */
    static final String FILE = "gxp.aws.account";

    private static final String ALL = "gxp.aws.";
    private static final String USUAL_PREFIX = "gxp-test";
    private static final Set<String> KNOWN =
            Set.of("account", "region", "bucket", "kmsKey", "signingKey", "prefix", "role", "image");

    /**
     * Reads the settings; one that is given as a property of the system goes before the file's.
     *
     * @param system properties that may be settings
     * @return the settings
     * @throws IOException naming the one that is missing, unknown or wrong
     */
    static AccountSettings read(Properties system) throws IOException {
        var given = new Properties();
        String file = system.getProperty(FILE, "");
        if (!file.isBlank()) {
            try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                given.load(reader);
            } catch (IOException e) {
                throw new IOException(FILE + " names " + file + ", which cannot be read: " + e.getMessage(), e);
            }
        }
        for (String name : system.stringPropertyNames()) {
            if (name.startsWith(ALL)) {
                given.setProperty(name, system.getProperty(name));
            }
        }
        for (String name : new TreeSet<>(given.stringPropertyNames())) {
            if (!name.startsWith(ALL) || !KNOWN.contains(name.substring(ALL.length()))) {
                throw new IOException(name + " is no setting: " + ALL + String.join(", " + ALL, new TreeSet<>(KNOWN)));
            }
        }
        return new AccountSettings(
                needed(given, "region", "[a-z]{2}(-[a-z]+)+-\\d"),
                needed(given, "bucket", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
                needed(given, "kmsKey", "arn:aws[a-z-]*:kms:.+:key/.+"),
                needed(given, "signingKey", "arn:aws[a-z-]*:kms:.+:key/.+"),
                optional(given, "prefix", "[a-z][a-z0-9-]{0,19}").orElse(USUAL_PREFIX),
                optional(given, "role", "arn:aws[a-z-]*:iam::\\d{12}:role/.+"),
                optional(given, "image", ".+@sha256:[0-9a-f]{64}"));
    }

    private static String needed(Properties given, String name, String form) throws IOException {
        return optional(given, name, form)
                .orElseThrow(() -> new IOException(ALL + name + " is not set: give -D" + ALL + name
                        + "=..., or write it into the file that -D" + FILE + " names"));
    }

    private static Optional<String> optional(Properties given, String name, String form) throws IOException {
        String value = given.getProperty(ALL + name, "").strip();
        if (!value.isEmpty() && !value.matches(form)) {
            throw new IOException(ALL + name + " is not of the form " + form + ": " + value);
        }
        return Optional.of(value).filter(text -> !text.isEmpty());
    }
}
