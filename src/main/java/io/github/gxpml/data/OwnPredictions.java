// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the predictions in columns of the table itself, and says why some cannot be used. */
final class OwnPredictions {
    private static final int VALUES_TO_NAME = 5;

    private final Session session;
    private final Map<String, OutcomeScan.Result> known;
    private final boolean assumed;
    private Table table;
    private final PredictionColumns columns;
    private final DataSpec data;
    private final LabelSpec label;
    private final Optional<String> groupVariable;
    private final List<String> features;
    private final Map<String, Long> counted = new HashMap<>();

    /**
     * A table that was opened.
     *
     * @param assumed whether its types are those of its first rows, see {@link AssumedTypes}
     */
    record Opened(Table table, boolean assumed) {}

    /**
     * Sets up.
     *
     * @param known outcomes by relation: what a scan found while it looked for faults is left here
     */
    OwnPredictions(
            Session session,
            Map<String, OutcomeScan.Result> known,
            Opened opened,
            PredictionColumns columns,
            DataSpec data) {
        this.session = session;
        this.known = known;
        this.table = opened.table();
        this.assumed = opened.assumed();
        this.columns = columns;
        this.data = data;
        this.label = data.label();
        this.groupVariable = data.groupVariable();
        this.features = data.features();
    }

    SelfScored score(List<FacetSpec> facets, String relation) throws DataException {
        requireNumeric(facets);
        Column truth = table.require(label.column());
        Optional<Column> prediction = find(columns.prediction());
        Optional<Column> score = find(columns.score());
        Optional<Column> group = find(groupVariable);
        for (String feature : features) {
            table.require(feature);
        }
        if (label.type() != LabelSpec.Type.BINARY) {
            requirePositive(truth, prediction);
            return new TargetJoin(session, table, data, facets).own(columns, relation);
        }
        boolean complete = score.isPresent()
                && (prediction.isPresent() || columns.threshold().isPresent());
        var extras = new MemberColumns(table, found(columns.members()), find(columns.confidence()));
        var usable = new Usable(score, complete, prediction, extras);
        ScoredTable assumed = named(facets, group, usable, relation);
        if (!complete || !isSound(assumed, prediction)) {
            countTogether(truth, prediction, score);
        }
        countAll(extras.all().stream().map(this::noShare).collect(Collectors.toSet()));
        requirePositive(truth, prediction);
        Optional<String> noScores = noScores(score);
        Optional<String> noClasses = noClasses(truth, prediction, noScores);
        Optional<String> noMembers = noMembers(extras);
        Optional<String> noConfidence = extras.confidence().isPresent()
                ? noProbability(extras.confidence().get())
                : noScores.or(() -> noClasses);
        var sound = new MemberColumns(
                extras.table(),
                noMembers.isEmpty() ? extras.members() : List.of(),
                extras.confidence().filter(column -> noConfidence.isEmpty()));
        var found = new Usable(score.filter(column -> noScores.isEmpty()), noClasses.isEmpty(), prediction, sound);
        return new SelfScored(
                found.equals(usable) ? assumed : named(facets, group, found, relation + "u"),
                noClasses,
                noScores,
                noMembers,
                noConfidence);
    }

    /** What can be used of the predictions. */
    private record Usable(Optional<Column> score, boolean classes, Optional<Column> prediction, MemberColumns extras) {}

    private ScoredTable named(List<FacetSpec> facets, Optional<Column> group, Usable usable, String relation)
            throws DataException {
        String select = "SELECT " + PredictionJoin.label(table, label) + " AS y"
                + PredictionJoin.sides(table, facets)
                + group.map(column -> ", " + Sql.group(table, column) + " AS g").orElse("")
                + PredictionJoin.features(table, features)
                + decided(usable, "")
                + usable.extras().select();
        if (table.format() == DataSpec.Format.PARQUET) {
            session.name(relation, select + " FROM " + table.relation());
        } else if (assumed) {
            table = new AssumedTypes(session, table).keep(relation, select);
        } else {
            // parsing text again for each scan costs more than keeping a few columns of it
            session.keep(relation, select + " FROM " + table.relation());
        }
        return new ScoredTable(
                table,
                true,
                facets,
                groupVariable,
                features,
                false,
                relation,
                Optional.empty(),
                ScoredTable.Scoring.binary(label),
                usable.extras().extras());
    }

    private String decided(Usable usable, String whose) {
        // a constant stands where there is nothing to use; SelfScored tells so
        String scores = usable.score().map(column -> Sql.finite(table, column)).orElse(Sql.literal(0.5));
        return ", " + scores + " AS " + whose + "score, "
                + (usable.classes() ? classes(usable.prediction(), scores) : "false") + " AS " + whose + "yhat";
    }

