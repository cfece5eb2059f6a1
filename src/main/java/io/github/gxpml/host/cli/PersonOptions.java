// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.Approval;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who signs, in which role, why, and with which key. */
final class PersonOptions {
    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Your name and address: \"Jane Roe <jane@example.org>\".")
    private String person;

    @Option(names = "--role", description = "The role you sign in, as the spec names it.")
    private String role;

    @Option(names = "--reason", description = "Why you sign, in a sentence.")
    private String reason;

    @Option(
            names = "--keystore",
            paramLabel = "FILE",
            description = "Your own keystore (PKCS#12, P-256) with its certificates, in place of the key in"
                    + " GXP_HOME/keys. Its password is asked for, or taken from GXP_APPROVER_PASSWORD.")
    private Path keystore;

    @Option(names = "--alias", description = "Which key of the keystore.")
    private String alias;

    /** Returns the names of the options that were given. */
    List<String> given() {
        Map<String, Optional<?>> all = new LinkedHashMap<>();
        all.put("--as", Optional.ofNullable(person));
        all.put("--role", Optional.ofNullable(role));
        all.put("--reason", Optional.ofNullable(reason));
        all.put("--keystore", Optional.ofNullable(keystore));
        all.put("--alias", Optional.ofNullable(alias));
        return all.entrySet().stream()
                .filter(option -> option.getValue().isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    Signing.Request request(Optional<Approval.Meaning> meaning) {
        return new Signing.Request(
                Optional.ofNullable(person),
                Optional.ofNullable(role),
                meaning,
                Optional.ofNullable(reason),
                Optional.ofNullable(keystore),
                Optional.ofNullable(alias));
    }
}
