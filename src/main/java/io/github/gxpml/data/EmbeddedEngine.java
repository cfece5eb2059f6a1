// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.DistributionScan.Categorical;
import io.github.gxpml.data.DistributionScan.Numeric;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The embedded engine: DuckDB in memory, spilling to a folder. */
final class EmbeddedEngine implements Engine {
    private final Session session;
    private int opened;

    /**
     * How much of the machine the engine may use.
     *
     * @param memoryMebibytes memory for tables and sorts; what does not fit goes to the temporary folder
     * @param threads number of threads
     */
    record Limits(int memoryMebibytes, int threads) {
        private static final int STANDARD_MEMORY = 768;
        private static final int MOST_THREADS = 4;

        static Limits standard() {
            return new Limits(
                    STANDARD_MEMORY, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        }
    }

    private EmbeddedEngine(Session session) {
        this.session = session;
    }

    static EmbeddedEngine open(Path temporary, Limits limits) throws DataException {
        return new EmbeddedEngine(new Session(temporary, limits));
    }

    @Override
    public Table table(String name, Path file, DataSpec.Format format) throws DataException {
        return table(name, new DataFiles(file, List.of(file), format));
    }

    @Override
    public Table table(String name, DataFiles files) throws DataException {
        return new TableReader(session).read(name, files, "t" + opened++);
    }

    @Override
    public SelfScored scored(Table table, PredictionColumns columns, DataSpec data) throws DataException {
        return new OwnPredictions(session, table, columns, data).score(data.facets(), "s" + opened++);
    }

    @Override
    public ScoredTable scored(Table table, Path predictions, DataSpec data) throws DataException {
        Table opened = predictions("predictions for " + table.name(), predictions);
        return new PredictionJoin(session, table, opened, data.key()).join(data, "s" + this.opened++);
    }

    @Override
    public String digest(Path predictions, String key) throws DataException {
        return new PredictionFiles(session, key).digest(predictions("predictions", predictions));
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
            return scan(table, scored, needs);
        } catch (DataException e) {
            throw new DataException(
                    "table " + table.name() + " (" + table.file() + ") cannot be scanned: " + e.getMessage(), e);
        }
    }

    private States scan(Table table, Optional<ScoredTable> scored, Collection<Need> needs) throws DataException {
        Set<Need> distinct = new LinkedHashSet<>(needs);
        Optional<OutcomeScan.Result> outcomes = Optional.empty();
        Map<String, RankSums> ranks = Map.of();
        if (scored.isPresent()) {
            if (distinct.contains(new Need.Counts())) {
                outcomes = Optional.of(new OutcomeScan(session, scored.get()).scan());
            }
            ranks = ranks(scored.get(), of(distinct, Need.Ranks.class));
        }
        return new States(
                table.name(),
                table.rows(),
                outcomes.map(OutcomeScan.Result::whole),
                outcomes.map(OutcomeScan.Result::facets).orElse(Map.of()),
                ranks,
                new ProfileScan(session, table).scan(of(distinct, Need.Profile.class)),
                numbers(table, scored, of(distinct, Need.Numbers.class)),
                categories(table, of(distinct, Need.Categories.class)),
                keys(table, of(distinct, Need.Keys.class)),
                overlap(table, of(distinct, Need.Shared.class)),
                strata(scored, of(distinct, Need.ByGroup.class)),
                flips(scored, of(distinct, Need.Neighbours.class)));
    }

    private Map<String, Flips> flips(Optional<ScoredTable> scored, List<Need.Neighbours> needs) throws DataException {
        Map<String, Flips> flips = new HashMap<>();
        for (Need.Neighbours need : needs) {
            if (scored.isPresent() && scored.get().facets().contains(need.facet())) {
                flips.put(need.facet().name(), new FlipScan(session, scored.get()).scan(need.facet()));
            }
        }
        return flips;
    }

    private Map<String, Strata> strata(Optional<ScoredTable> scored, List<Need.ByGroup> needs) throws DataException {
        if (scored.isEmpty() || scored.get().groupVariable().isEmpty()) {
            return Map.of();
        }
        List<FacetSpec> facets = needs.stream()
                .map(Need.ByGroup::facet)
                .filter(scored.get().facets()::contains)
                .toList();
        return new StrataScan(session, scored.get())
                .scan(scored.get().groupVariable().get(), facets);
    }

    private static <T extends Need> List<T> of(Set<Need> needs, Class<T> type) {
        return needs.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private Map<String, RankSums> ranks(ScoredTable scored, List<Need.Ranks> needs) throws DataException {
        RankScan scan = new RankScan(session, scored);
        Map<String, RankSums> ranks = new HashMap<>();
        for (Need.Ranks need : needs) {
            if (need.facet().isEmpty()) {
                ranks.put(States.ALL, scan.scan(Optional.empty()));
            } else if (scored.facets().contains(need.facet().get())) {
                int position = scored.facets().indexOf(need.facet().get());
                ranks.put(need.facet().get().name(), scan.scan(Optional.of(position)));
            }
        }
        return ranks;
    }

    private Map<String, NumberCounts> numbers(Table table, Optional<ScoredTable> scored, List<Need.Numbers> needs)
            throws DataException {
        List<Numeric> columns = needs.stream()
                .filter(need -> !need.column().equals(ScoredTable.PREDICTION))
                .flatMap(need -> table.find(need.column()).stream()
                        .map(column -> new Numeric(need, Sql.text(table, column), Sql.number(table, column))))
                .toList();
        Map<String, NumberCounts> counts =
                new HashMap<>(new DistributionScan(session, table.relation()).numbers(columns));
        if (scored.isPresent()) {
            List<Numeric> scores = needs.stream()
                    .filter(need -> need.column().equals(ScoredTable.PREDICTION))
                    .map(need -> new Numeric(need, "score", "score"))
                    .toList();
            counts.putAll(new DistributionScan(session, scored.get().relation()).numbers(scores));
        }
        return counts;
    }

    private Map<String, CategoryCounts> categories(Table table, List<Need.Categories> needs) throws DataException {
        List<Categorical> columns = needs.stream()
                .flatMap(need -> table.find(need.column()).stream()
                        .map(column -> new Categorical(need, Sql.text(table, column))))
                .toList();
        return new DistributionScan(session, table.relation()).categories(columns);
    }

    private Optional<KeyCounts> keys(Table table, List<Need.Keys> needs) throws DataException {
        for (Need.Keys need : needs) {
            Optional<Column> column = table.find(need.column());
            if (column.isPresent()) {
                return Optional.of(new KeyScan(session, table).repeated(column.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<Overlap> overlap(Table table, List<Need.Shared> needs) throws DataException {
        for (Need.Shared need : needs) {
            Optional<Column> ours = table.find(need.column());
            Optional<Column> theirs = need.other().find(need.column());
            if (ours.isPresent() && theirs.isPresent()) {
                return Optional.of(new KeyScan(session, table).shared(need.other(), ours.get(), theirs.get()));
            }
        }
        return Optional.empty();
    }
}
