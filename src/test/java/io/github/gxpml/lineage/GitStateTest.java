// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import static io.github.gxpml.lineage.SomeGit.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gxpml.lineage.LineageDocument.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real repositories, made by git itself. */
class GitStateTest {
    @BeforeAll
    static void wantGit() {
        assumeTrue(SomeGit.here(), "there is no git on this machine");
    }

    @Test
    void shouldReadACleanCommit(@TempDir Path folder) throws Exception {
        Path repository = createRepository(folder);
        Path below = Files.createDirectories(repository.resolve("a/b"));

        Code code = GitState.read(below).orElseThrow();

        assertThat(code.commit()).contains(git(repository, "rev-parse", "HEAD"));
        assertThat(code.branch()).isEqualTo("trunk");
        assertThat(code.author()).isEqualTo("Ann Author <ann@example.org>");
        assertThat(code.committer()).isEqualTo("Cy Committer <cy@example.org>");
        assertThat(code.clean()).isTrue();
        assertThat(code.changes()).isEmpty();
        assertThat(code.signed()).isFalse();
        assertThat(code.origin()).isEmpty();
    }

    @Test
    void shouldNameWhatIsNotAsCommitted(@TempDir Path folder) throws Exception {
        Path repository = createRepository(folder);
        Files.writeString(repository.resolve("train.py"), "print(2)\n");
        Files.writeString(repository.resolve("new.csv"), "a\n");
        Files.createDirectories(repository.resolve("evidence/deep"));
        Files.writeString(repository.resolve("evidence/deep/x"), "a\n");
        Files.writeString(repository.resolve(".gitignore"), "ignored/\n");
        git(repository, "add", ".gitignore");
        Files.createDirectories(repository.resolve("ignored"));
        Files.writeString(repository.resolve("ignored/x"), "a\n");
        Files.delete(repository.resolve("gone.txt"));

        assertThat(GitState.read(repository).orElseThrow().clean()).isFalse();
        assertThat(GitState.read(repository).orElseThrow().changes())
                .containsExactly(".gitignore", "evidence/deep/x", "gone.txt", "new.csv", "train.py");
        Set<Path> apart = Set.of(repository.resolve("evidence"), repository.resolve("none"));
        assertThat(GitState.read(repository, apart).orElseThrow().changes())
                .containsExactly(".gitignore", "gone.txt", "new.csv", "train.py");
    }

    @Test
    void shouldNameTheTagsOfTheCommitAndTheKindOfItsSignature(@TempDir Path folder) throws Exception {
        Path repository = createRepository(folder);
        git(repository, "tag", "v1.0");
        git(repository, "tag", "-a", "-m", "Reviewed", "reviewed");
        String tree = git(repository, "rev-parse", "HEAD^{tree}");

        assertThat(GitState.read(repository).orElseThrow().tags()).containsExactly("reviewed", "v1.0");
        assertThat(GitState.read(repository).orElseThrow().signature()).isEmpty();
        for (var kind : java.util.Map.of(
                        "-----BEGIN PGP SIGNATURE-----", "openpgp",
                        "-----BEGIN SSH SIGNATURE-----", "ssh",
                        "-----BEGIN SIGNED MESSAGE-----", "x509",
                        "something else", "unknown")
                .entrySet()) {
            Path raw = folder.resolve("commit");
            Files.writeString(
                    raw,
                    "tree " + tree + "\nauthor A <a@example.org> 1 +0000\ncommitter A <a@example.org> 1 +0000\ngpgsig "
                            + kind.getKey() + "\n AAAA\n\nSigned\n");
            String commit = git(repository, "hash-object", "-t", "commit", "-w", raw.toString());
            git(repository, "update-ref", "refs/heads/trunk", commit);

            Code code = GitState.read(repository).orElseThrow();

            assertThat(code.signed()).isTrue();
            assertThat(code.signature()).isEqualTo(kind.getValue());
            assertThat(code.tags()).isEmpty();
        }
    }

    @Test
    void shouldNameAtMostAHundredChanges(@TempDir Path folder) throws Exception {
        Path repository = createRepository(folder);
        for (int i = 0; i < 150; i++) {
            Files.writeString(repository.resolve("f" + i), "");
        }

        assertThat(GitState.read(repository).orElseThrow().changes()).hasSize(100);
    }

