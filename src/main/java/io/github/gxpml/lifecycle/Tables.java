// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.data.Column;
import io.github.gxpml.data.Combinations;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.port.DataSources;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.TableSpec;
import io.github.gxpml.spec.ExperimentSpec;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of a spec, opened in an engine and identified by their digests. */
final class Tables implements AutoCloseable {
    private final Spec spec;
    private final Engine engine;
    private final DataSources sources;
    private final Map<String, Table> opened = new LinkedHashMap<>();

    private Tables(Spec spec, Engine engine, DataSources sources) {
        this.spec = spec;
        this.engine = engine;
        this.sources = sources;
    }

    static Tables open(Run run) throws StageException {
        try {
            return new Tables(
                    run.spec(),
                    run.ports().engines().open(run.folder().resolve("scratch")),
                    run.ports().outside().sources());
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    Engine engine() {
        return engine;
    }

    Table table(String name) throws StageException {
        Table table = opened.get(name);
        if (table == null) {
            TableSpec declared = spec.data().tables().get(name);
            MissingTable.fetch(spec, name, sources);
            try {
                table = engine.table(name, spec.resolve(declared.path()), declared.format());
            } catch (DataException e) {
                throw new StageException(e.getMessage(), e);
            }
            opened.put(name, table);
        }
        return table;
    }

    /** Opens the file of an experiment, under the name that its gates go by. */
    Table experiment(ExperimentSpec plan) throws StageException {
        try {
            return engine.table(Gates.EXPERIMENT, spec.resolve(plan.path()), plan.format());
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    ScoredTable scored(String name, Path predictions) throws StageException {
        return scored(name, predictions, spec.data());
    }

    /** Joins a table with its predictions for facets that it stands for itself. */
    ScoredTable scored(String name, Path predictions, DataSpec data) throws StageException {
        try {
            return engine.scored(table(name), predictions, data);
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    /** Returns which values the columns of the spec's open facets hold in a table, by facet name. */
    Map<String, Combinations> groups(String name) throws StageException {
        List<Need> needs = spec.data().facets().stream()
                .filter(FacetSpec::open)
                .<Need>map(Need.Values::new)
                .toList();
        try {
            return needs.isEmpty()
                    ? Map.of()
                    : engine.states(table(name), needs).combinations();
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    ScoredTable scored(String name, Path predictions, Path champion, DataSpec data) throws StageException {
        try {
            return engine.scored(table(name), predictions, champion, data);
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    /** Counts the rows with the positive label; empty if the table has no label. */
    Optional<Long> positives(ScoredTable scored) throws StageException {
        if (!scored.labelled()) {
            return Optional.empty();
        }
        try {
            return engine.states(scored, List.of(new Need.Counts()))
                    .whole()
                    .map(counts -> counts.truePositives() + counts.falseNegatives());
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    /** Identifies which rows a table holds, by their keys. */
    String keysDigest(String name) throws StageException {
        try {
            return engine.keysDigest(table(name), spec.data().key());
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    /** Identifies the features and the label of the training table as they are read. */
    Map<String, String> columnDigests() throws StageException {
        var columns = new LinkedHashSet<>(spec.data().features());
        columns.add(spec.data().label().column());
        try {
            return engine.columnDigests(trainTable(), spec.data().key(), List.copyOf(columns));
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    /** Returns the digest of predictions that does not depend on the order of rows or the way numbers are written. */
    String digest(Path predictions) throws StageException {
        try {
            return engine.digest(predictions, spec.data().key());
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    /** Compares two files of predictions row by row. */
    Engine.Differences compare(Path first, Path second) throws StageException {
        try {
            return engine.differences(first, second, spec.data().key());
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    /** Returns the name of the key column. */
    String key() {
        return spec.data().key();
    }

    /** Returns the table that the model is trained on. */
    Table trainTable() throws StageException {
        return table(spec.train().table());
    }

    /** Returns the tables that share no row with one: the training table and those declared before, each pair once. */
    List<Table> comparedWith(String name) throws StageException {
        var others = new ArrayList<Table>();
        others.add(trainTable());
        for (String other : spec.data().tables().keySet()) {
            if (other.equals(name)) {
                break;
            }
            if (!other.equals(spec.train().table())) {
                others.add(table(other));
            }
        }
        return others;
    }

    /** Refuses tables that are not those that the run was trained and checked on. */
    void checkUnchanged(Run run) throws StageException, IOException {
        for (TableRecord then : run.lineage().map(lineage -> lineage.tables()).orElse(List.of())) {
            refuseChanged(run, then, Sha256.of(spec.resolve(then.path())));
        }
    }

    /** Refuses a table that is not the one that the run was trained and checked on. */
    void checkUnchanged(Run run, String table, String sha256) throws StageException, IOException {
        for (TableRecord then : run.lineage().map(lineage -> lineage.tables()).orElse(List.of())) {
            if (then.name().equals(table)) {
                refuseChanged(run, then, sha256);
            }
        }
    }

    private static void refuseChanged(Run run, TableRecord then, String sha256) throws StageException {
        if (!sha256.equals(then.sha256())) {
            throw new StageException("table " + then.name() + " (" + then.path() + ") has changed since run "
                    + run.number() + " was trained: put it back, or start a new run");
        }
    }

    /** Returns the files of all tables by name. */
    Map<String, Path> files() {
        var files = new LinkedHashMap<String, Path>();
        spec.data().tables().forEach((name, table) -> files.put(name, spec.resolve(table.path())));
        return files;
    }

    /**
     * Identifies a table, and refuses one that is not the pinned one.
     *
     * @param name name of the table
     * @return what it is
     * @throws StageException if its digest is not the pinned one
     * @throws IOException if it cannot be read
     */
    TableRecord identify(String name) throws StageException, IOException {
        Table table = table(name);
        TableSpec declared = spec.data().tables().get(name);
        String digest = Sha256.of(table.file());
        if (declared.sha256().isPresent() && !declared.sha256().get().equals(digest)) {
            throw new StageException("table " + name + " (" + declared.path() + ") has SHA-256 " + digest
                    + " and not the pinned " + declared.sha256().get()
                    + ": restore the file, or pin the new digest if the change is meant");
        }
        return new TableRecord(
                name,
                declared.path(),
                digest,
                Files.size(table.file()),
                table.rows(),
                table.columns().stream().map(Column::name).toList(),
                Optional.empty());
    }

    @Override
    public void close() {
        engine.close();
    }
}
