// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tables that are named must be there, have a known format, and not be the training table under another name. */
final class TableCheck implements Check {
    @Override
    public void check(Draft draft, Problems problems) {
        Map<String, Part> tables = draft.tables();
        tables.values().forEach(table -> format(table, problems));
        named(draft.root().at("monitor", "table"), tables.keySet(), problems);
        Part train = draft.root().at("train", "table");
        named(train, tables.keySet(), problems);
        if (!train.isPresent() && !tables.isEmpty() && !tables.containsKey(Defaults.TRAIN_TABLE)) {
            problems.add(
                    draft.root().at("data").key("tables"),
                    "there is no table `" + Defaults.TRAIN_TABLE + "` to train on",
                    "add it, or name the training table in `train.table`");
        }
        sharedWithTraining(draft, problems);
    }

    /** Tells if a table is named that is not there. */
    static void named(Part reference, Set<String> tables, Problems problems) {
        if (tables.isEmpty()) {
            return;
        }
        reference
                .text()
                .filter(name -> !tables.contains(name))
                .ifPresent(name -> problems.add(
                        reference.place(),
                        "there is no table " + Words.quoted(name) + " under `data.tables`",
                        problems.nearest(name, tables, "write one of " + Words.oneOf(tables) + ", or add the table")));
    }

    static void format(Part table, Problems problems) {
        Part path = table.at("path");
        if (!table.at("format").isPresent()
                && path.text().filter(p -> !p.isBlank()).isPresent()
                && Formats.byEnding(path.text("")).isEmpty()) {
            problems.add(
                    path.place(),
                    "the ending of " + Words.quoted(path.text("")) + " does not tell how the table is stored",
                    "add `format: csv`, `format: jsonl` or `format: parquet`");
        }
    }

    private static void sharedWithTraining(Draft draft, Problems problems) {
        Part train = draft.tables().getOrDefault(draft.trainTable(), new Part(Optional.empty()));
        Optional<Path> file = file(train);
        draft.tables().forEach((name, table) -> {
            if (!name.equals(draft.trainTable()) && file.isPresent() && file.equals(file(table))) {
                problems.add(
                        table.at("path").place(),
                        "the table " + Words.name(name) + " is the same file as the training table",
                        "give it rows that the model has not seen");
            }
        });
    }

    private static Optional<Path> file(Part table) {
        try {
            return table.at("path").text().map(text -> Path.of(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
