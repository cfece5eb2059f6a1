// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the commented {@code gxp.yaml} of a starter. Every text from the data is quoted, in comments too. */
final class StarterSpec {
    /**
     * The files of a starter, relative to its folder.
     *
     * @param train the training data
     * @param validation rows that the model has not seen, if there are any
     * @param live rows from use, if there are any
     */
    record Files(String train, Optional<String> validation, Optional<String> live) {}

    private static final String TODO_KEY = "row_id";
    private static final String TODO_LABEL = "outcome_column";
    private static final String TODO_FEATURE = "feature_column";
    private static final double OLD = 65;

    private final Roles roles;
    private final Files files;
    private final CsvSample sample;
    private final List<String> notes;

    /** The notes are added to while the text is written. */
    StarterSpec(Roles roles, Files files, CsvSample sample, List<String> notes) {
        this.roles = roles;
        this.files = files;
        this.sample = sample;
        this.notes = notes;
    }

    String text() {
        return head() + model() + data() + train() + validate() + register() + monitor();
    }

    private String head() {
        String rows = String.format(
                Locale.ROOT,
                sample.whole() ? "the %,d rows" : "the first %,d rows",
                sample.rows().size());
        return """
                # gxp.yaml: one model, the data it is made from, and the gates that it must pass.
                # Written by `gxp init` from the header and %s of %s.
                # It only guesses: read every line. `gxp lint` checks this file, `gxp run` runs it,
                # `gxp schema` prints all that may stand here.
                gxp: 1

                """.formatted(rows, Words.quoted(files.train()));
    }

    private String model() {
        return """
                model:
                  name: %s
                  intendedUse: "TODO: what the model is for, who acts on it, what it must not be used for."
                  riskClass: research    # research | low | moderate | high: all but research ask for more evidence
                  algorithm: locked      # locked | adaptive (needs changeControl)

                """.formatted(YamlText.of(modelName(files.train())));
    }

    /** Returns a name that the schema allows, made from a file's name. */
    static String modelName(String path) {
        String stem = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.[^.]*$", "");
        String safe = stem.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        String name = ("model-" + safe).substring(0, Math.min(safe.length() + 6, 64));
        return name.replaceFirst("[.-]+$", "");
    }

    private String data() {
        return "data:\n" + key() + label() + features() + leftOut() + facets() + tables() + "\n";
    }

    private String key() {
        if (roles.key().isEmpty()) {
            notes.add("No column names the rows: add one with a different value in every row; it is `data.key`.");
            return "  key: " + unused(TODO_KEY)
                    + "            # TODO: no column has a different value in every row, add one\n";
        }
        String rest = sample.whole() ? "" : " of those read";
        return "  key: " + YamlText.of(roles.key().get().name()) + "    # different in every row" + rest + "\n";
    }

    /** A placeholder must not be the name of a column that means something else. */
    private String unused(String placeholder) {
        String name = placeholder;
        while (sample.header().contains(name)) {
            name += "_";
        }
        return name;
    }

    private String label() {
        if (roles.label().isEmpty()) {
            notes.add("No column has exactly two values: write the column to be predicted as `data.label`.");
            return "  label: {column: " + unused(TODO_LABEL)
                    + ", positive: 1}    # TODO: no column has exactly two values\n";
        }
        ColumnProfile label = roles.label().get();
        String counts = label.counts().entrySet().stream()
                .map(entry -> Words.quoted(entry.getKey()) + " " + entry.getValue() + " times")
                .collect(Collectors.joining(", "));
        String missing = label.missing() == 0 ? "" : ", missing " + label.missing() + " times";
        return "  label: {column: " + YamlText.of(label.name()) + ", positive: " + YamlText.value(Roles.positive(label))
                + "}    # " + counts + missing + "\n";
    }

    private String features() {
        List<String> names = roles.features().stream().map(ColumnProfile::name).toList();
        var text = new StringBuilder(
                "  # Remove what is not known yet when the model is used, or follows from the label.\n");
        text.append("  features:\n");
        if (names.isEmpty()) {
            notes.add("No column is left for the model to see: write at least one under `data.features`.");
            return text.append("    - " + unused(TODO_FEATURE) + "    # TODO: no numeric column is left\n")
                    .toString();
        }
        for (ColumnProfile feature : roles.features()) {
            text.append("    - ")
                    .append(YamlText.of(feature.name()))
                    .append(remark(feature))
                    .append('\n');
        }
        return text.toString();
    }

