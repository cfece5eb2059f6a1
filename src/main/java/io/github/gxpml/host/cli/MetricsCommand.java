// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.interop.FormatException;
import io.github.gxpml.interop.ModelQuality;
import io.github.gxpml.interop.ModelQualityCheck;
import io.github.gxpml.interop.ModelQualityFile;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.Asked;
import io.github.gxpml.metric.adhoc.PerformanceResults;
import io.github.gxpml.metric.adhoc.Result;
import io.github.gxpml.metric.adhoc.Results;
import io.github.gxpml.metric.adhoc.SliceResults;
import io.github.gxpml.metric.adhoc.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gxp metrics}. */
@Command(
        name = "metrics",
        description = {
            "Measure how well predictions fit labels, without a spec.",
            "Prints every performance metric with its interval, and how sure predictions are. Needs --prediction or "
                    + "--score: what the other would give is undefined, and says so. With --members or --member-file "
                    + "it tells how the members of an ensemble differ. Judges nothing without --constraints: exit code 0 means that the "
                    + "numbers are printed.",
            "With --task multiclass also the metrics of each class; with --task regression those of numbers."
        })
final class MetricsCommand extends StatisticsCommand {
    @Mixin
    private SubjectOptions options;

    @Mixin
    private SurenessOptions sureness;

    @Option(
            names = "--statistics",
            paramLabel = "FILE",
            description = "Write the numbers to this file, as statistics.json of Model Monitor's model quality.")
    private Path statistics;

    @Option(
            names = "--suggest",
            paramLabel = "FILE",
            description = "Write constraints.json of model quality: no number may get worse than it is here.")
    private Path suggest;

    @Mixin
    private ConstraintOptions constraints;

    @Mixin
    private PointOptions points;

    @Option(
            names = "--facet",
            paramLabel = "FACET",
            description = "Measure a group of people and everyone else apart as well; written as for gxp bias; may be"
                    + " given several times.")
    private final List<String> facets = new ArrayList<>();

    @Option(
            names = "--curves",
            description = "Print the reliability curve and, with --format json, the points of the ROC and the"
                    + " precision-recall curve and the confusion matrix.")
    private boolean curves;

    @Override
    void check() throws UsageException {
        options.check(sureness.hasMembers());
        sureness.check();
        if (sureness.given() && !options.binary()) {
            throw new UsageException("--members, --member-file and --confidence are for --task binary");
        }
        constraints.check();
        points.check();
        boolean apart = curves || points.given() || !facets.isEmpty();
        if (apart && !options.binary()) {
            throw new UsageException("--facet, --curves and thresholds are for --task binary");
        }
        if ((curves || points.given()) && !options.scored()) {
            throw new UsageException("curves and thresholds are made of scores: give --score");
        }
    }

    @Override
    Output compute(AdHoc adHoc) throws DataException, FormatException, UsageException, IOException {
        Subject subject = options.subject(Optional.empty(), List.of());
        if (!options.binary()) {
            PerformanceResults results = adHoc.metrics(subject);
            Map<String, Results> sections = new LinkedHashMap<>(Map.of("", results.whole()));
            results.classes().forEach((name, ofClass) -> sections.put("class " + name, ofClass));
            return judged(subject, results.whole().metrics(), new Output(results, sections));
        }
        SliceResults results = adHoc.metrics(sureness.of(subject), new Asked(facets, points.points(), curves));
        SliceText text = new SliceText(results);
        return judged(
                subject,
                results.metrics(),
                new Output(curves ? results : results.withoutConfusion(), text.sections(), text.tables()));
    }

    private Output judged(Subject subject, Map<String, Result> metrics, Output output)
            throws FormatException, UsageException, IOException {
        if (statistics == null && suggest == null && constraints.file().isEmpty()) {
            return output;
        }
        ModelQuality quality = ModelQualityCheck.of(metrics, subject.label().type())
                .orElseThrow(
                        () -> new UsageException(
                                "model quality needs predicted classes or numbers: give --prediction, or --score with --threshold"));
        if (statistics != null) {
            ConstraintOptions.save(statistics, ModelQualityFile.write(quality));
        }
        if (suggest != null) {
            ConstraintOptions.save(suggest, ModelQualityFile.write(ModelQualityCheck.suggest(quality)));
        }
        if (constraints.file().isEmpty()) {
            return output;
        }
        ModelQuality.Limits limits = ModelQualityFile.limits(constraints.file().get());
        ModelQualityCheck.Outcome outcome = ModelQualityCheck.of(limits, quality);
        constraints.write(ModelQualityFile.write(outcome.violations()));
        return output.judged(Judgement.of(limits.limits().size(), outcome));
    }
}
