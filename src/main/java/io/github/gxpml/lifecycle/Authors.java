// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Exclusions;
import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.GitState;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everybody who had a part in what a run would release, and so may neither approve it nor waive its gates. */
final class Authors {
    private static final String FILE = "bag/data/lineage.json";

    private Authors() {}

    /**
     * Who may not sign.
     *
     * @param people {@code Name <address>}
     * @param since commit since which everybody is among them; absent if only the last commit's people are
     */
    record Found(Set<String> people, Optional<String> since) {}

    /** Finds who wrote or committed anything since the version in use, and who started the run. */
    static Found of(Run run) throws IOException {
        Set<String> people = new TreeSet<>(Exclusions.of(run.bag(), run.document()));
        Optional<String> head = commit(run.lineage());
        Optional<String> since = since(run);
        if (head.isEmpty() || since.isEmpty()) {
            return new Found(people, Optional.empty());
        }
        Set<String> authors = GitState.people(run.spec().folder(), since.get(), head.get());
        people.addAll(authors);
        return new Found(people, since.filter(commit -> !authors.isEmpty() || head.equals(since)));
    }

    private static Optional<String> since(Run run) throws IOException {
        var active = run.ports().registry().active(run.spec().model().name());
        if (active.isEmpty() || active.get().version() == run.number()) {
            return Optional.empty();
        }
        Path lineage = run.folder().resolveSibling(Integer.toString(active.get().version())).resolve(FILE);
        return Files.exists(lineage)
                ? commit(Optional.of(Json.read(Files.readAllBytes(lineage), LineageDocument.class)))
                : Optional.empty();
    }

    private static Optional<String> commit(Optional<LineageDocument> lineage) {
        return lineage.flatMap(LineageDocument::code).flatMap(Code::commit);
    }
}
