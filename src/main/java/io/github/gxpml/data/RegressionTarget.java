// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A number: {@code t} and {@code that} are label and prediction, {@code lo} and {@code hi} the prediction interval.
 *
 * @param table the rows
 * @param predictions where the predictions are
 * @param label what the label is
 */
record RegressionTarget(Table table, PredictedColumns predictions, LabelSpec label) implements TargetColumns {
    private static final String NONE = "CAST(NULL AS DOUBLE)";

    @Override
    public String truth() {
        String number = table.find(label.column())
                .map(column -> bounded("(" + Sql.number(table, column) + ")"))
                .orElse(NONE);
        return number + " AS t, " + positive(number) + " AS y";
    }

    private static String bounded(String number) {
        return "CASE WHEN abs(" + number + ") <= " + Sql.literal(Residuals.LARGEST) + " THEN " + number + " END";
    }

    private String positive(String number) {
        return label.above()
                .map(limit -> "(" + number + ") > " + Sql.literal(limit))
                .orElse("CAST(NULL AS BOOLEAN)");
    }

    @Override
    public String predicted() {
        String number = number(predictions.predicted());
        return number + " AS that, " + positive(number) + " AS yhat, " + number(predictions.lower()) + " AS lo, "
                + number(predictions.upper()) + " AS hi";
    }

    private String number(Optional<Column> column) {
        return column.map(c -> Sql.number(predictions.table(), c)).orElse(NONE);
    }

    @Override
    public String joined() {
        return "y, yhat, t, that, lo, hi, " + Sql.literal(0.5) + " AS score";
    }

    @Override
    public List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        predictions.predicted().ifPresent(column -> rules.add(number(column, false)));
        predictions.lower().ifPresent(column -> rules.add(number(column, true)));
        predictions.upper().ifPresent(column -> rules.add(number(column, true)));
        if (predictions.lower().isPresent() && predictions.upper().isPresent()) {
            String lower = number(predictions.lower());
            String upper = number(predictions.upper());
            rules.add(new Rule(
                    "NOT ((" + lower + ") <= (" + upper + "))",
                    predictions.lower().get().name() + "` to `"
                            + predictions.upper().get().name(),
                    "an interval, the lower bound first",
                    true));
        }
        return rules;
    }

    private Rule number(Column column, boolean ofScores) {
        String number = "(" + Sql.number(predictions.table(), column) + ")";
        return new Rule(
                "(" + number + " IS NULL OR abs(" + number + ") > " + Sql.literal(Residuals.LARGEST) + ")",
                column.name(),
                "a finite number of at most " + Residuals.LARGEST,
                ofScores);
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public boolean scoredClasses() {
        return false;
    }

    @Override
    public Optional<String> noScores() {
        return Optional.of("a regression predicts numbers, which are no scores of a positive class");
    }
}
