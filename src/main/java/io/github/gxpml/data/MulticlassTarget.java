// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One of several classes: {@code c} and {@code chat} are label and prediction as text, {@code p} is the score that the
 * label's class was given. Numbers are classes by their value, so that 1 and 1.0 are one.
 */
final class MulticlassTarget implements TargetColumns {
    /** How far the scores of a row may be from 1 in sum, because they are written with few digits. */
    static final double TOLERANCE = 0.001;

    private final Table table;
    private final Optional<Column> truth;
    private final PredictedColumns predictions;
    private final LabelSpec label;
    private final List<String> classes;
    private final Map<String, Column> scores;

    private MulticlassTarget(
            Table table,
            PredictedColumns predictions,
            LabelSpec label,
            List<String> classes,
            Map<String, Column> scores) {
        this.table = table;
        this.truth = table.find(label.column());
        this.predictions = predictions;
        this.label = label;
        this.classes = classes;
        this.scores = scores;
    }

    static MulticlassTarget of(Table table, PredictedColumns predictions, LabelSpec label) throws DataException {
        List<String> classes = declared(table, label);
        String where = "table " + predictions.table().name() + " ("
                + predictions.table().file().getFileName() + "): ";
        Map<String, Column> scores = new LinkedHashMap<>();
        for (var score : predictions.scores().entrySet()) {
            if (scores.put(named(table, label, score.getKey()), score.getValue()) != null) {
                throw new WrongCallException(where + "two columns hold the score of class `" + score.getKey() + "`");
            }
        }
        for (String name : scores.keySet()) {
            if (!classes.isEmpty() && !classes.contains(name)) {
                throw new WrongCallException(where + "there is a score for `" + name
                        + "`, which is none of the declared classes " + String.join(", ", classes));
            }
        }
        for (String name : classes) {
            if (!scores.isEmpty() && !scores.containsKey(name)) {
                throw new WrongCallException(where + "there are scores, but none for the declared class `" + name
                        + "` - give one for every class, or none at all");
            }
        }
        if (scores.size() > ClassCounts.MOST) {
            throw new WrongCallException(where + "there are scores for " + scores.size() + " classes, at most "
                    + ClassCounts.MOST + " are computed with");
        }
        return new MulticlassTarget(table, predictions, label, classes, scores);
    }

    /** The declared classes as they come out of the label's column. */
    private static List<String> declared(Table table, LabelSpec label) {
        return label.classes().stream()
                .map(name -> named(table, label, name))
                .distinct()
                .toList();
    }

    private static String named(Table table, LabelSpec label, String name) {
        Optional<Column> column = table.find(label.column());
        if (column.map(Column::numeric).orElse(false) && Sql.isNumber(name)) {
            double number = Double.parseDouble(name);
            boolean whole = number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE;
            return whole ? Long.toString((long) number) : Double.toString(number);
        }
        boolean truth = column.map(c -> c.type() == Type.BOOLEAN).orElse(false);
        return truth ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static String name(Table table, Column column) {
        String name = Sql.group(table, column);
        return column.type() == Type.BOOLEAN ? "lower(" + name + ")" : name;
    }

    @Override
    public String truth() {
        return truth.map(column -> name(table, column) + " AS c, " + Collapse.of(table, column, label) + " AS y")
                .orElse("CAST(NULL AS STRING) AS c, CAST(NULL AS BOOLEAN) AS y");
    }

    @Override
    public String predicted() {
        List<String> columns = new ArrayList<>();
        columns.add(predictions
                .predicted()
                .map(column -> name(predictions.table(), column) + " AS chat, "
                        + Collapse.of(predictions.table(), column, label) + " AS yhat")
                .orElse("CAST(NULL AS STRING) AS chat, CAST(NULL AS BOOLEAN) AS yhat"));
        List<Column> scored = List.copyOf(scores.values());
        for (int i = 0; i < scored.size(); i++) {
            columns.add(Sql.number(predictions.table(), scored.get(i)) + " AS s" + i);
        }
        return String.join(", ", columns);
    }

    @Override
    public String joined() {
        List<String> names = List.copyOf(scores.keySet());
        String whens = IntStream.range(0, names.size())
                .mapToObj(i -> " WHEN " + Sql.literal(names.get(i)) + " THEN s" + i)
                .collect(Collectors.joining());
        String own = whens.isEmpty() ? "CAST(NULL AS DOUBLE)" : "CASE c" + whens + " END";
        String positive = label.positive().stream()
                .map(name -> named(table, label, name))
                .distinct()
                .map(name -> "s" + names.indexOf(name))
                .collect(Collectors.joining(" + "));
        String score = noScores().isPresent()
                ? Sql.literal(0.5)
                : "least(greatest(" + positive + ", " + Sql.literal(0.0) + "), " + Sql.literal(1.0) + ")";
        return "y, yhat, c, chat, " + own + " AS p, " + score + " AS score";
    }

    @Override
    public List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        predictions.predicted().ifPresent(column -> {
            String name = name(predictions.table(), column);
            String foreign = classes.isEmpty() ? "" : " OR " + name + " NOT IN (" + Sql.literals(classes) + ")";
            String wanted = classes.isEmpty() ? "a predicted class" : "one of " + String.join(", ", classes);
            rules.add(new Rule("(" + name + " IS NULL" + foreign + ")", column.name(), wanted, false));
        });
        List<String> terms = new ArrayList<>();
        scores.values().forEach(column -> {
            String score = "(" + Sql.number(predictions.table(), column) + ")";
            terms.add(score);
            rules.add(new Rule(PredictionJoin.badScore(score), column.name(), "a number from 0 to 1", true));
        });
        if (!terms.isEmpty()) {
            String sum = String.join(" + ", terms);
            String columns = scores.values().stream().map(Column::name).collect(Collectors.joining("` + `"));
            String wanted = "1 in sum, give or take " + TOLERANCE;
            rules.add(new Rule(
                    "NOT (abs(" + sum + " - " + Sql.literal(1.0) + ") <= " + Sql.literal(TOLERANCE) + ")",
                    columns,
                    wanted,
                    true));
        }
        return rules;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public boolean scoredClasses() {
        return !scores.isEmpty();
    }

    @Override
    public Optional<String> noScores() {
        if (!label.twoSided()) {
            return Optional.of(label.oneSided());
        }
        if (scores.isEmpty()) {
            return Optional.of("there are no scores of the classes");
        }
        return label.positive().stream()
                .map(name -> named(table, label, name))
                .filter(name -> !scores.containsKey(name))
                .findFirst()
                .map(name -> "there is no score for the positive class `" + name + "`");
    }
}
