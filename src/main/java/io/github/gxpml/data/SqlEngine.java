// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An engine that scans by SQL. What differs between such engines is how they read files, and their dialect. */
abstract class SqlEngine implements Engine {
    private final Session session;
    private final Map<String, OutcomeScan.Result> known = new HashMap<>();
    private int opened;

    SqlEngine(Session session) {
        this.session = session;
    }

    /** Opens files under the name of a relation with columns c0, c1, ... of the types that {@link Sql} expects. */
    abstract Table read(String name, DataFiles files, String relation) throws DataException;

    @Override
    public Table table(String name, Path file, DataSpec.Format format) throws DataException {
        return table(name, new DataFiles(file, List.of(file), format));
    }

    @Override
    public Table table(String name, DataFiles files) throws DataException {
        return read(name, files, free());
    }

    /** A name that no relation has. */
    final String free() {
        return "t" + opened++;
    }

    @Override
    public SelfScored scored(Table table, PredictionColumns columns, DataSpec data) throws DataException {
        return scored(new OwnPredictions.Opened(table, false), columns, data);
    }

    final SelfScored scored(OwnPredictions.Opened table, PredictionColumns columns, DataSpec data)
            throws DataException {
        return new OwnPredictions(session, known, table, columns, data).score(data.facets(), "s" + opened++);
    }

    @Override
    public SelfScored rivals(Table table, PredictionColumns challenger, PredictionColumns champion, DataSpec data)
            throws DataException {
        String relation = "s" + opened++;
        var ours = new OwnPredictions(session, known, new OwnPredictions.Opened(table, false), challenger, data);
        var theirs = new OwnPredictions(session, known, new OwnPredictions.Opened(table, false), champion, data);
        return new OwnRivals(session, table, data).join(ours, theirs, relation);
    }

    @Override
    public ScoredTable scored(Table table, Path predictions, DataSpec data) throws DataException {
        Table opened = predictions("predictions for " + table.name(), predictions);
        return new PredictionJoin(session, table, opened, data.key()).join(data, "s" + this.opened++);
    }

    @Override
    public ScoredTable scored(Table table, Path predictions, Path champion, DataSpec data) throws DataException {
        ScoredTable checked = scored(table, predictions, data);
        scored(table, champion, data);
        if (data.label().type() != DataSpec.LabelSpec.Type.BINARY) {
            // rivals are compared by two classes and one score only
            return checked;
        }
        Table ours = predictions("predictions for " + table.name(), predictions);
        Table theirs = predictions("the champion's predictions for " + table.name(), champion);
        return new RivalJoin(session, table, data).join(checked, ours, theirs, "s" + opened++);
    }

    @Override
    public Table withScores(Table table, List<String> files, String key) throws DataException {
        List<Table> members = new ArrayList<>();
        for (String file : files) {
            members.add(table(Predictions.MEMBER + (members.size() + 1), file));
        }
        return new MemberJoin(session, table, key).join(members, "t" + opened++);
    }

    @Override
    public String digest(Path predictions, String key) throws DataException {
        return new PredictionFiles(session, key).digest(predictions("predictions", predictions));
    }

    @Override
    public String keysDigest(Table table, String key) throws DataException {
        return new KeyScan(session, table).digest(table.require(key));
    }

    @Override
    public Map<String, String> columnDigests(Table table, String key, List<String> columns) throws DataException {
        return new ColumnDigests(session, table, key).of(columns);
    }

    @Override
    public Differences differences(Path first, Path second, String key) throws DataException {
        return new PredictionFiles(session, key)
                .differences(predictions("first predictions", first), predictions("second predictions", second));
    }

    private Table predictions(String name, Path file) throws DataException {
        boolean parquet = file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
        return table(name, file, parquet ? DataSpec.Format.PARQUET : DataSpec.Format.CSV);
    }

    @Override
    public States states(Table table, Collection<Need> needs) throws DataException {
        return guarded(table, Optional.empty(), needs);
    }

    @Override
    public States states(ScoredTable scored, Collection<Need> needs) throws DataException {
        return guarded(scored.table(), Optional.of(scored), needs);
    }

    @Override
    public void close() {
        session.close();
    }

    private States guarded(Table table, Optional<ScoredTable> scored, Collection<Need> needs) throws DataException {
        try {
            return new Scans(session, known, table, scored).scan(needs);
        } catch (DataException e) {
            throw new DataException(
                    "table " + table.name() + " (" + table.file() + ") cannot be scanned: " + e.getMessage(), e);
        }
    }
}
