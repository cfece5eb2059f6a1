// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.ReproducibilityDocument.Distribution;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the predictions of the first training are distributed, kept with the evidence, and how those of another training
 * compare with that.
 */
final class ScoreDistributions {
    private static final String PSI = "psi";

    private final Run run;
    private final Tables tables;

    ScoreDistributions(Run run, Tables tables) {
        this.run = run;
        this.tables = tables;
    }

    /** Returns the file that keeps the distribution of a table's predictions. */
    static String file(String table) {
        return "reproducibility/scores-" + table + ".json";
    }

    void keep(Map<String, Path> predictions) throws StageException, IOException {
        for (Map.Entry<String, Path> table : predictions.entrySet()) {
            ScoredTable scored = tables.scored(table.getKey(), table.getValue());
            try {
                run.put(file(table.getKey()), Baseline.of(tables.engine(), scored, List.of(), model(), ""));
            } catch (DataException e) {
                throw new StageException(e.getMessage(), e);
            }
        }
    }

    /** Compares the tables that are named; one whose distribution was not kept has no number. */
    List<Distribution> compare(int training, List<String> names, Map<String, Path> predictions)
            throws StageException, IOException {
        var found = new ArrayList<Distribution>();
        for (String table : names) {
            found.add(
                    run.bag().has(file(table)) && predictions.containsKey(table)
                            ? compare(training, table, predictions.get(table))
                            : new Distribution(table, test(), Optional.empty(), Optional.empty(), ""));
        }
        return found;
    }

    private Distribution compare(int training, String table, Path predictions) throws StageException, IOException {
        Baseline baseline = Json.read(run.bag().read(file(table)), Baseline.class);
        var options = new Options(run.spec().validate().level(), 0, Optional.of(baseline));
        ScoredTable scored = tables.scored(table, predictions);
        try {
            Evaluation.Result result = new Evaluation(
                            tables.engine(), run.spec().data(), options)
                    .of(scored, List.of(ask(test()), ask(PSI)));
            String states = "metrics/reproducibility-" + training + "-" + table + ".json";
            run.put(states, result.document());
            return new Distribution(
                    table,
                    test(),
                    result.values().get(0).value(),
                    result.values().get(1).value(),
                    states);
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    private static Request ask(String metric) {
        return Request.ofColumn(Metrics.find(metric).orElseThrow().info().id(), ScoredTable.PREDICTION);
    }

    private String test() {
        return run.spec().data().label().type() == LabelSpec.Type.MULTICLASS ? "chi2_p" : "ks_p";
    }

    private String model() {
        return run.spec().model().name();
    }
}