    @Test
    void shouldFindNothingOutsideARepository(@TempDir Path folder) throws IOException {
        assertThat(GitState.read(folder)).isEmpty();
        assertThatThrownBy(() -> GitState.read(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    @Test
    void shouldReadARepositoryWithoutCommits(@TempDir Path folder) throws Exception {
        git(folder, "init", "-q", "-b", "trunk");
        Files.writeString(folder.resolve("a"), "");

        Code code = GitState.read(folder).orElseThrow();

        assertThat(code.commit()).isEmpty();
        assertThat(code.branch()).isEqualTo("trunk");
        assertThat(code.author()).isEmpty();
        assertThat(code.changes()).containsExactly("a");
    }

    @Test
    void shouldReadADetachedHeadAndAWorktree(@TempDir Path folder) throws Exception {
        Path repository = createRepository(folder);
        String commit = git(repository, "rev-parse", "HEAD");
        Path worktree = folder.resolve("worktree");
        git(repository, "worktree", "add", "-q", "-b", "side", worktree.toString());
        Files.writeString(worktree.resolve("train.py"), "print(3)\n");
        git(repository, "checkout", "-q", "--detach");

        assertThat(GitState.read(repository).orElseThrow().branch()).isEqualTo(commit);
        assertThat(GitState.read(repository).orElseThrow().clean()).isTrue();
        Code side = GitState.read(worktree).orElseThrow();
        assertThat(side.branch()).isEqualTo("side");
        assertThat(side.commit()).contains(commit);
        assertThat(side.changes()).containsExactly("train.py");
    }

    @Test
    void shouldNotTakeADamagedRepositoryForNone(@TempDir Path folder) throws Exception {
        Path noHead = createRepository(folder.resolve("no-head"));
        Files.delete(noHead.resolve(".git/HEAD"));
        Path noObject = createRepository(folder.resolve("no-object"));
        deleteAll(noObject.resolve(".git/objects"));
        Files.createDirectory(noObject.resolve(".git/objects"));
        Path badIndex = createRepository(folder.resolve("bad-index"));
        Files.writeString(badIndex.resolve(".git/index"), "no index");
        Path badConfig = createRepository(folder.resolve("bad-config"));
        Files.writeString(badConfig.resolve(".git/config"), "[[[");
        Path lost = Files.createDirectories(folder.resolve("lost"));
        Files.writeString(lost.resolve(".git"), "gitdir: /none/such\n");
        Path nonsense = Files.createDirectories(folder.resolve("nonsense"));
        Files.writeString(nonsense.resolve(".git"), "nonsense");

        for (Path damaged : List.of(noHead, noObject, badIndex, badConfig, lost, nonsense)) {
            assertThatThrownBy(() -> GitState.read(damaged))
                    .as(damaged.toString())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("the git repository at " + damaged.toRealPath() + " cannot be read");
        }
    }

    @Test
    void shouldStripSecretsFromTheOrigin(@TempDir Path folder) throws Exception {
        Path repository = createRepository(folder);
        git(repository, "remote", "add", "origin", "x");
        for (List<String> pair : List.of(
                List.of("https://user:tok-en@example.org/a/b.git", "https://example.org/a/b.git"),
                List.of("https://tok-en@example.org/a/b.git?access_token=x", "https://example.org/a/b.git"),
                List.of("git@example.org:a/b.git", "example.org:a/b.git"),
                List.of("ssh://git:pw@example.org:22/a", "ssh://example.org:22/a"))) {
            git(repository, "remote", "set-url", "origin", pair.get(0));
            assertThat(GitState.read(repository).orElseThrow().origin()).isEqualTo(pair.get(1));
        }
    }

    @Test
    void shouldTellThatACommitCarriesASignature(@TempDir Path folder) throws Exception {
        Path repository = createRepository(folder);
        String commit = git(repository, "cat-file", "commit", "HEAD");
        int end = commit.indexOf("\n\n");
        String signed =
                commit.substring(0, end) + "\ngpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----"
                        + commit.substring(end) + "\n";
        Path file = Files.writeString(folder.resolve("commit"), signed);
        String id = git(repository, "hash-object", "-t", "commit", "-w", file.toString());
        git(repository, "update-ref", "HEAD", id);

        assertThat(GitState.read(repository).orElseThrow().signed()).isTrue();
    }

    @Test
    void shouldRunNothingThatARepositoryNames(@TempDir Path folder) throws Exception {
        Path repository = createRepository(folder);
        Path ran = folder.resolve("ran");
        Path script = Files.writeString(folder.resolve("evil.sh"), "#!/bin/sh\necho x >> '" + ran + "'\ncat\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.writeString(repository.resolve(".gitattributes"), "*.py filter=evil diff=evil\n");
        git(repository, "add", ".gitattributes");
        git(repository, "config", "filter.evil.clean", script.toString());
        git(repository, "config", "filter.evil.smudge", script.toString());
        git(repository, "config", "filter.evil.process", script.toString());
        git(repository, "config", "core.fsmonitor", script.toString());
        git(repository, "config", "diff.evil.textconv", script.toString());
        Files.deleteIfExists(ran);
        Files.writeString(repository.resolve("train.py"), "print(2)\n");

        Code code = GitState.read(repository).orElseThrow();

        assertThat(ran).doesNotExist();
        assertThat(code.changes()).contains("train.py");
    }

    @Test
    void shouldFindEverybodyWhoWroteAChange(@TempDir Path folder) throws Exception {
        Path repository = createRepository(folder);
        String since = git(repository, "rev-parse", "HEAD").strip();
        git(repository, "commit", "-q", "--allow-empty", "--author", "Bea <bea@example.org>", "-m", "one");
        git(
                repository,
                "commit",
                "-q",
                "--allow-empty",
                "--author",
                "Cid <cid@example.org>",
                "-m",
                "two\n\nCo-authored-by: Dee <dee@example.org>");
        String head = git(repository, "rev-parse", "HEAD").strip();

        assertThat(GitState.people(repository, since, head))
                .contains("Bea <bea@example.org>", "Cid <cid@example.org>", "Dee <dee@example.org>");
        assertThat(GitState.people(repository, head, head)).isEmpty();
        assertThat(GitState.people(repository, "0123456789012345678901234567890123456789", head))
                .as("a commit that a shallow copy does not hold")
                .isEmpty();
        assertThat(GitState.people(folder.getRoot(), since, head)).isEmpty();
    }

    private static Path createRepository(Path folder) throws Exception {
        Path repository = Files.createDirectories(folder.resolve("repository"));
        git(repository, "init", "-q", "-b", "trunk");
        Files.writeString(repository.resolve("train.py"), "print(1)\n");
        Files.writeString(repository.resolve("gone.txt"), "x\n");
        git(repository, "add", ".");
        git(repository, "commit", "-q", "-m", "Start");
        return repository;
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
