// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import static io.github.gxpml.lineage.SomeGit.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitExportTest {
    @TempDir
    Path folder;

    @Test
    void shouldCopyARepositoryOverHttpAndWriteOneOfItsCommits() throws Exception {
        assumeTrue(SomeGit.here(), "there is no git on this machine");
        String first = createRepository();
        Optional<SomeGitServer> started = SomeGitServer.of(folder);
        assumeTrue(started.isPresent(), "git serves no HTTP on this machine");

        try (SomeGitServer server = started.get()) {
            String address = server.address(SomeGitServer.USER + ":" + SomeGitServer.PASSWORD + "@", "model/.git");
            GitExport copy = GitExport.copy(address, folder.resolve("copy"));

            assertThat(copy.has(first)).isTrue();
            assertThat(copy.has("0".repeat(40))).isFalse();
            Path out = Files.createDirectory(folder.resolve("out"));
            assertThat(copy.write(first, out)).isEmpty();
            assertThat(out.resolve("train.sh")).hasContent("echo first").isExecutable();
        }
    }

    @Test
    void shouldNotTellThePasswordInTheAddress() throws Exception {
        assumeTrue(SomeGit.here(), "there is no git on this machine");
        createRepository();
        Optional<SomeGitServer> started = SomeGitServer.of(folder);
        assumeTrue(started.isPresent(), "git serves no HTTP on this machine");

        try (SomeGitServer server = started.get()) {
            String wrong = server.address("reader:wrong-s3cret@", "model/.git");
            assertThatThrownBy(() -> GitExport.copy(wrong, folder.resolve("copy")))
                    .hasMessageContaining("cannot be copied from the address given")
                    .satisfies(error -> {
                        var trace = new StringWriter();
                        error.printStackTrace(new PrintWriter(trace));
                        assertThat(trace.toString()).doesNotContain("wrong-s3cret");
                    });
        }
    }

    /** Returns the first of two commits. */
    private String createRepository() throws Exception {
        Path model = Files.createDirectory(folder.resolve("model"));
        git(model, "init", "-q");
        Path script = Files.writeString(model.resolve("train.sh"), "echo first");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        git(model, "add", ".");
        git(model, "commit", "-q", "-m", "first");
        String first = git(model, "rev-parse", "HEAD");
        Files.writeString(script, "echo second");
        git(model, "commit", "-q", "-a", "-m", "second");
        return first;
    }
}
