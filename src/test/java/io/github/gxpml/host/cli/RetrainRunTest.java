// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training commands that do not repeat, each in a way of its own. */
class RetrainRunTest {
    /** Scores are digits of the key; the file {@code calls} tells how often it was run. */
    private static final String TRAIN = """
            set -eu
            echo x >> calls
            call=$(wc -l < calls | tr -d ' ')
            mkdir "$GXP_OUTPUT/predictions"
            DRAW
            for table in train validation outOfTime live; do
                case $table in outOfTime) file=out-of-time ;; *) file=$table ;; esac
                awk -F, -v draw="$draw" 'NR == 1 { print "id,score,predicted"; next }
                    { score = ($1 * 7919 + draw) % 1000 / 1000; print $1 "," score "," (score >= 0.12 ? 1 : 0) }' \\
                    "data/$file.csv" > "$GXP_OUTPUT/predictions/$table.csv"
            done
            """;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @BeforeEach
    void wantAShell() {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "the command is a shell script");
    }

    @Test
    void shouldNameTheFirstStageOfAnUnseededTraining() throws IOException {
        Project project = create("draw=$call; echo $draw > $GXP_OUTPUT/model.txt", text -> text);

        Cli.Outcome train = cli().run("train", project.spec());

        assertThat(train.exit()).as(train.out() + train.err()).isEqualTo(ExitCode.FAIL);
        assertThat(train.out())
                .contains("FAIL       reproducibility_class")
                .contains("in training 2 the first stage that differs is weights (tensor file model.txt): byte 0 of 2")
                .contains("first row with another prediction: key ");
        assertThat(project.read(1, "report.html"))
                .contains("Stages of the trainings")
                .contains("differs");
        assertVerified(project);
    }

    @Test
    void shouldTellATimeStampFromAnotherModel() throws IOException {
        Project project = create("draw=1; echo \"$call\" > $GXP_OUTPUT/model.txt", text -> text);

        Cli.Outcome train = cli().run("train", project.spec());

        assertThat(train.exit()).as(train.out() + train.err()).isZero();
        assertThat(train.out()).contains("2 trainings, identical predictions");
        assertThat(project.read(1, "reproducibility.json")).contains("\"reached\" : \"IDENTICAL_PREDICTIONS\"");
    }

    @Test
    void shouldTakeDistributionsThatAreAlike() throws IOException {
        Project project = create(
                "draw=$call; echo $draw > $GXP_OUTPUT/model.txt",
                text -> text.replace("require: identical-predictions", "require: same-distribution")
                        .replace("mandatory: [shared_rows, retrain_differences]", "mandatory: [shared_rows]"));

        Cli.Outcome train = cli().run("train", project.spec());

        assertThat(train.exit()).as(train.out() + train.err()).isZero();
        assertThat(train.out()).contains("2 trainings, same distribution");
        assertVerified(project);
        Forgery.change(
                project, home, "reproducibility.json", text -> text.replaceFirst("\"p\" : [0-9.]+", "\"p\" : 0.75"));
        assertThat(cli().run("verify", project.bundle(1).toString()).out())
                .contains("FAILED  reproducibility: training 2: the numbers on the predictions of");
    }

    @Test
    void shouldBeUndecidedWithoutASeedForEachLibrary() throws IOException {
        Project project = create(
                "draw=$GXP_SEED_NUMPY; echo m > $GXP_OUTPUT/model.txt",
                text -> text.replace("  timeLimit: 20s\n", "  timeLimit: 20s\n  libraries: [numpy, torch]\n")
                        .replace("reproducibility:\n", "reproducibility:\n  seeds: {numpy: 7}\n"));

        Cli.Outcome train = cli().run("train", project.spec());

        assertThat(train.exit()).as(train.out() + train.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(train.out()).contains("UNDECIDED  undeclared_seeds").contains("no seed is declared for torch");
        assertVerified(project);
    }

    @Test
    void shouldNameWhatIsNotAsDeclared() throws IOException {
        String reported =
                "{\"libraries\": {\"numpy\": \"1.24.0\"}, \"blas\": \"OpenBLAS 0.3\", \"seeds\": {\"numpy\": 8}}";
        Project project = create(
                "draw=1; echo m > $GXP_OUTPUT/model.txt; echo '" + reported + "' > $GXP_OUTPUT/environment.json",
                text -> text.replace("  timeLimit: 20s\n", "  timeLimit: 20s\n  libraries: [numpy]\n")
                        .replace(
                                "reproducibility:\n",
                                "reproducibility:\n  seeds: {numpy: 7}\n"
                                        + "  environment: {blas: openblas, libraries: {numpy: 1.26}}\n"));

        Cli.Outcome train = cli().run("train", project.spec());

        assertThat(train.exit()).as(train.out() + train.err()).isEqualTo(ExitCode.FAIL);
        assertThat(train.out())
                .contains("FAIL       environment_mismatches")
                .contains("declared library numpy: 1.26, found 1.24.0; seed numpy: 7, found 8")
                .doesNotContain("blas:");
        assertVerified(project);
    }

    @Test
    void shouldSeeAForgedClassAndAForgedDigest() throws IOException {
        Project project = create("draw=$call; echo $draw > $GXP_OUTPUT/model.txt", text -> text);
        cli().run("train", project.spec());

        Forgery.change(
                project,
                home,
                "reproducibility.json",
                text -> text.replace("\"DIFFERENT\"", "\"BIT_IDENTICAL\"")
                        .replace("\"SAME_DISTRIBUTION\"", "\"BIT_IDENTICAL\""));
        assertThat(cli().run("verify", project.bundle(1).toString()).out())
                .contains("FAILED  reproducibility: ")
                .contains("training 2 is recorded as bit-identical, compared again it is");

        Forgery.change(
                project,
                home,
                "reproducibility.json",
                text -> text.replaceFirst("(\"WEIGHTS\" : \\{\\s+\"parts\" : \\{\\s+\"[^\"]+\" : \")[0-9a-f]", "$1x"));
        assertThat(cli().run("verify", project.bundle(1).toString()).out())
                .contains("a training's digest of weights is missing or is not that of its parts");
    }

    private Project create(String draw, UnaryOperator<String> spec) {
        Project project = Project.withCommand(folder, TRAIN.replace("DRAW", draw));
        String before = "retrain: {runs: 2, require: identical-predictions}";
        return project.edit(
                "gxp.yaml",
                text -> spec.apply(text.replace(before, "retrain: {runs: 2, require: identical-predictions} ")));
    }

    private void assertVerified(Project project) {
        Cli.Outcome verify = cli().run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).as(verify.out()).isZero();
    }

    private Cli cli() {
        return new Cli(home);
    }
}
