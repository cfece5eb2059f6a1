// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.stream.Stream;

/** Paths may lead anywhere, also out of the spec's folder, but must not contain control characters. */
final class PathCheck implements Check {
    @Override
    public void check(Draft draft, Problems problems) {
        paths(draft.root())
                .forEach(path -> path.text()
                        .filter(text -> text.chars().anyMatch(Character::isISOControl))
                        .ifPresent(text -> problems.add(
                                path.place(),
                                "the path " + Words.quoted(text) + " contains a control character",
                                "write it on one line, without tabs")));
    }

    private static Stream<Part> paths(Part root) {
        var tables = root.at("data", "tables").entries().values().stream().map(table -> table.at("path"));
        var signers = root.at("register", "approvals").items().stream()
                .flatMap(approval -> approval.at("signers").items().stream());
        var others = Stream.of(
                root.at("monitor", "experiment", "path"),
                root.at("monitor", "constraints"),
                root.at("monitor", "statistics"),
                root.at("evidence", "store"),
                root.at("evidence", "signing", "key"),
                root.at("evidence", "signing", "keystore"),
                root.at("evidence", "signing", "certificates"),
                root.at("evidence", "timestamp", "certificates"),
                root.at("reproducibility", "unitTests", "junit"),
                root.at("changeControl", "plan"));
        var pointers =
                root.at("data", "tables").entries().values().stream().map(table -> table.at("source", "dvc", "file"));
        var steps = root.at("data", "steps").items().stream()
                .flatMap(step -> Stream.of(
                                Stream.of(step.at("script")),
                                step.at("inputs").items().stream(),
                                step.at("outputs").items().stream())
                        .flatMap(paths -> paths));
        return Stream.of(tables, pointers, steps, signers, others, root.at("train", "scripts").items().stream())
                .flatMap(paths -> paths);
    }
}