    private static String remark(ColumnProfile feature) {
        var remarks = new ArrayList<String>();
        if (feature.missing() > 0) {
            remarks.add("missing " + feature.missing() + " times");
        }
        if (Roles.soundsLikeLabel(feature)) {
            remarks.add("TODO: sounds like the label, remove it if it tells the answer");
        }
        return remarks.isEmpty() ? "" : "    # " + String.join("; ", remarks);
    }

    private String leftOut() {
        return roles.leftOut().stream()
                .map(text -> "    # not proposed: " + text + "\n")
                .collect(Collectors.joining());
    }

    private String facets() {
        if (roles.facets().isEmpty()) {
            return "  # Groups of people to compare: {column: sex, disfavoured: F}, {column: age, above: 65}.\n"
                    + "  facets: []\n";
        }
        return "  # Groups of people whose treatment is compared with everyone else's: check who they are.\n  facets:\n"
                + roles.facets().stream().map(StarterSpec::facet).collect(Collectors.joining());
    }

    private static String facet(ColumnProfile facet) {
        String column = "    - {column: " + YamlText.of(facet.name()) + ", ";
        if (Roles.isByNumber(facet)) {
            return column + "above: " + number(facet.isSplitBy(OLD) ? OLD : facet.median()) + "}\n";
        }
        List<String> values =
                Roles.disfavoured(facet).stream().map(YamlText::value).toList();
        return column + "disfavoured: " + (values.size() == 1 ? values.get(0) : values.toString()) + "}\n";
    }

    private static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private String tables() {
        var text = new StringBuilder("  tables:\n");
        text.append(table("train", files.train()));
        if (files.validation().isPresent()) {
            text.append(table("validation", files.validation().get()));
        } else {
            notes.add("There is no validation table yet: name a file with rows that are not in the training table.");
            text.append("    # The gates need rows that the model has not seen. Split off some, by patient or time,\n");
            text.append("    # keep them in a file of their own with the same columns, and name it here:\n");
            text.append("    # validation: {path: validation.csv}\n");
        }
        return text.append(files.live()
                        .map(live -> table("live", live))
                        .orElse("    # live: {path: live.csv}    # rows from use, for monitoring\n"))
                .toString();
    }

    private static String table(String name, String path) {
        String format = Formats.byEnding(path).isPresent() ? "" : ", format: csv";
        return "    " + name + ": {path: " + YamlText.of(path) + format + "}\n";
    }

    private static String train() {
        return """
                train:
                  with: embedded                   # embedded | process (any command, in any language)
                  algorithm: logistic-regression   # logistic-regression | random-forest
                  seed: 42
                  impute: median                   # what stands in for a missing number: median | mean | none

                reproducibility:
                  retrain: {runs: 2, require: identical-predictions}

                """;
    }

    private String validate() {
        var gates = new ArrayList<String>();
        gates.add("{metric: roc_auc, table: validation, min: 0.7, on: lower-bound}");
        gates.add("{metric: ece, table: validation, max: 0.1}");
        if (!roles.facets().isEmpty()) {
            gates.add("{metric: DI, table: validation, facet: each, min: 0.8, max: 1.25}");
        }
        boolean on = files.validation().isPresent();
        String mark = on ? "    - " : "    # - ";
        String list = gates.stream().map(gate -> mark + gate + "\n").collect(Collectors.joining());
        return "validate:\n"
                + "  # Set the limits before you see results. Without a gate validation is UNDECIDED, not a pass.\n"
                + (on
                        ? "  qualityGates:\n"
                        : "  qualityGates: []    # once there is a validation table, instead of []:\n")
                + list + "\n";
    }

    private static String register() {
        return """
                register:
                  approvals: []    # for example [{role: quality, count: 1}, {role: business, count: 1}]
                """;
    }

    private String monitor() {
        String section = """
                monitor:
                  table: live
                  qualityGates:
                    - {metric: psi, columns: features, max: 0.2}
                    - {metric: ks_p, columns: prediction, min: 0.01}
                """;
        return "\n" + (files.live().isPresent() ? section : section.indent(0).replaceAll("(?m)^(?=.)", "# "));
    }
}
