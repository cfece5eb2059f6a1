// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.DistributionScan.Categorical;
import io.github.gxpml.data.DistributionScan.Numeric;
import io.github.gxpml.data.OperatingPoint.Target;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The one list that says which scan meets which need. Each scan meets all needs of its kind at once. */
final class Scans {
    private final Session session;
    private final Map<String, OutcomeScan.Result> known;
    private final Table table;
    private final Optional<ScoredTable> scored;
    private final States.Builder states;

    Scans(Session session, Map<String, OutcomeScan.Result> known, Table table, Optional<ScoredTable> scored) {
        this.session = session;
        this.known = known;
        this.table = table;
        this.scored = scored;
        this.states = States.of(table.name(), table.rows());
    }

    /** Scans for the distinct needs; a need that this table cannot meet leaves no state. */
    States scan(Collection<Need> needs) throws DataException {
        Set<Need> distinct = new LinkedHashSet<>(needs);
        if (scored.isPresent()) {
            ofPredictions(scored.get(), distinct);
        }
        states.profiles(new ProfileScan(session, table).scan(of(distinct, Need.Profile.class)));
        distributions(distinct);
        if (distinct.contains(new Need.Attributed())) {
            attributions();
        }
        combinations(of(distinct, Need.Values.class));
        keys(of(distinct, Need.Keys.class));
        overlap(of(distinct, Need.Shared.class));
        for (Need.Arms need : of(distinct, Need.Arms.class)) {
            states.arms(new ArmScan(session, table, need.plan()).scan());
        }
        contents(of(distinct, Need.KindsOfValues.class));
        return states.build();
    }

    private void ofPredictions(ScoredTable predicted, Set<Need> needs) throws DataException {
        ScoredTable.Scoring scoring = predicted.scoring();
        states.scoring(scoring);
        if (needs.contains(new Need.Classes()) && scoring.label().type() == LabelSpec.Type.MULTICLASS) {
            states.classes(new ClassScan(session, predicted).scan());
        }
        if (needs.contains(new Need.Errors()) && scoring.label().type() == LabelSpec.Type.REGRESSION) {
            states.errors(new ResidualScan(session, predicted).scan());
        }
        if (scoring.label().twoSided()) {
            ofTwoClasses(predicted, needs);
        }
    }

    private void ofTwoClasses(ScoredTable predicted, Set<Need> needs) throws DataException {
        boolean scores = predicted.scoring().noScores().isEmpty();
        if (needs.contains(new Need.Counts())) {
            if (!known.containsKey(predicted.relation())) {
                known.put(predicted.relation(), new OutcomeScan(session, predicted).scan());
            }
            OutcomeScan.Result outcomes = known.get(predicted.relation());
            Map<String, Groups> facets = new TreeMap<>(outcomes.facets());
            facets.replaceAll((name, groups) -> scores ? groups : groups.withoutScores());
            states.outcomes(scores ? outcomes.whole() : outcomes.whole().withoutScores(), facets);
        }
        if (scores) {
            ranks(predicted, needs);
            states.uncertainty(new UncertaintyScan(session, predicted).scan(needs));
        }
        strata(predicted, of(needs, Need.ByGroup.class));
        flips(predicted, of(needs, Need.Neighbours.class));
        if (predicted.challenged()) {
            rivals(predicted, needs);
        }
    }

    private void rivals(ScoredTable predicted, Set<Need> needs) throws DataException {
        RivalScan scan = new RivalScan(session, predicted);
        for (Need.Rivals need : of(needs, Need.Rivals.class)) {
            if (has(predicted, need.slice())) {
                states.rivals(need.slice().name(), scan.counts(need.slice()));
            }
        }
        for (Need.RivalRanks need : of(needs, Need.RivalRanks.class)) {
            if (has(predicted, need.slice())) {
                states.rivalRanks(need.slice().name(), scan.ranks(need.slice()));
            }
        }
    }

    private static boolean has(ScoredTable predicted, Slice slice) {
        return slice.facet().map(predicted.facets()::contains).orElse(true);
    }