    /** Returns the score and the class of each row as two columns more, as far as they were found to be of use. */
    String decided(SelfScored found, String whose) throws DataException {
        Optional<Column> score =
                find(columns.score()).filter(column -> found.noScores().isEmpty());
        var extras = new MemberColumns(table, List.of(), Optional.empty());
        return decided(new Usable(score, found.noClasses().isEmpty(), find(columns.prediction()), extras), whose);
    }

    /** Counts as if all were well, which tells whether it is; the counts are wanted anyway. */
    private boolean isSound(ScoredTable assumed, Optional<Column> prediction) {
        try {
            OutcomeScan.Result result = new OutcomeScan(session, assumed).scan();
            if (!result.sound()) {
                return false;
            }
            known.put(assumed.relation(), result);
            columns.score()
                    .ifPresent(name -> counted.put(noShare(table.find(name).orElseThrow()), 0L));
            prediction.ifPresent(column -> counted.put(missing(column), 0L));
            if (!label.positive().isEmpty()) {
                prediction.ifPresent(
                        column -> counted.put(occurrence(column), result.whole().predictedPositives()));
                counted.put(
                        occurrence(table.find(label.column()).orElseThrow()),
                        result.whole().positives());
            }
            return true;
        } catch (DataException e) {
            // a number that is no score can be too large to count with; the checks tell
            return false;
        }
    }

    private List<Column> found(List<String> names) throws DataException {
        List<Column> found = new ArrayList<>();
        for (String name : names) {
            found.add(table.require(name));
        }
        return found;
    }

    private Optional<String> noMembers(MemberColumns extras) throws DataException {
        if (extras.members().isEmpty()) {
            return Optional.of("no columns of an ensemble's members are named (--members)");
        }
        for (Column member : extras.members()) {
            Optional<String> invalid = noProbability(member);
            if (invalid.isPresent()) {
                return invalid;
            }
        }
        return Optional.empty();
    }

    private Optional<String> noProbability(Column column) throws DataException {
        return invalid(noShare(column), column, "a number from 0 to 1");
    }

    private Optional<Column> find(Optional<String> name) throws DataException {
        return name.isPresent() ? Optional.of(table.require(name.get())) : Optional.empty();
    }

    private void requireNumeric(List<FacetSpec> facets) throws DataException {
        for (FacetSpec facet : facets) {
            for (FacetSpec.Condition condition : facet.conditions()) {
                Column column = table.require(condition.column());
                if (condition.limited() && !numbers(column)) {
                    throw new WrongCallException("facet " + facet.name() + " compares column `" + condition.column()
                            + "` with a number, but it holds "
                            + (column.type() == Type.BOOLEAN ? "true and false" : values(column)));
                }
            }
        }
    }

    private boolean numbers(Column column) throws DataException {
        return column.type() != Type.BOOLEAN && (column.numeric() || hasNumbers(column));
    }

    private boolean hasNumbers(Column column) throws DataException {
        return session.one(
                "SELECT count(" + Sql.number(table, column) + ") > 0 FROM " + table.relation(), row -> row.flag(1));
    }

    private String classes(Optional<Column> prediction, String scores) {
        return prediction
                .map(column -> Collapse.of(table, column, label))
                .orElseGet(() ->
                        "(" + scores + ") >= " + Sql.literal(columns.threshold().orElseThrow()));
    }

    /** With a positive class that nothing can be, every row would be negative and every negative prediction right. */
    private void requirePositive(Column truth, Optional<Column> prediction) throws DataException {
        boolean numbers = label.above().isPresent() || label.type() == LabelSpec.Type.REGRESSION;
        if (numbers && !numbers(truth)) {
            throw new WrongCallException(
                    "the label is to be a number, but column `" + truth.name() + "` holds " + values(truth));
        }
        for (String positive : label.positive()) {
            if (!possible(truth, positive)
                    && !occurs(truth, List.of(positive))
                    && !(prediction.isPresent()
                            && truth.type() == Type.TEXT
                            && occurs(prediction.get(), List.of(positive)))) {
                throw new WrongCallException("no row of column `" + truth.name() + "` has the positive class `"
                        + positive + "` - it holds " + values(truth));
            }
        }
    }

    private static boolean possible(Column truth, String positive) {
        return truth.numeric() && Sql.isNumber(positive)
                || truth.type() == Type.BOOLEAN
                        && positive.toLowerCase(Locale.ROOT).matches("true|false");
    }

    private boolean occurs(Column column, List<String> values) throws DataException {
        return count(Sql.among(table, column, values)) > 0;
    }

    private String occurrence(Column column) {
        return Sql.among(table, column, label.positive());
    }

