// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example runs as it stands, and prints what its README says. */
class ExampleTest {
    private static final Path EXAMPLE = Path.of("examples/flc-mortality");

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldPrintWhatTheReadmeSays() throws IOException {
        copyExample();

        Cli.Outcome run = new Cli(home).run("run", folder.resolve("gxp.yaml").toString());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        String readme = Files.readString(EXAMPLE.resolve("README.md"));
        String block = readme.substring(readme.indexOf("```text\n") + "```text\n".length());
        assertThat(lines(run.out())).isEqualTo(lines(block.substring(0, block.indexOf("```"))));
    }

    /** The gates that the regulated spec keeps for later hold as the README shows them. */
    @Test
    void shouldCompareTheSecondReleaseWithTheFirst() throws IOException {
        copyExample();
        assertThat(new Cli(home)
                        .run("run", folder.resolve("gxp.yaml").toString())
                        .exit())
                .isZero();
        List<String> later = Files.readString(folder.resolve("gxp-regulated.yaml"))
                .lines()
                .filter(line -> line.startsWith("    # - {"))
                .map(line -> line.replace("# - {", "- {"))
                .toList();
        Path next = folder.resolve("gxp-next.yaml");
        Files.writeString(
                next,
                Files.readString(folder.resolve("gxp.yaml"))
                        .replace("seed: 42", "seed: 7")
                        .replace("impute: median", "impute: mean")
                        .replace("\nregister:", String.join("\n", later) + "\n\nregister:"));

        Cli.Outcome run = new Cli(home).run("run", next.toString());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        String readme = Files.readString(EXAMPLE.resolve("README.md"));
        assertThat(readme).contains(later);
        assertThat(run.out().lines().filter(line -> line.contains("against champion")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(readme).contains(line));
    }

    @Test
    void shouldRunWithThePythonScript() throws IOException {
        assumeTrue(hasPython(), "there is no python3 here");
        copyExample();

        Cli.Outcome run =
                new Cli(home).run("run", folder.resolve("gxp-process.yaml").toString());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("2 trainings, bit-identical")
                .containsPattern("roc_auc +validation +0.797 +\\[0.762, 0.832]");
    }

    @Test
    void shouldKeepTheSpecsOfTheExampleFreeOfProblems() {
        for (String spec : List.of("gxp.yaml", "gxp-process.yaml", "gxp-regulated.yaml")) {
            Cli.Outcome lint = new Cli(home).run("lint", EXAMPLE.resolve(spec).toString());
            assertThat(lint.exit()).as(lint.out()).isZero();
        }
    }

    /** Leaves out what differs between runs: times, digests, folders. */
    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.replaceAll("\\s+[0-9]+\\.[0-9] s$", "")
                        .replaceAll("sha256 [0-9a-f]+", "sha256")
                        .replaceAll("bundle +.*/", "bundle "))
                .toList();
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void copyExample() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("gxp-evidence")
                            && !file.toString().contains(".gxp"))
                    .forEach(this::copy);
        }
    }

    private void copy(Path file) {
        try {
            Path target = folder.resolve(EXAMPLE.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
