// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input and failing commands: a clear error, the right exit code, and a bundle that verifies. */
class RunFaultsTest {
    /** Predicts every table by age alone, with nothing but a POSIX shell and awk. */
    private static final String TRAIN = """
            mkdir -p "$GXP_OUTPUT/predictions"
            echo "age alone" > "$GXP_OUTPUT/model.txt"
            for table in train:$GXP_TABLE_TRAIN validation:$GXP_TABLE_VALIDATION \\
              outOfTime:$GXP_TABLE_OUTOFTIME live:$GXP_TABLE_LIVE; do
              awk -F, 'NR == 1 {print "id,score,predicted"} NR > 1 {s = $3 / 200; print $1 "," s "," (s >= 0.12 ? 1 : 0)}' \\
                "${table#*:}" > "$GXP_OUTPUT/predictions/${table%%:*}.csv"
            done
            """;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldNameAMissingTable() throws IOException {
        Project project = Project.of(folder);
        Files.delete(folder.resolve("data/live.csv"));

        assertError(project, "live.csv");
    }

    @ParameterizedTest
    @CsvSource({
        "data/train.csv, creatinine, kreatinine, creatinine",
        "data/validation.csv, dead5y, died, dead5y",
        "data/validation.csv, 'id,', 'number,', id"
    })
    void shouldNameAMissingColumn(String table, String column, String instead, String named) {
        Project project = Project.of(folder).edit(table, text -> text.replaceFirst(column, instead));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isNotZero();
        assertThat(run.out() + run.err()).contains(named);
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldRefuseAnEmptyTable() {
        Project project =
                Project.of(folder).edit("data/validation.csv", text -> text.substring(0, text.indexOf('\n') + 1));

        assertError(project, "validation");
    }

    @Test
    void shouldBeUndecidedWhereATableHasOneClassOnly() {
        Project project = Project.of(folder)
                .edit("data/validation.csv", text -> text.replaceAll("(?m),1$", ",0"))
                .edit("gxp.yaml", text -> text.replaceAll(".*metric: ece.*\n", ""));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out()).contains("UNDECIDED  roc_auc");
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldFailOnDuplicateKeys() {
        Project project = Project.of(folder)
                .edit(
                        "data/validation.csv",
                        text -> text + text.lines().skip(1).findFirst().orElseThrow() + "\n");

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out()).contains("not trained").contains("duplicate_keys").contains("validation");
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldFailOnRowsSharedByTrainAndValidation() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("examples/flc-mortality/data/train.csv"))
                .subList(1, 4);
        Project project = Project.of(folder).edit("data/validation.csv", text -> text + String.join("\n", rows) + "\n");

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out())
                .contains("shared_rows")
                .contains("  3  ")
                .contains(rows.get(0).split(",")[0]);
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldFailOnValuesThatTheSpecDoesNotAllow() {
        Project project = Project.of(folder).edit("data/train.csv", text -> text.replaceFirst(",F,", ",X,"));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out()).contains("schema_violations").contains("sex");
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldRunWithATrainingCommand() {
        Project project = Project.withCommand(folder, TRAIN)
                .edit("gxp.yaml", text -> text.replaceAll("(?s)\nmonitor:.*?\nevidence:", "\nevidence:"));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.out()).as(run.err()).contains("sh train.sh, seed 42, 4,554 rows; 2 trainings, bit-identical");
    }

    @ParameterizedTest
    @CsvSource({
        "'s = $3 / 200', 's = $3', score",
        "'s = $3 / 200', 's = \"nan\"', score",
        "'NR > 1 {', 'NR > 2 {', rows",
        "'NR > 1 {', 'NR > 1 {$1 = $1 + 100000; ', key",
        "'(s >= 0.12 ? 1 : 0)', '2', predicted"
    })
    void shouldRefusePredictionsThatDoNotFit(String part, String instead, String named) {
        Project project = Project.withCommand(folder, TRAIN.replace(part, instead));

        assertError(project, named);
    }

    @ParameterizedTest
    @CsvSource({
        "'exit 3', exit code 3",
        "'kill -9 $$', SIGKILL",
        "'rm \"$GXP_OUTPUT/model.txt\"', model",
        "'rm \"$GXP_OUTPUT/predictions/live.csv\"', live"
    })
    void shouldTellATrainingThatFailedFromAFinding(String ending, String named) {
        Project project = Project.withCommand(folder, TRAIN + ending + "\n");

        assertError(project, named);
    }

    @Test
    void shouldNameTheBundleOfAStageThatFailedAndNoneWhereNoneWasSealed() throws IOException {
        Project project = Project.withCommand(folder, "exit 7\n");

        Cli.Outcome first = cli().run("train", project.spec(), "--format", "json");
        Cli.Outcome second = cli().run("validate", project.spec(), "--format", "json");

        JsonNode failed = Json.read(first.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(first.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(failed.at("/run/state").asText()).isEqualTo("ERROR");
        assertThat(failed.at("/run/model").asText()).isEqualTo("flc-mortality");
        assertThat(failed.at("/run/version").asInt()).isEqualTo(1);
        assertThat(failed.at("/run/bundle/sha256").asText()).isEqualTo(Sha256.of(project.bundle(1)));
        JsonNode refused = Json.read(second.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(second.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(refused.has("run")).as(second.out()).isFalse();
    }

    @Test
    void shouldEndATrainingThatHangs() {
        Project project = Project.withCommand(folder, "sleep 300\n")
                .edit("gxp.yaml", text -> text.replace("timeLimit: 20s", "timeLimit: 1s"));

        assertError(project, "limit");
    }

    @Test
    void shouldKeepASecondRunOut() throws Exception {
        Project project = Project.of(folder);
        Files.createDirectories(folder.resolve(".gxp"));
        var holder = new ProcessBuilder(
                        "java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        folder.resolve(".gxp/lock").toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('!');
            Cli.Outcome run = cli().run("run", project.spec());

            assertThat(run.exit()).isEqualTo(ExitCode.ERROR);
            assertThat(run.err()).contains("another run (process ").contains("wait for it or end it");
            assertThat(project.bundles()).isEmpty();
        } finally {
            holder.destroy();
        }
    }

    @Test
    void shouldRefuseATableOtherThanThePinnedOne() {
        Project project = Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replace(
                                "{path: data/live.csv}", "{path: data/live.csv, sha256: " + "ab".repeat(32) + "}"));

        assertError(project, "pinned");
    }

    @Test
    void shouldNotGoOnWithPredictionsThatWereChangedAfterTraining() throws IOException {
        Project project = Project.of(folder);
        assertThat(cli().run("train", project.spec()).exit()).isZero();
        Path predictions = folder.resolve(".gxp/runs/flc-mortality/1/train-1/predictions/validation.csv");
        try (var file = new RandomAccessFile(predictions.toFile(), "rw")) {
            file.seek(file.length() - 2);
            file.write('1');
        }

        Cli.Outcome validate = cli().run("validate", project.spec());

        assertThat(validate.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(validate.err()).contains("was changed or removed since it was trained");
    }

    @Test
    void shouldNotGiveANumberOfTheMonitoredTableTheNameOfAnother() {
        Project project = Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replace(
                                "    - {metric: psi, columns: prediction, max: 0.20}",
                                "    - {metric: psi, table: validation, columns: prediction, max: 0.20}"));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out()).contains("monitoring looks only at table live");
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldKeepTheCountsOfTablesApartWhateverTheyAreCalled() throws IOException {
        Project project = Project.of(folder);
        // other people with the same values, for two tables that share rows are refused
        project.write(
                        "data/other.csv",
                        Files.readString(folder.resolve("data/live.csv")).replaceAll("(?m)^([0-9])", "x$1"))
                .edit(
                        "gxp.yaml",
                        text -> text.replace(
                                        "    live:       {",
                                        "    validation-shared: {path: data/other.csv}\n    live:       {")
                                .replace(
                                        "  qualityGates:\n    # ranks",
                                        "  qualityGates:\n    - {metric: shared_rows, table: validation, max: 0}\n    # ranks"));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldKeepReportsOfTheSameNameApart() throws IOException {
        String report = "<testsuite><testcase classname='%s' name='same [reproducibility]'/></testsuite>";
        Project project = Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replace(
                                "\nvalidate:\n",
                                "  unitTests: {command: [sh, test.sh], junit: 'out/*/T.xml', tag: reproducibility, minimum: 2}\n\nvalidate:\n"))
                .write(
                        "test.sh",
                        "mkdir -p out/a out/b\necho \"" + report.formatted("A") + "\" > out/a/T.xml\necho \""
                                + report.formatted("B") + "\" > out/b/T.xml\n");

        Cli.Outcome run = cli().run("train", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(project.read(1, "tests/run-1/1-T.xml")).contains("'A'");
        assertThat(project.read(1, "tests/run-1/2-T.xml")).contains("'B'");
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldNotWriteThroughALinkInThePlaceOfItsLock() throws IOException {
        Project project = Project.of(folder).write("precious.txt", "precious");
        Files.createDirectories(folder.resolve(".gxp"));
        Files.createSymbolicLink(folder.resolve(".gxp/lock"), folder.resolve("precious.txt"));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(run.err()).contains("is a link and no lock of ours");
        assertThat(folder.resolve("precious.txt")).hasContent("precious");
    }

    @Test
    void shouldNotGoOnWithAModelThatTheEvidenceDoesNotName() throws IOException {
        Project project = Project.of(folder);
        assertThat(cli().run("train", project.spec()).exit()).isZero();
        Path run = folder.resolve(".gxp/runs/flc-mortality/1");
        Path model = run.resolve("train-1/model.onnx");
        String before = Sha256.of(model);
        Files.write(model, new byte[] {1, 2, 3});
        Path kept = run.resolve("trained.json");
        Files.writeString(kept, Files.readString(kept).replace(before, Sha256.of(model)));

        Cli.Outcome validate = cli().run("validate", project.spec());

        assertThat(validate.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(validate.err()).contains("is not the model that the evidence of run 1 names");
    }

    private void assertError(Project project, String named) {
        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.ERROR);
        assertThat(run.err()).contains(named).doesNotContain("\tat ").doesNotContain("internal error");
        assertThat(run.err().lines().filter(line -> line.startsWith("gxp: "))).hasSize(1);
        assertVerified(project.bundle(1));
    }

    private void assertVerified(Path bundle) {
        Cli.Outcome verify = cli().run("verify", bundle.toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }

    private Cli cli() {
        return new Cli(home);
    }
}