    /** Everything that a good table is asked for, in one scan. */
    private void countTogether(Column truth, Optional<Column> prediction, Optional<Column> score) throws DataException {
        Set<String> conditions = new LinkedHashSet<>();
        label.positive().stream()
                .filter(positive -> !possible(truth, positive))
                .forEach(positive -> conditions.add(Sql.among(table, truth, List.of(positive))));
        if (!label.positive().isEmpty()) {
            prediction.ifPresent(column -> conditions.add(occurrence(column)));
        }
        prediction.ifPresent(column -> conditions.add(missing(column)));
        score.ifPresent(column -> conditions.add(noShare(column)));
        countAll(conditions);
    }

    private void countAll(Set<String> conditions) throws DataException {
        if (!conditions.isEmpty()) {
            String terms = conditions.stream().map(c -> "count_if(" + c + ")").collect(Collectors.joining(", "));
            counted.putAll(session.one("SELECT " + terms + " FROM " + table.relation(), row -> {
                Map<String, Long> counts = new HashMap<>();
                for (String condition : conditions) {
                    counts.put(condition, row.whole(counts.size() + 1));
                }
                return counts;
            }));
        }
    }

    /** Rows that a condition holds for. */
    private long count(String condition) throws DataException {
        if (!counted.containsKey(condition)) {
            counted.put(
                    condition,
                    session.one("SELECT count_if(" + condition + ") FROM " + table.relation(), row -> row.whole(1)));
        }
        return counted.get(condition);
    }

    /** NaN and infinities stand in columns of numbers, and are no class: not the positive one, nor the negative one. */
    private String missing(Column column) {
        return label.positive().isEmpty()
                ? Sql.present(table, column) + " IS NULL"
                : "(" + occurrence(column) + ") IS NULL";
    }

    private String noShare(Column column) {
        return PredictionJoin.badScore("(" + Sql.number(table, column) + ")");
    }

    private String values(Column column) throws DataException {
        String text = Sql.text(table, column);
        List<String> values = session.all(
                "SELECT DISTINCT x FROM (SELECT " + text + " AS x FROM " + table.relation()
                        + ") WHERE x IS NOT NULL ORDER BY x LIMIT " + (VALUES_TO_NAME + 1),
                row -> row.text(1));
        return values.isEmpty()
                ? "no values"
                : values.stream().limit(VALUES_TO_NAME).map(x -> "`" + x + "`").collect(Collectors.joining(", "))
                        + (values.size() > VALUES_TO_NAME ? ", ..." : "");
    }

    private Optional<String> noScores(Optional<Column> score) throws DataException {
        if (score.isEmpty()) {
            return Optional.of("no column of scores is named (--score)");
        }
        return noProbability(score.get());
    }

    private Optional<String> noClasses(Column truth, Optional<Column> prediction, Optional<String> noScores)
            throws DataException {
        if (prediction.isEmpty()) {
            return columns.threshold().isEmpty()
                    ? Optional.of("no column of predicted classes is named (--prediction, or --threshold for --score)")
                    : noScores;
        }
        Optional<String> missing = invalid(missing(prediction.get()), prediction.get(), "a predicted class");
        if (missing.isPresent()) {
            return missing;
        }
        return label.above().isPresent() ? notNumbers(prediction.get()) : foreign(truth, prediction.get());
    }

    private Optional<String> invalid(String bad, Column column, String wanted) throws DataException {
        long count = count(bad);
        return count == 0
                ? Optional.empty()
                : Optional.of(count + " of " + table.rows() + " rows have no valid `" + column.name() + "`: it must be "
                        + wanted);
    }

    /** Predictions of a number that is compared with a limit must be numbers too. */
    private Optional<String> notNumbers(Column prediction) throws DataException {
        return invalid(
                "(" + Sql.number(table, prediction) + ") IS NULL",
                prediction,
                "a number, as the label is, to be compared with "
                        + label.above().orElseThrow());
    }

    /** Predictions that never say the positive class must at least speak the language of the labels. */
    private Optional<String> foreign(Column truth, Column prediction) throws DataException {
        if (occurs(prediction, label.positive())) {
            return Optional.empty();
        }
        String theirs = key(prediction);
        String ours = key(truth);
        boolean foreign = session.one(
                "SELECT count(*) > 0 FROM (SELECT " + theirs + " AS x FROM " + table.relation() + " EXCEPT SELECT "
                        + ours + " AS x FROM " + table.relation() + ")",
                row -> row.flag(1));
        return foreign
                ? Optional.of("column `" + prediction.name() + "` never holds the positive class "
                        + label.positiveInWords() + ", but values that no label has: " + values(prediction))
                : Optional.empty();
    }

    private String key(Column column) {
        return column.numeric() ? "CAST(" + Sql.number(table, column) + " AS STRING)" : Sql.text(table, column);
    }
}
