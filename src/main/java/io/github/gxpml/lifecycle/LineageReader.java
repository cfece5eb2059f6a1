// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.data.Overlap;
import io.github.gxpml.lineage.GitState;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.SourceRecord;
import io.github.gxpml.lineage.SourceRecord.State;
import io.github.gxpml.lineage.Sources;
import io.github.gxpml.lineage.SplitRecord;
import io.github.gxpml.lineage.StepRecord;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a run is made of: code, tables and their sources, steps, scripts. */
final class LineageReader {
    private LineageReader() {}

    /**
     * Reads what a later look at the version in use is made of: the table and its source, and the code that looked.
     * What the model was made of is in the bundle of its own run, and need not be on this machine any more.
     */
    static LineageDocument ofMonitoring(Spec spec, TableRecord table, List<SourceRecord> sources) throws IOException {
        return new LineageDocument(
                        code(spec),
                        spec.sha256(),
                        List.of(table),
                        spec.data().source(),
                        List.of(),
                        Optional.empty(),
                        List.of())
                .with(spec.data().features(), sources, List.of());
    }

    /** Refuses a table to be monitored that is not what its declared source says, as far as that can be told. */
    static void refuseAnotherSource(List<SourceRecord> sources) throws StageException {
        for (SourceRecord source : sources) {
            if (source.state() == State.DIFFERS || source.state() == State.UNREADABLE) {
                throw new StageException(
                        "the monitored table is not known to be what its source says, " + told(List.of(source))
                                + ": get the file from its source again, commit the pointer, or let the source be read");
            }
        }
    }

    /** Returns what is known of the source of one table. */
    static List<SourceRecord> sources(Run run, TableRecord table) {
        return Sources.of(
                run.spec(),
                Map.of(table.name(), table.sha256()),
                run.ports().outside().sources());
    }

    static LineageDocument read(Run run, List<TableRecord> tables) throws IOException {
        Spec spec = run.spec();
        var scripts = new ArrayList<FileRecord>();
        for (String script : spec.train().scripts()) {
            scripts.add(FileRecord.of(spec, script));
        }
        Optional<FileRecord> plan = spec.changeControl().isPresent()
                ? Optional.of(FileRecord.of(spec, spec.changeControl().get().plan()))
                : Optional.empty();
        Map<String, String> digests = new LinkedHashMap<>();
        tables.forEach(table -> digests.put(table.name(), table.sha256()));
        List<SourceRecord> sources =
                Sources.of(spec, digests, run.ports().outside().sources());
        return new LineageDocument(
                        code(spec), spec.sha256(), tables, spec.data().source(), scripts, plan, List.of())
                .with(spec.data().features(), sources, StepRecord.of(spec));
    }

    private static Optional<LineageDocument.Code> code(Spec spec) throws IOException {
        // what this software writes beside the spec is no change of the code
        Workspace workspace = Workspace.of(spec);
        return GitState.read(
                spec.folder(),
                Set.of(workspace.root().toRealPath(), workspace.store().toRealPath()));
    }

    /** Returns which rows are in which table, and what any two share. */
    static SplitRecord split(Tables tables, List<TableRecord> records, Map<String, List<Overlap>> overlaps)
            throws StageException {
        String key = tables.key();
        var keys = new ArrayList<SplitRecord.Keys>();
        for (TableRecord record : records) {
            if (record.columns().contains(key)) {
                keys.add(new SplitRecord.Keys(record.name(), record.rows(), tables.keysDigest(record.name())));
            }
        }
        var pairs = new ArrayList<SplitRecord.Pair>();
        overlaps.forEach((table, shared) -> shared.forEach(
                overlap -> pairs.add(new SplitRecord.Pair(table, overlap.other(), overlap.shared(), overlap.equal()))));
        return new SplitRecord(key, keys, pairs);
    }

    /** Tells whether any source was asked; where none was, there is nothing to judge, and the bundle says so. */
    static boolean asked(List<SourceRecord> sources) {
        return sources.stream().anyMatch(source -> source.state() != State.DECLARED);
    }

    /**
     * Counts the tables that are not what their source says. A source that cannot be read leaves no number: nobody
     * knows whether its table is the declared one.
     */
    static MetricValue mismatches(List<SourceRecord> sources) {
        List<SourceRecord> checked = sources.stream()
                .filter(source -> source.state() != State.DECLARED)
                .toList();
        List<SourceRecord> differing = in(checked, State.DIFFERS);
        List<SourceRecord> unreadable = in(checked, State.UNREADABLE);
        if (differing.isEmpty() && !unreadable.isEmpty()) {
            return MetricValue.undefined("the source cannot be read: " + told(unreadable), checked.size());
        }
        return MetricValue.exact(differing.size(), checked.size()).withDetail(told(differing));
    }

    private static List<SourceRecord> in(List<SourceRecord> sources, State state) {
        return sources.stream().filter(source -> source.state() == state).toList();
    }

    private static String told(List<SourceRecord> sources) {
        return sources.stream()
                .map(source -> "table " + source.table() + ": "
                        + source.digest()
                                .map(digest -> source.kind() + " says " + digest + ", ")
                                .orElse("")
                        + source.note())
                .collect(Collectors.joining("; "));
    }
}
