// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the CloudFormation template of a starter from a file of the program. Lines between {@code #? section} and
 * {@code #?} are for a spec that has the section; with {@code !} before its name, for one that has not.
 */
final class StarterCodePipeline {
    private static final String MARK = "#?";

    private StarterCodePipeline() {}

    static String text(Spec spec) {
        // the schema lets a model's name hold nothing that means something in YAML
        return text(spec.monitor().isPresent(), !spec.register().approvals().isEmpty())
                .replace("@pipeline@", YamlText.of(spec.model().name()))
                .replace("@model@", spec.model().name());
    }

    private static String text(boolean monitor, boolean approvals) {
        Map<String, Boolean> sections =
                Map.of("monitor", monitor, "!monitor", !monitor, "approvals", approvals, "!approvals", !approvals);
        var text = new StringBuilder();
        Optional<String> section = Optional.empty();
        for (String line : resource().split("\n")) {
            if (line.startsWith(MARK)) {
                section = Optional.of(line.substring(MARK.length()).strip()).filter(name -> !name.isEmpty());
            } else if (section.map(sections::get).orElse(true)) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    private static String resource() {
        try (InputStream in = StarterCodePipeline.class.getResourceAsStream(Starter.CODEPIPELINE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the program file lacks " + Starter.CODEPIPELINE + " - install it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + Starter.CODEPIPELINE + " in the program file - install it again", e);
        }
    }
}
