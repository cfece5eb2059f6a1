// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.data.OperatingPoint;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.ScoreCurve;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.performance.Curves;
import io.github.gxpml.metric.performance.Curves.Point;
import io.github.gxpml.metric.performance.Curves.ReliabilityBin;
import java.util.List;
import java.util.Optional;

/**
 * What the scores of a table can be drawn as.
 *
 * @param stage stage that judged the table
 * @param table name of the table
 * @param level confidence level of the bins' intervals
 * @param outcomes labels against predicted classes, at least one labelled row
 * @param reliability bins of equal width with rows
 * @param roc points of the ROC curve; empty if no gate needed the curve, or a class is missing
 * @param marks thresholds that gates asked for
 */
public record CurveView(
        String stage,
        String table,
        double level,
        Outcomes outcomes,
        List<ReliabilityBin> reliability,
        List<Point> roc,
        List<OperatingPoint> marks) {

    /** Copies the lists. */
    public CurveView {
        reliability = List.copyOf(reliability);
        roc = List.copyOf(roc);
        marks = List.copyOf(marks);
    }

    /**
     * Takes what can be drawn from the states of a table.
     *
     * @param stage stage that judged the table
     * @param document its states
     * @return empty if no labelled row has a score
     */
    public static Optional<CurveView> of(String stage, EvaluationDocument document) {
        States states = document.states();
        Optional<ScoreCurve> curve = Optional.ofNullable(states.curves().get(States.ALL));
        double level = document.options().level();
        return states.whole()
                .filter(outcomes -> outcomes.labelled() > 0)
                .filter(outcomes ->
                        states.scoring().flatMap(ScoredTable.Scoring::noScores).isEmpty())
                .map(outcomes -> new CurveView(
                        stage,
                        states.table(),
                        level,
                        outcomes,
                        Curves.equalWidth(outcomes, level),
                        curve.map(Curves::roc).orElse(List.of()),
                        curve.map(ScoreCurve::points).orElse(List.of())));
    }
}
