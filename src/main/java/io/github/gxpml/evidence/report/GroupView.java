// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.Sliced;
import io.github.gxpml.data.States;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Share;
import io.github.gxpml.metric.Slices;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the model does for the two sides of each facet of a table, computed from the states in the evidence.
 *
 * @param stage stage that judged the table
 * @param table name of the table
 * @param lines facet by facet, metric by metric
 */
public record GroupView(String stage, String table, List<Line> lines) {
    private static final String WORST = "worst_slice_";
    private static final String SELECTION = "selection_rate";
    private static final List<String> ALWAYS = List.of("recall", "specificity", "precision");

    /** Copies the lines. */
    public GroupView {
        lines = List.copyOf(lines);
    }

    /**
     * One metric of the two sides of a facet.
     *
     * @param facet name of the facet
     * @param metric id, or {@code selection_rate}, the share of rows predicted positive, which is no metric of its own
     * @param title the metric in words
     * @param with of the facet's group
     * @param without of everyone else
     */
    public record Line(String facet, String metric, String title, MetricValue with, MetricValue without) {
        boolean empty() {
            return with.value().isEmpty() && without.value().isEmpty();
        }
    }

    /**
     * Takes what the states of a table give for both sides: the selection rate, recall, specificity and precision of a
     * label with two sides, and every performance metric that a gate judges there.
     *
     * @param stage stage that judged the table
     * @param document its states
     * @param gates gates on the table
     * @return empty if the table has no facets, or nothing is known of them
     */
    public static Optional<GroupView> of(String stage, EvaluationDocument document, List<Gate> gates) {
        List<Line> lines = new ArrayList<>();
        for (String facet : facets(document.states())) {
            Line selection = selection(document, facet);
            if (!selection.empty()) {
                lines.add(selection);
            }
            requests(document, gates).stream()
                    .map(request -> line(document, facet, request))
                    .filter(line -> !line.empty())
                    .forEach(lines::add);
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new GroupView(stage, document.states().table(), lines));
    }

    private static Set<String> facets(States states) {
        Set<String> names = new TreeSet<>(states.facets().keySet());
        states.classes().map(Sliced::facets).ifPresent(facets -> names.addAll(facets.keySet()));
        states.errors().map(Sliced::facets).ifPresent(facets -> names.addAll(facets.keySet()));
        return names;
    }

    private static Set<Request> requests(EvaluationDocument document, List<Gate> gates) {
        Set<Request> requests = new LinkedHashSet<>();
        if (document.states().whole().isPresent()) {
            ALWAYS.forEach(id -> requests.add(Request.of(id)));
        }
        for (Gate gate : gates) {
            String id = gate.metric().startsWith(WORST) ? gate.metric().substring(WORST.length()) : gate.metric();
            boolean performance = Metrics.find(id)
                    .map(Metric::info)
                    .filter(info -> info.scope() == Scope.TABLE && info.direction() != Direction.NEITHER)
                    .isPresent();
            if (performance && gate.column().isEmpty() && gate.against().isEmpty()) {
                requests.add(new Request(id, "", "", gate.at(), gate.category(), ""));
            }
        }
        return requests;
    }

    private static Line line(EvaluationDocument document, String facet, Request request) {
        List<MetricValue> sides =
                Evaluation.recompute(document, List.of(of(request, facet), of(request, Slice.NOT + facet)));
        String title = Metrics.find(request.metric()).orElseThrow().info().title();
        String at = request.at().map(point -> " " + Figures.plain(point)).orElse("");
        String category = request.category().isEmpty() ? "" : " " + request.category();
        return new Line(facet, request.metric(), title + at + category, sides.get(0), sides.get(1));
    }

    private static Request of(Request request, String slice) {
        return new Request(request.metric(), slice, "", request.at(), request.category(), "");
    }

    private static Line selection(EvaluationDocument document, String facet) {
        double level = document.options().level();
        return new Line(
                facet,
                SELECTION,
                "Predicted positive (selection rate)",
                Slices.outcomes(document.states(), facet, outcomes -> rate(outcomes, level)),
                Slices.outcomes(document.states(), Slice.NOT + facet, outcomes -> rate(outcomes, level)));
    }

    private static MetricValue rate(Outcomes outcomes, double level) {
        Share share = Share.predictedPositive(outcomes);
        return MetricValue.estimate(share.value(), Intervals.wilson(share, level), share.total());
    }
}
