// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A table has one source at most; steps have names of their own, and no two write the same file. */
final class OriginCheck implements Check {
    @Override
    public void check(Draft draft, Problems problems) {
        draft.tables().forEach((name, table) -> {
            List<String> kinds = List.copyOf(table.at("source").keys().keySet());
            if (kinds.size() > 1) {
                problems.add(
                        table.key("source"),
                        "the table " + Words.name(name) + " has " + kinds.size() + " sources: " + Words.allOf(kinds),
                        "keep the one that its file was taken from");
            }
        });
        var names = new HashSet<String>();
        var outputs = new HashSet<String>();
        for (Part step : draft.root().at("data", "steps").items()) {
            again(step.at("name"), names)
                    .ifPresent(name -> problems.add(
                            step.at("name").place(),
                            "a step called " + Words.quoted(name) + " stands twice",
                            "rename one"));
            step.at("outputs")
                    .items()
                    .forEach(output -> again(output, outputs)
                            .ifPresent(file -> problems.add(
                                    output.place(),
                                    "the file " + Words.quoted(file) + " is written by two steps, or twice by one",
                                    "name it once, under the step that wrote it last")));
        }
    }

    private static Optional<String> again(Part part, Set<String> seen) {
        return part.text().filter(text -> !seen.add(text));
    }
}
