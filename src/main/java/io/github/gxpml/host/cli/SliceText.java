// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.adhoc.CurveResults;
import io.github.gxpml.metric.adhoc.CurveResults.ReliabilityRow;
import io.github.gxpml.metric.adhoc.Result;
import io.github.gxpml.metric.adhoc.Results;
import io.github.gxpml.metric.adhoc.SliceResults;
import io.github.gxpml.metric.adhoc.SliceResults.Confusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The performance of slices as people read it. */
final class SliceText {
    private final Map<String, Results> sections = new LinkedHashMap<>();
    private final Map<String, List<String>> tables = new LinkedHashMap<>();

    /** Takes the whole table, and both sides of each of its facets. */
    SliceText(SliceResults whole) {
        add("", whole);
        whole.facets().forEach((facet, side) -> {
            add(facet, side);
            side.rest().ifPresent(rest -> add("not " + facet, rest));
        });
        if (!whole.worst().isEmpty()) {
            sections.put("worst slice", new Results(whole.worst()));
        }
    }

    Map<String, Results> sections() {
        return sections;
    }

    Map<String, List<String>> tables() {
        return tables;
    }

    private void add(String heading, SliceResults slice) {
        Map<String, Result> metrics = new LinkedHashMap<>(slice.metrics());
        slice.points().forEach(point -> metrics.put(point.name(), point.result()));
        sections.put(heading, new Results(metrics));
        List<String> lines = new ArrayList<>();
        slice.confusion().ifPresent(confusion -> lines.addAll(confusion(confusion)));
        slice.curves().ifPresent(curves -> lines.addAll(curves(curves)));
        tables.put(heading, lines);
    }

    private static List<String> confusion(Confusion c) {
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(StatisticsPrinter.lines(List.of(
                List.of("confusion matrix", "predicted positive", "predicted negative"),
                List.of("label positive", Long.toString(c.tp()), Long.toString(c.fn())),
                List.of("label negative", Long.toString(c.fp()), Long.toString(c.tn())))));
        return lines;
    }

    private static List<String> curves(CurveResults curves) {
        List<String> lines = new ArrayList<>();
        lines.addAll(reliability("bins of equal width", curves.reliability().equalWidth()));
        lines.addAll(reliability("bins of equal mass", curves.reliability().equalMass()));
        lines.add("");
        lines.add("The ROC curve has " + curves.roc().size() + " points, the precision-recall curve "
                + curves.pr().size() + ": --format json prints them.");
        return lines;
    }

    private static List<String> reliability(String title, List<ReliabilityRow> bins) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(title, "n", "mean score", "positives", "interval"));
        for (ReliabilityRow bin : bins) {
            rows.add(List.of(
                    Numbers.text(bin.lower()) + " .. " + Numbers.text(bin.upper()),
                    Long.toString(bin.n()),
                    Numbers.text(bin.score()),
                    Numbers.text(bin.rate()),
                    "[" + Numbers.text(bin.interval().get(0)) + ", "
                            + Numbers.text(bin.interval().get(1)) + "]"));
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(StatisticsPrinter.lines(rows));
        return lines;
    }
}
