// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Verdict;
import io.github.gxpml.lineage.LineageDocument.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** The trainings side by side: whether the same seed gave the same model and the same predictions. */
final class Reproducibility implements Section {
    private static final String ONCE =
            "The model was trained once. Whether the training can be repeated was not tested in this run.";
    private static final String AGAIN =
            "The model was trained again from the bundle of an earlier run, with its commit, its spec and its data.";
    private static final String READING = "Equal digests of predictions mean equal predictions, row by row. "
            + "Model files may differ in bytes although the models predict the same, "
            + "for example where the format holds a time stamp.";

    @Override
    public String id() {
        return "reproducibility";
    }

    @Override
    public String title() {
        return "Can it be made again";
    }

    @Override
    public void write(Html html, ReportData data) {
        List<Training> trainings = data.lineage().trainings();
        if (trainings.isEmpty()) {
            html.element("p", "No training is on record.");
            return;
        }
        boolean again = data.bundle().reproduces().isPresent();
        html.element("p", again ? AGAIN : trainings.size() == 1 ? ONCE : repeated(trainings.size()));
        data.reproducibility().ifPresent(document -> StageComparison.write(html, document, again));
        Parts.openTable(html, "plain compare", "Trainings side by side", heads(trainings.size()));
        plain(html, "Seed", trainings, training -> Long.toString(training.seed()));
        digests(html, "Model file", trainings, training -> training.model().sha256());
        var tables = new TreeSet<String>();
        trainings.forEach(training -> tables.addAll(training.predictions().keySet()));
        tables.forEach(table -> digests(
                html,
                "Predictions for " + table,
                trainings,
                training -> training.predictions().getOrDefault(table, "")));
        var metrics = new TreeSet<String>();
        trainings.forEach(training -> metrics.addAll(training.metrics().keySet()));
        metrics.forEach(metric -> plain(html, "Reported " + metric, trainings, training -> number(training, metric)));
        Parts.closeTable(html);
    }

    private static String repeated(int trainings) {
        return "The model was trained " + (trainings == 2 ? "twice" : Figures.word(trainings) + " times")
                + "; the first one is kept. " + READING;
    }

    private static List<String> heads(int trainings) {
        var heads = new ArrayList<>(List.of("What"));
        for (int i = 1; i <= trainings; i++) {
            heads.add("Training " + i);
        }
        heads.add("Equal");
        return heads;
    }

    private static String number(Training training, String metric) {
        Double number = new TreeMap<>(training.metrics()).get(metric);
        return number == null ? "" : Double.isFinite(number) ? Figures.plain(number) : number.toString();
    }

    private static void plain(Html html, String what, List<Training> trainings, Function<Training, String> value) {
        row(html, what, trainings.stream().map(value).toList(), text -> html.text(text.isEmpty() ? "\u2013" : text));
    }

    private static void digests(Html html, String what, List<Training> trainings, Function<Training, String> value) {
        row(html, what, trainings.stream().map(value).toList(), digest -> Parts.digest(html, digest));
    }

    private static void row(Html html, String what, List<String> values, Consumer<String> cell) {
        html.open("tr").open("th", "scope", "row").data(what).close("th");
        values.forEach(value -> {
            html.open("td");
            cell.accept(value);
            html.close("td");
        });
        html.open("td");
        equal(html, values);
        html.close("td").close("tr");
    }

    private static void equal(Html html, List<String> values) {
        if (values.size() < 2) {
            html.text("nothing to compare");
            return;
        }
        boolean missing = values.contains("");
        boolean same = !missing && values.stream().distinct().count() == 1;
        html.open("span", "class", "badge " + (same ? "pass" : "open"));
        Marks.shape(html, same ? Verdict.PASS : Verdict.UNDECIDED, 14);
        html.text(same ? " equal" : missing ? " not on record" : " different").close("span");
    }
}
