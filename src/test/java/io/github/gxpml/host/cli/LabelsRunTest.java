// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with a command that predicts one of several classes, and with one that predicts numbers. */
class LabelsRunTest {
    private static final String TRAIN = """
            predict() {
              awk -F, '%s' "$1" > "$2"
            }
            if [ -n "$GXP_MODEL" ]; then predict "$GXP_TABLE" "$GXP_PREDICTIONS"; exit; fi
            grep -q '"type" : "%s"' "$GXP_REQUEST" || exit 3
            echo model > "$GXP_OUTPUT/model.txt"
            mkdir "$GXP_OUTPUT/predictions"
            predict "$GXP_TABLE_TRAIN" "$GXP_OUTPUT/predictions/train.csv"
            predict "$GXP_TABLE_VALIDATION" "$GXP_OUTPUT/predictions/validation.csv"
            predict "$GXP_TABLE_LIVE" "$GXP_OUTPUT/predictions/live.csv"
            """;

    private static final String CLASSES = """
            NR == 1 { print "id,predicted,score.I,score.II,score.III" }
            NR > 1 {
              c = $3 < 40 ? 1 : $3 < 80 ? 2 : 3
              print $1 "," substr("III", 1, c) "," (c == 1 ? .8 : .1) "," (c == 2 ? .8 : .1) "," (c == 3 ? .8 : .1)
            }""";

    private static final String NUMBERS = """
            NR == 1 { print "id,predicted,lower,upper" }
            NR > 1 { print $1 "," 3 * $3 "," 3 * $3 - 9 "," 3 * $3 + 9 }""";

    private static final String SPEC = """
            gxp: 1
            model: {name: stages, intendedUse: Test., riskClass: research}
            data:
              key: id
              label: %s
              features: [x]
              facets: [{column: sex, disfavoured: F}]
              tables:
                train: {path: train.csv}
                validation: {path: validation.csv}
                live: {path: live.csv}
            train: {with: process, command: [sh, train.sh], scoreCommand: [sh, train.sh], seed: 1, timeLimit: 60s}
            reproducibility: {retrain: {runs: 2}}
            validate:
              qualityGates: [%s]
            register: {approvals: []}
            monitor:
              table: live
              qualityGates: [%s]
            evidence: {store: out}
            """;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    /** Rows whose label is mostly what the commands predict; keys of tables differ. */
    private static String rows(int first, int count, boolean numbers) {
        StringBuilder text = new StringBuilder("id,y,x,sex\n");
        for (int i = first; i < first + count; i++) {
            int x = i * 37 % 120;
            int stage = x < 40 ? 1 : x < 80 ? 2 : 3;
            int off = i % 11 == 0 ? stage % 3 + 1 : stage;
            String label = numbers ? Integer.toString(3 * x + i * 13 % 21 - 10) : "III".substring(0, off);
            text.append("%d,%s,%d,%s%n".formatted(i, label, x, i % 2 == 0 ? "F" : "M"));
        }
        return text.toString();
    }

    private Cli.Outcome run(String label, String validate, String monitor, String predict, boolean numbers)
            throws Exception {
        write("train.csv", rows(1, 300, numbers));
        write("validation.csv", rows(1001, 400, numbers));
        write("live.csv", rows(2001, 400, numbers));
        write("train.sh", TRAIN.formatted(predict, numbers ? "regression" : "multiclass"));
        write("gxp.yaml", SPEC.formatted(label, validate, monitor));
        return new Cli(home).run("run", folder.resolve("gxp.yaml").toString());
    }

    @Test
    void shouldRunWithSeveralClasses() throws Exception {
        Cli.Outcome outcome = run(
                "{column: y, type: multiclass, classes: [I, II, III], positive: [II, III]}",
                "{metric: macro_f1, min: 0.8}, {metric: accuracy, min: 0.8, facet: sex},"
                        + " {metric: class_recall, class: III, min: 0.7}, {metric: log_loss, max: 1},"
                        + " {metric: DI, facet: each, min: 0.7, max: 1.4}, {metric: roc_auc, min: 0.8}",
                "{metric: psi, columns: prediction, max: 0.1}, {metric: macro_recall, min: 0.8}",
                CLASSES,
                false);
        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out()).contains("macro_f1", "class_recall", "DI", "bit-identical");
        assertVerified();
    }

    @Test
    void shouldLeaveMetricsOfTwoClassesUndecidedWhereNothingIsPositive() throws Exception {
        Cli.Outcome outcome = run(
                "{column: y, type: multiclass}",
                "{metric: macro_f1, min: 0.8}, {metric: DI, facet: each, min: 0.7}, {metric: recall, min: 0.1},"
                        + " {metric: mae, max: 1}",
                "{metric: accuracy, min: 0.8}",
                CLASSES,
                false);
        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(outcome.out())
                .contains("set `data.label.positive`")
                .contains("it is for a number as label (`type: regression`)");
    }

    @Test
    void shouldRunWithNumbers() throws Exception {
        Cli.Outcome outcome = run(
                "{column: y, type: regression, above: 180, intervalLevel: 0.9}",
                "{metric: mae, max: 8}, {metric: r2, min: 0.9}, {metric: rmse, max: 9, facet: each},"
                        + " {metric: interval_coverage_error, within: 0.1},"
                        + " {metric: interval_coverage_error, at: 0.85, within: 0.1},"
                        + " {metric: DI, facet: each, min: 0.7, max: 1.4}",
                "{metric: psi, columns: prediction, max: 0.1}, {metric: ks, columns: prediction, max: 0.2},"
                        + " {metric: mean_error, within: 2}",
                NUMBERS,
                true);
        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out()).contains("interval_coverage_error", "r2", "DI");
        assertVerified();
    }

    @Test
    void shouldEndWhereThePredictionsAreNone() throws Exception {
        Cli.Outcome outcome = run(
                "{column: y, type: multiclass, classes: [I, II, III]}",
                "{metric: macro_f1, min: 0.8}",
                "{metric: accuracy, min: 0.8}",
                CLASSES.replace("substr(\"III\"", "substr(\"VVV\""),
                false);
        assertThat(outcome.exit()).as(outcome.out()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err()).contains("no valid `predicted`").contains("it must be one of I, II, III");
    }

    private void assertVerified() {
        Cli.Outcome verified =
                new Cli(home).run("verify", folder.resolve("out/stages-1.zip").toString());
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }
}
