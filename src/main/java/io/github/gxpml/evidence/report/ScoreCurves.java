// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.data.OperatingPoint;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.metric.performance.Curves.Point;
import io.github.gxpml.metric.performance.Curves.ReliabilityBin;
import java.util.List;
import java.util.Locale;

/** Scores against outcomes, table by table: confusion matrix, reliability curve and ROC curve, and their numbers. */
final class ScoreCurves implements Section {
    private static final List<String> BINS =
            List.of("Scores", "Rows", "Mean score", "Positive", "Share of positives", "Interval");
    private static final List<String> POINTS = List.of("Threshold", "Asked for", "Sensitivity", "Specificity");

    @Override
    public String id() {
        return "curves";
    }

    @Override
    public String title() {
        return "Scores against outcomes";
    }

    @Override
    public void write(Html html, ReportData data) {
        if (data.pictures().curves().isEmpty()) {
            html.element("p", "No table that was judged has labels and scores, so there is nothing to draw.");
            return;
        }
        html.element(
                "p",
                "The first drawing is the reliability curve, how often rows with a score were positive: on the dashed "
                        + "diagonal, scores are true chances. Each dot is a fifteenth of the range of scores, as large as "
                        + "it has rows, with the interval of its share. The second is the ROC curve: the further above "
                        + "the diagonal, the better scores tell rows apart; a diamond is a threshold that a gate asks for.");
        data.pictures().curves().forEach(view -> table(html, view));
    }

    private static void table(Html html, CurveView view) {
        html.open("h3").data(view.stage()).text(", table ").data(view.table()).close("h3");
        html.open("div", "class", "plots");
        reliability(html, view);
        roc(html, view);
        confusion(html, view);
        html.close("div");
        html.open("details").element("summary", "The same as numbers");
        bins(html, view);
        points(html, view);
        html.close("details");
    }

    private static void reliability(Html html, CurveView view) {
        double rows = view.outcomes().labelled();
        Plot plot = Plot.open(
                html,
                "Reliability curve of table " + view.table() + ", "
                        + Figures.count(view.outcomes().labelled()) + " labelled rows in "
                        + view.reliability().size() + " bins; its numbers are in the table below",
                "mean score",
                "share of positives");
        for (ReliabilityBin bin : view.reliability()) {
            double[] interval = {bin.interval().lower(), bin.interval().upper()};
            plot.dot(bin.score(), bin.rate(), interval, bin.n() / rows);
        }
        plot.close();
    }

    private static void roc(Html html, CurveView view) {
        if (view.roc().isEmpty()) {
            html.element(
                    "p",
                    "No ROC curve was recorded: a gate on an operating point or on calibration over bins of equal mass "
                            + "asks for one, and it takes both classes.",
                    "class",
                    "noplot");
            return;
        }
        Plot plot = Plot.open(
                html,
                "ROC curve of table " + view.table() + ", "
                        + Figures.count(view.outcomes().positives())
                        + " positives and " + Figures.count(view.outcomes().negatives()) + " negatives, area "
                        + decimals(area(view.roc())),
                "1 - specificity",
                "sensitivity");
        plot.line(view.roc().stream()
                .map(point -> new double[] {point.x(), point.y()})
                .toList());
        for (OperatingPoint mark : view.marks()) {
            plot.mark(
                    mark.falsePositives() / (double) view.outcomes().negatives(),
                    mark.truePositives() / (double) view.outcomes().positives());
        }
        plot.close();
    }

    /** Of the points that are kept: a hair below that of all scores. */
    private static double area(List<Point> roc) {
        double area = 0;
        for (int i = 1; i < roc.size(); i++) {
            area += (roc.get(i).x() - roc.get(i - 1).x())
                    * (roc.get(i).y() + roc.get(i - 1).y())
                    / 2;
        }
        return area;
    }

    private static void confusion(Html html, CurveView view) {
        Outcomes o = view.outcomes();
        html.open("div", "class", "confusion");
        Parts.openTable(
                html,
                "plain",
                "Labels against predicted classes, table " + view.table(),
                List.of("Label", "Predicted positive", "Predicted negative"));
        counts(html, "positive", o.truePositives(), o.falseNegatives());
        counts(html, "negative", o.falsePositives(), o.trueNegatives());
        Parts.closeTable(html);
        html.close("div");
    }

    private static void counts(Html html, String label, long positive, long negative) {
        html.open("tr").element("th", label, "scope", "row");
        html.element("td", Figures.count(positive), "class", "number");
        html.element("td", Figures.count(negative), "class", "number").close("tr");
    }

    private static void bins(Html html, CurveView view) {
        Parts.openTable(html, "plain", "Reliability curve, table " + view.table(), BINS);
        for (ReliabilityBin bin : view.reliability()) {
            html.open("tr");
            html.element("th", decimals(bin.lower()) + " to " + decimals(bin.upper()), "scope", "row");
            cells(
                    html,
                    Figures.count(bin.n()),
                    decimals(bin.score()),
                    Figures.count(Math.round(bin.rate() * bin.n())),
                    decimals(bin.rate()),
                    decimals(bin.interval().lower()) + " to "
                            + decimals(bin.interval().upper()));
            html.close("tr");
        }
        Parts.closeTable(html);
    }

    private static void points(Html html, CurveView view) {
        if (view.marks().isEmpty()) {
            return;
        }
        Parts.openTable(html, "plain", "Thresholds that gates asked for, table " + view.table(), POINTS);
        for (OperatingPoint mark : view.marks()) {
            html.open("tr");
            html.element("th", mark.threshold().map(String::valueOf).orElse("above every score"), "scope", "row");
            Outcomes o = view.outcomes();
            cells(
                    html,
                    mark.target().kind().name().toLowerCase(Locale.ROOT) + " at least "
                            + Figures.plain(mark.target().at()),
                    share(mark.truePositives(), o.positives()),
                    share(o.negatives() - mark.falsePositives(), o.negatives()));
            html.close("tr");
        }
        Parts.closeTable(html);
    }

    private static void cells(Html html, String... texts) {
        for (String text : texts) {
            html.element("td", text, "class", "number");
        }
    }

    private static String share(long count, long total) {
        return total == 0
                ? "\u2013"
                : decimals(count / (double) total) + " (" + Figures.count(count) + " of " + Figures.count(total) + ")";
    }

    private static String decimals(double number) {
        return Figures.rounded(number, List.of());
    }
}
