// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.HashSet;
import java.util.List;
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
            once(step.at("name"), "a step called ", "stands twice", "rename one", names, problems);
            step.at("outputs")
                    .items()
                    .forEach(output -> once(
                            output,
                            "the file ",
                            "is written by two steps, or twice by one",
                            "name it once, under the step that wrote it last",
                            outputs,
                            problems));
        }
    }

    private static void once(Part part, String what, String wrong, String remedy, Set<String> seen, Problems problems) {
        part.text()
                .filter(text -> !seen.add(text))
                .ifPresent(text -> problems.add(part.place(), what + Words.quoted(text) + " " + wrong, remedy));
    }
}
