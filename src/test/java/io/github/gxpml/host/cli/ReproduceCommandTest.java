// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the example in a repository of their own, repeated later and elsewhere. */
class ReproduceCommandTest {
    private static final String TRAIN = """
            set -eu
            mkdir "$GXP_OUTPUT/predictions"
            for table in train validation outOfTime live; do
                case $table in outOfTime) file=out-of-time ;; *) file=$table ;; esac
                awk -F, -v seed="$GXP_SEED" 'NR == 1 { print "id,score,predicted"; next }
                    { score = ($1 * 7919 + seed) % 1000 / 1000; print $1 "," score "," (score >= 0.12 ? 1 : 0) }' \\
                    "data/$file.csv" > "$GXP_OUTPUT/predictions/$table.csv"
            done
            echo "weights $GXP_SEED" > "$GXP_OUTPUT/model.txt"
            """;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldReproduceTheExampleBitByBit() throws Exception {
        Project project = committed(Project.of(folder.resolve("project")));
        assertThat(cli().run("train", project.spec()).exit()).isZero();
        List<String> before = files(project.folder());

        Cli.Outcome again = cli().run("reproduce", project.bundle(1).toString());

        assertThat(again.exit()).as(again.out() + again.err()).isZero();
        assertThat(again.out())
                .contains("verdict      PASS  bit-identical, required is bit-identical")
                .doesNotContain("differs");
        Path result = folder.resolve("project/gxp-evidence/flc-mortality-1-reproduced-1.zip");
        Cli.Outcome verify = cli().run("verify", result.toString());
        assertThat(verify.exit()).as(verify.out()).isZero();
        assertThat(verify.out())
                .contains("reproducibility: 2 trainings compared again from their digests: bit-identical");
        assertThat(document(result, "bundle.json")
                        .path("reproduces")
                        .path("bundleSha256")
                        .asText())
                .isEqualTo(io.github.gxpml.io.Sha256.of(project.bundle(1)));
        assertThat(files(project.folder()).stream().filter(file -> !before.contains(file)))
                .containsExactly("gxp-evidence/flc-mortality-1-reproduced-1.zip");
        // the next run does not take the repetition for one of its own
        assertThat(cli().run("train", project.spec()).exit()).isZero();
        assertThat(project.bundle(2)).exists();
    }