    private static <T extends Need> List<T> of(Set<Need> needs, Class<T> type) {
        return needs.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Ranks and curves of all slices come from one sort, with the targets of all needs. */
    private void ranks(ScoredTable predicted, Set<Need> needs) throws DataException {
        Map<Slice, Optional<Set<Target>>> slices = new LinkedHashMap<>();
        for (Need.Curve need : of(needs, Need.Curve.class)) {
            slices.computeIfAbsent(need.slice(), slice -> Optional.of(new TreeSet<>()))
                    .ifPresent(targets -> targets.addAll(need.targets()));
        }
        of(needs, Need.Ranks.class).forEach(need -> slices.putIfAbsent(need.slice(), Optional.empty()));
        slices.keySet().removeIf(slice -> !has(predicted, slice));
        new RankScan(session, predicted).scan(slices).forEach((slice, found) -> {
            states.ranks(slice.name(), found.ranks());
            found.curve().ifPresent(curve -> states.curve(slice.name(), curve));
        });
    }

    private void strata(ScoredTable predicted, List<Need.ByGroup> needs) throws DataException {
        if (predicted.groupVariable().isPresent()) {
            List<FacetSpec> facets = needs.stream()
                    .map(Need.ByGroup::facet)
                    .filter(predicted.facets()::contains)
                    .toList();
            Map<String, Strata> counted = Optional.ofNullable(known.get(predicted.relation()))
                    .map(OutcomeScan.Result::strata)
                    .orElse(Map.of());
            List<String> names = facets.stream().map(FacetSpec::name).toList();
            states.strata(
                    counted.keySet().containsAll(names)
                            ? only(counted, names)
                            : new StrataScan(session, predicted)
                                    .scan(predicted.groupVariable().get(), facets));
        }
    }

    private static Map<String, Strata> only(Map<String, Strata> all, List<String> names) {
        Map<String, Strata> some = new TreeMap<>(all);
        some.keySet().retainAll(names);
        return some;
    }

    private void flips(ScoredTable predicted, List<Need.Neighbours> needs) throws DataException {
        for (Need.Neighbours need : needs) {
            if (predicted.facets().contains(need.facet())) {
                states.flips(need.facet().name(), new FlipScan(session, predicted).scan(need.facet()));
            }
        }
    }

    private void distributions(Set<Need> needs) throws DataException {
        List<Need.Numbers> numbers = of(needs, Need.Numbers.class);
        List<Need.Categories> categories = of(needs, Need.Categories.class);
        List<Need.Sums> sums = of(needs, Need.Sums.class);
        Set<Column> asNumbers = new LinkedHashSet<>();
        numbers.forEach(need -> ownColumn(need.column()).ifPresent(asNumbers::add));
        sums.forEach(need -> ownColumn(need.column()).ifPresent(asNumbers::add));
        Set<Column> asTexts = new LinkedHashSet<>();
        categories.forEach(need -> table.find(need.column()).ifPresent(asTexts::add));
        try (Columnar columns = Columnar.of(session, table, asNumbers, asTexts)) {
            numbers(columns.table(), numbers);
            categories(columns.table(), categories);
            sums(columns.table(), sums);
            tails(columns.table(), of(needs, Need.Outside.class));
        }
    }

    /** A column of the table itself, not the score of the model. */
    private Optional<Column> ownColumn(String name) {
        return name.equals(ScoredTable.PREDICTION) ? Optional.empty() : table.find(name);
    }

    private void numbers(Table columnar, List<Need.Numbers> needs) throws DataException {
        List<Numeric> columns = needs.stream()
                .flatMap(need -> ownColumn(need.column()).stream()
                        .map(column -> new Numeric(need, Sql.present(columnar, column), Sql.number(columnar, column))))
                .toList();
        states.numbers(new DistributionScan(session, columnar.relation()).numbers(columns));
        if (scored.isPresent()) {
            String predicted = prediction();
            List<Numeric> scores = needs.stream()
                    .filter(need -> need.column().equals(ScoredTable.PREDICTION))
                    .map(need -> new Numeric(need, predicted, predicted))
                    .toList();
            states.numbers(new DistributionScan(session, scored.get().relation()).numbers(scores));
        }
    }

    private void categories(Table columnar, List<Need.Categories> needs) throws DataException {
        List<Categorical> columns = needs.stream()
                .filter(need -> !need.column().equals(ScoredTable.PREDICTION) || scored.isEmpty())
                .flatMap(need -> columnar.find(need.column()).stream()
                        .map(column -> new Categorical(need, Sql.text(columnar, column))))
                .toList();
        states.categories(new DistributionScan(session, columnar.relation()).categories(columns));
        if (scored.isPresent() && scored.get().scoring().label().type() == LabelSpec.Type.MULTICLASS) {
            List<Categorical> predicted = needs.stream()
                    .filter(need -> need.column().equals(ScoredTable.PREDICTION))
                    .map(need -> new Categorical(need, "chat"))
                    .toList();
            states.categories(new DistributionScan(session, scored.get().relation()).categories(predicted));
        }
    }

    /** The column of the joined rows that is the prediction as a number. */
    private String prediction() {
        return scored.orElseThrow().scoring().label().type() == LabelSpec.Type.REGRESSION ? "that" : "score";
    }

    private void sums(Table columnar, List<Need.Sums> needs) throws DataException {
        List<MomentScan.Numeric> columns = needs.stream()
                .flatMap(need -> ownColumn(need.column()).stream())
                .map(column -> new MomentScan.Numeric(column.name(), "(" + Sql.number(columnar, column) + ")"))
                .toList();
        states.moments(new MomentScan(session, columnar.relation()).scan(columns));
        boolean numbers = scored.isPresent() && scored.get().scoring().label().type() != LabelSpec.Type.MULTICLASS;
        if (numbers && needs.contains(new Need.Sums(ScoredTable.PREDICTION))) {
            var score = new MomentScan.Numeric(ScoredTable.PREDICTION, prediction());
            states.moments(new MomentScan(session, scored.get().relation()).scan(List.of(score)));
        }
    }

    private void tails(Table columnar, List<Need.Outside> needs) throws DataException {
        var ofTable = new TailScan(session, columnar.relation());
        for (Need.Outside need : needs) {
            if (states.outside(need.column()) && !need.column().equals(ScoredTable.PREDICTION)) {
                ofTable.add(need, "(" + Sql.number(columnar, columnar.require(need.column())) + ")");
            }
        }
        states.tails(ofTable.scan());
        if (scored.isPresent()) {
            var ofScores = new TailScan(session, scored.get().relation());
            needs.stream()
                    .filter(need -> need.column().equals(ScoredTable.PREDICTION) && states.outside(need.column()))
                    .forEach(need -> ofScores.add(need, prediction()));
            states.tails(ofScores.scan());
        }
    }

    private void attributions() throws DataException {
        Table from = scored.flatMap(ScoredTable::predictions).orElse(table);
        List<MomentScan.Numeric> columns = from.columns().stream()
                .filter(column -> column.name().startsWith(Predictions.ATTRIBUTION))
                .map(column -> new MomentScan.Numeric(
                        column.name().substring(Predictions.ATTRIBUTION.length()),
                        "abs(" + Sql.number(from, column) + ")"))
                .toList();
        states.attributions(new MomentScan(session, from.relation()).scan(columns));
    }

    private void combinations(List<Need.Values> needs) throws DataException {
        for (Need.Values need : needs) {
            if (need.facet().columns().stream()
                    .allMatch(name -> table.find(name).isPresent())) {
                states.combinations(need.facet().name(), new CombinationScan(session, table).scan(need.facet()));
            }
        }
    }

    private void keys(List<Need.Keys> needs) throws DataException {
        for (Need.Keys need : needs) {
            Optional<Column> column = table.find(need.column());
            if (column.isPresent()) {
                states.keys(new KeyScan(session, table).repeated(column.get()));
                return;
            }
        }
    }

    /** All of them or none: a table that could not be compared with one of the others has not passed. */
    private void overlap(List<Need.Shared> needs) throws DataException {
        List<Overlap> found = new ArrayList<>();
        for (Need.Shared need : needs) {
            Optional<Column> ours = table.find(need.column());
            Optional<Column> theirs = need.other().find(need.column());
            if (ours.isEmpty() || theirs.isEmpty()) {
                return;
            }
            found.add(new KeyScan(session, table).shared(need.other(), ours.get(), theirs.get()));
        }
        found.forEach(states::overlap);
    }

    private void contents(List<Need.KindsOfValues> needs) throws DataException {
        if (!needs.isEmpty()) {
            states.contents(new ContentsScan(session, table).scan(needs.get(0).domains()));
        }
    }
}
