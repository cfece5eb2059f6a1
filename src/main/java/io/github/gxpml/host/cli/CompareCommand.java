// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.Comparisons;
import io.github.gxpml.metric.adhoc.RivalSubject;
import io.github.gxpml.metric.adhoc.Words;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gxp compare}. */
@Command(
        name = "compare",
        description = {
            "Compare two models on the same rows, without a spec.",
            "Prints each metric of the challenger less that of the champion, with the interval for paired rows, and"
                    + " McNemar's test. With --margin each difference is judged: PASS if the whole interval says that the"
                    + " challenger is worse by the margin at most, and the exit code is 0, 1 or 3 as for gates."
        })
final class CompareCommand extends StatisticsCommand {
    @Option(names = "--data", paramLabel = "FILES", required = true, description = FILES)
    private String data;

    @Option(names = "--label", paramLabel = "COL", required = true, description = "Column of the label.")
    private String label;

    @Option(
            names = "--positive",
            paramLabel = "V",
            required = true,
            description = "The label's positive class, written as for gxp metrics.")
    private String positive;

    @Option(
            names = "--prediction",
            paramLabel = "COL",
            description = "Column of the challenger's predicted class, in the values of the label.")
    private String prediction;

    @Option(
            names = "--score",
            paramLabel = "COL",
            description = "Column of the challenger's score of the positive class, a number from 0 to 1.")
    private String score;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "Without --prediction: the challenger predicts positive at or above T.")
    private Double threshold;

    @Option(
            names = "--champion-prediction",
            paramLabel = "COL",
            description = "Column of the champion's predicted class.")
    private String championPrediction;

    @Option(names = "--champion-score", paramLabel = "COL", description = "Column of the champion's score.")
    private String championScore;

    @Option(
            names = "--champion-threshold",
            paramLabel = "T",
            description = "Without --champion-prediction: the champion predicts positive at or above T.")
    private Double championThreshold;

    @Option(
            names = "--facet",
            paramLabel = "FACET",
            description = "Compare on a group of people as well; written as for gxp bias; may be given several times.")
    private final List<String> facets = new ArrayList<>();

    @Option(
            names = "--metrics",
            paramLabel = "ID,...",
            description = "Only these metrics; without it all that can be compared.")
    private String metrics;

    @Option(
            names = "--margin",
            paramLabel = "X",
            description = "Non-inferiority margin, in the metric's own unit: judge every difference by it.")
    private Double margin;

    private Optional<Contest> contest = Optional.empty();

    @Override
    void check() throws UsageException {
        boolean ours = classes(prediction, score, threshold, "--");
        boolean theirs = classes(championPrediction, championScore, championThreshold, "--champion-");
        boolean scores = score != null && championScore != null;
        if (!(ours && theirs) && !scores) {
            throw new UsageException("there is nothing to compare: give --score and --champion-score, or --prediction"
                    + " and --champion-prediction, or all of them");
        }
        if (margin != null && !(margin >= 0 && Double.isFinite(margin))) {
            throw new UsageException("--margin is " + margin + ", it says by how much the challenger may be worse: a"
                    + " number of at least 0, such as 0.02");
        }
    }

    /** Tells whether a model's classes are named, and refuses a threshold that says nothing. */
    private static boolean classes(String prediction, String score, Double threshold, String start)
            throws UsageException {
        if (threshold != null && (prediction != null || score == null || !Double.isFinite(threshold))) {
            throw new UsageException(start + "threshold is a number that makes predictions from " + start
                    + "score where there is no " + start + "prediction");
        }
        return prediction != null || threshold != null;
    }

    @Override
    Output compute(AdHoc adHoc) throws DataException, UsageException {
        Words.Positive read = Words.positive(positive);
        var subject = new RivalSubject(
                data,
                new LabelSpec(label, LabelSpec.Type.BINARY, read.values(), read.above(), List.of(), Optional.empty()),
                columns(prediction, score, threshold),
                columns(championPrediction, championScore, championThreshold));
        Map<String, Map<String, MetricValue>> values = adHoc.compare(subject, facets, ids());
        Contest found = new Contest(values, Optional.ofNullable(margin));
        contest = Optional.of(found);
        return new Output(found.document(), found.sections(), found.tables());
    }

    private static PredictionColumns columns(String prediction, String score, Double threshold) {
        return new PredictionColumns(
                Optional.ofNullable(prediction), Optional.ofNullable(score), Optional.ofNullable(threshold));
    }

    private List<String> ids() throws UsageException, WrongCallException {
        List<String> known = Comparisons.ids();
        List<String> wanted = metrics == null ? known : Words.names(metrics);
        for (String id : wanted) {
            if (!known.contains(id)) {
                throw new UsageException(
                        "two models cannot be compared by `" + id + "` - use one of " + String.join(", ", known));
            }
        }
        return wanted;
    }

    @Override
    int exit(Output output) {
        return contest.flatMap(Contest::verdict).map(ExitCode::of).orElse(ExitCode.PASS);
    }
}