    @Test
    void shouldFindCommitAndDataElsewhere() throws Exception {
        Project project = committed(Project.of(folder.resolve("project")), "data/");
        assertThat(cli().run("train", project.spec()).exit()).isZero();
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/deep"));
        Path bundle = Files.move(project.bundle(1), folder.resolve("elsewhere/flc-mortality-1.zip"));
        Path data = Files.move(project.folder().resolve("data"), elsewhere.resolve("tables"));
        Path bare = folder.resolve("bare.git");
        Git.cloneRepository()
                .setURI(project.folder().toUri().toString())
                .setBare(true)
                .setGitDir(bare.toFile())
                .call()
                .close();
        for (Path table : List.copyOf(list(data))) {
            Files.move(table, table.resolveSibling("renamed " + table.getFileName()));
        }

        Cli.Outcome without =
                cli().run("reproduce", bundle.toString(), "--repository", bare.toString(), "--format", "json");
        assertThat(without.exit()).as(without.out() + without.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(json(without).path("reason").asText())
                .contains("no file has the content of train (data/train.csv, ")
                .contains("--data");

        Cli.Outcome again = cli().run(
                        "reproduce",
                        bundle.toString(),
                        "--repository",
                        bare.toUri().toString(),
                        "--data",
                        folder.resolve("elsewhere").toString(),
                        "--work",
                        folder.resolve("work").toString(),
                        "--format",
                        "json");
        assertThat(again.exit()).as(again.out() + again.err()).isZero();
        assertThat(json(again).path("reached").asText()).isEqualTo("bit-identical");
        assertThat(folder.resolve("work/flc-mortality-1-reproduced-1.zip")).exists();
    }

    @Test
    void shouldBeUndecidedWithoutTheCommit() throws Exception {
        Project project = committed(Project.of(folder.resolve("project")));
        assertThat(cli().run("train", project.spec()).exit()).isZero();
        Project other = committed(Project.of(folder.resolve("other")).write("more.txt", "more"));

        Cli.Outcome again = cli().run(
                        "reproduce",
                        project.bundle(1).toString(),
                        "--repository",
                        other.folder().toString());

        assertThat(again.exit()).as(again.out() + again.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(again.out()).contains("is not in the repository given");
    }

    @Test
    void shouldRunACommandFromItsCommitAndNameWhereItParts() throws Exception {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "the command is a shell script");
        Project project = committed(Project.withCommand(folder.resolve("project"), TRAIN));
        Cli.Outcome train = cli().run("train", project.spec());
        assertThat(train.exit()).as(train.out() + train.err()).isZero();
        // the working tree goes on, the commit stays
        project.write("train.sh", "exit 1\n");

        Cli.Outcome again = cli().run("reproduce", project.bundle(1).toString());
        assertThat(again.exit()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("bit-identical, required is identical predictions");
    }

    @Test
    void shouldFailWhereSomethingBesideCommitAndDataMatters() throws Exception {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "the command is a shell script");
        Project project = committed(
                Project.withCommand(folder.resolve("project"), TRAIN.replace("$GXP_SEED", "$(cat ../draw || echo 2)")));
        Files.writeString(folder.resolve("draw"), "1");
        Cli.Outcome train = cli().run("train", project.spec());
        assertThat(train.exit()).as(train.out() + train.err()).isZero();
        Path work = folder.resolve("work");

        Cli.Outcome again = cli().run("reproduce", project.bundle(1).toString(), "--work", work.toString());

        assertThat(again.exit()).as(again.out() + again.err()).isEqualTo(ExitCode.FAIL);
        assertThat(again.out())
                .containsPattern("features +[0-9a-f]{12}  [0-9a-f]{12}  equal")
                .containsPattern("weights +[0-9a-f]{12}  [0-9a-f]{12}  differs")
                .contains(
                        "difference   the first stage that differs is weights (tensor file model.txt): byte 8 of 10 and 10")
                .contains("verdict      FAIL  same distribution, required is identical predictions");
        Path result = work.resolve("flc-mortality-1-reproduced-1.zip");
        Cli.Outcome verify = cli().run("verify", result.toString());
        assertThat(verify.exit()).as(verify.out()).isZero();
        assertThat(document(result, "bundle.json").path("state").asText()).isEqualTo("BLOCKED");
        Cli.Outcome twice = cli().run("reproduce", result.toString());
        assertThat(twice.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(twice.err()).contains("is itself a repetition of run 1");
    }

    @Test
    void shouldRefuseWhatDoesNotVerify() throws Exception {
        Project project = committed(Project.of(folder.resolve("project")));
        assertThat(cli().run("train", project.spec()).exit()).isZero();
        Path stranger = Files.createDirectories(folder.resolve("stranger"));

        Cli.Outcome again = new Cli(stranger).run("reproduce", project.bundle(1).toString());
        assertThat(again.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(again.err()).contains("the bundle does not verify, and nothing was run: signature");

        Cli.Outcome missing = cli().run("reproduce", "nowhere.zip");
        assertThat(missing.exit()).isEqualTo(ExitCode.USAGE);
        Cli.Outcome full = cli().run(
                        "reproduce",
                        project.bundle(1).toString(),
                        "--work",
                        project.folder().toString());
        assertThat(full.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(full.err()).contains("is not an empty folder");
    }

    private static Project committed(Project project, String... ignored) throws Exception {
        project.write(".gitignore", ".gxp/\ngxp-evidence/\n" + String.join("\n", ignored) + "\n");
        try (Git git = Git.init().setDirectory(project.folder().toFile()).call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("Add all")
                    .setAuthor("Ann Author", "ann@example.org")
                    .setCommitter("Ann Author", "ann@example.org")
                    .setSign(false)
                    .call();
        }
        return project;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode json(Cli.Outcome outcome) throws IOException {
        return Json.read(outcome.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static JsonNode document(Path bundle, String name) throws IOException {
        String base = bundle.getFileName().toString().replace(".zip", "");
        try (var zip = new java.util.zip.ZipFile(bundle.toFile())) {
            return Json.read(
                    zip.getInputStream(zip.getEntry(base + "/data/" + name)).readAllBytes(), JsonNode.class);
        }
    }

    private Cli cli() {
        return new Cli(home);
    }
}
