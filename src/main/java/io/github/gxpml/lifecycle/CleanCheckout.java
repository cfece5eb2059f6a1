// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.GitExport;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.Code;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The code of a run in a clean folder: the files of its commit, with the spec where it was.
 *
 * @param folder the root of the files
 * @param spec the spec
 * @param original folder of the spec in the repository's own working tree, where data that is not committed may lie
 * @param notes what people should know
 */
record CleanCheckout(Path folder, Path spec, Optional<Path> original, List<String> notes) {
    /**
     * Where the code may come from.
     *
     * @param repository folder or address, as the person said
     * @param around folders in whose repositories to look if nothing was said
     * @param work an empty folder
     */
    record Source(Optional<String> repository, List<Path> around, Path work) {}

    /** Lays out the commit that a lineage names. */
    static CleanCheckout of(LineageDocument lineage, byte[] spec, Source source, boolean needsCode)
            throws StageException, IOException {
        Path folder = Files.createDirectories(source.work().resolve("checkout"));
        Optional<String> commit = lineage.code().flatMap(Code::commit);
        if (commit.isEmpty()) {
            if (needsCode) {
                throw new UndecidedException("the bundle names no commit, so that the code of the training command"
                        + " cannot be found: run the pipeline from a git repository to make it repeatable");
            }
            Path file = Files.write(folder.resolve("gxp.yaml"), spec);
            return new CleanCheckout(
                    folder,
                    file,
                    Optional.empty(),
                    List.of("the bundle names no commit; the spec in it is all that the" + " embedded trainer reads"));
        }
        try (GitExport repository = find(commit.get(), source)) {
            var notes = new ArrayList<>(repository.write(commit.get(), folder));
            boolean clean = lineage.code().get().clean();
            if (!clean) {
                notes.add("the first run's working tree was not as committed, so that it cannot be repeated exactly;"
                        + " the spec and the scripts that it names are as they were");
            }
            String path = place(repository.paths(commit.get(), spec), folder, lineage.scripts())
                    .orElse("gxp.yaml");
            Path file = folder.resolve(path);
            if (!Files.exists(file) || !Sha256.of(file).equals(Sha256.of(spec))) {
                uncommitted(commit.get(), clean, needsCode);
                Files.write(file, spec);
            }
            checkScripts(lineage, file, commit.get());
            Optional<Path> original =
                    repository.workTree().map(tree -> tree.resolve(path).getParent());
            return new CleanCheckout(folder, file, original, notes);
        }
    }

    private static void uncommitted(String commit, boolean clean, boolean needsCode) throws UndecidedException {
        if (clean || needsCode) {
            throw new UndecidedException("commit " + commit + " does not hold the spec that was run"
                    + (clean
                            ? "; give the repository that it was run in with --repository"
                            : ", it was not committed"));
        }
    }

    /** Of several places with the same spec the one whose scripts are those of the run. */
    private static Optional<String> place(List<String> paths, Path folder, List<FileRecord> scripts)
            throws IOException {
        for (String path : paths) {
            if (changed(scripts, folder.resolve(path)).isEmpty()) {
                return Optional.of(path);
            }
        }
        return paths.stream().findFirst();
    }

    private static void checkScripts(LineageDocument lineage, Path spec, String commit)
            throws UndecidedException, IOException {
        List<String> changed = changed(lineage.scripts(), spec);
        if (!changed.isEmpty()) {
            throw new UndecidedException("commit " + commit + " does not hold the code that was run: "
                    + String.join(", ", changed) + " differs from what was recorded");
        }
    }

    private static List<String> changed(List<FileRecord> scripts, Path spec) throws IOException {
        var changed = new ArrayList<String>();
        for (FileRecord script : scripts) {
            Path file = spec.getParent().resolve(script.path()).normalize();
            if (!Files.isRegularFile(file) || !Sha256.of(file).equals(script.sha256())) {
                changed.add(script.path());
            }
        }
        return changed;
    }

    private static GitExport find(String commit, Source source) throws StageException, IOException {
        if (source.repository().isPresent()) {
            GitExport named = named(source.repository().get(), source.work());
            if (named.has(commit)) {
                return named;
            }
            named.close();
        } else {
            for (Path folder : source.around()) {
                Optional<GitExport> found = GitExport.find(folder);
                if (found.isPresent() && found.get().has(commit)) {
                    return found.get();
                }
                found.ifPresent(GitExport::close);
            }
        }
        throw new UndecidedException("commit " + commit + " is not "
                + (source.repository().isPresent() ? "in the repository given" : "in a repository here")
                + ": name one that holds it with --repository");
    }

    private static GitExport named(String repository, Path work) throws StageException, IOException {
        if (repository.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
            return GitExport.copy(repository, work.resolve("repository.git"));
        }
        return GitExport.find(Path.of(repository))
                .orElseThrow(() -> new StageException("there is no git repository at " + repository
                        + ": give its folder or its address with --repository"));
    }
}
