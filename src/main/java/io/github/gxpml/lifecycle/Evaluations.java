// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.OpenFacets;
import io.github.gxpml.data.Overlap;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.evidence.StatesFile;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.ExperimentSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Computes the metrics that gates ask for, one scan a table, judges them, and keeps the states as evidence. */
final class Evaluations {
    private final Run run;
    private final Tables tables;
    private final Options options;
    private final Map<Gate, MetricValue> values = new HashMap<>();
    private final Map<Gate, List<Gate>> closed = new HashMap<>();

    Evaluations(Run run, Tables tables, Options options) {
        this.run = run;
        this.tables = tables;
        this.options = options;
    }

    /** Takes a number that was measured elsewhere. */
    void take(Gate gate, MetricValue value) {
        closed.getOrDefault(gate, List.of(gate)).forEach(one -> values.put(one, value));
    }

    /** Joins a table with predictions, for facets that may be found only now. */
    @FunctionalInterface
    interface Scoring {
        ScoredTable of(DataSpec data) throws StageException;
    }

    /**
     * Measures gates of a table with its predictions, and keeps the states. Gates on open facets are judged for each
     * group of this table and of the one that the model was trained on.
     */
    void measure(String table, List<Gate> gates, Scoring scoring) throws StageException, IOException {
        DataSpec declared = run.spec().data();
        var groups = OpenFacets.of(declared, List.of(tables.groups(table), options.groups()));
        DataSpec data = groups.close(declared);
        for (Gate gate : gates) {
            closed.put(gate, Gates.close(List.of(gate), groups.names()));
        }
        List<Gate> all = Gates.close(gates, groups.names());
        ScoredTable scored = scoring.of(data);
        keep(all, result(data, evaluation -> evaluation.of(scored, requests(all))));
    }

    /** Measures gates of a table without predictions. */
    void measure(Table table, List<Gate> gates) throws StageException, IOException {
        keep(gates, result(run.spec().data(), evaluation -> evaluation.of(table, requests(gates))));
    }

    /** Measures gates of a table without predictions in a way of their own; returns what they were computed from. */
    EvaluationDocument measure(Table table, List<Gate> gates, Options own) throws StageException, IOException {
        Evaluation.Result result = result(run.spec().data(), own, evaluation -> evaluation.of(table, requests(gates)));
        keep(gates, result);
        return result.document();
    }

    /** Measures gates that compare a table with others; returns what the table shares with each of them. */
    List<Overlap> measureAgainst(List<Table> others, Table table, List<Gate> gates) throws StageException, IOException {
        Evaluation.Result result = result(
                run.spec().data(), evaluation -> evaluation.against(others).of(table, requests(gates)));
        keep(gates, result);
        return result.document().states().overlaps();
    }

    /** Measures gates of an experiment. */
    void measure(ExperimentSpec plan, Table table, List<Gate> gates) throws StageException, IOException {
        keep(gates, result(run.spec().data(), evaluation -> evaluation.of(plan).of(table, requests(gates))));
    }

    /** Judges the gates that the spec sets for a stage; if it sets none, that is undecided. */
    List<GateResult> judgeAll(String stage, List<Gate> gates) {
        take(Gates.wanted(stage), MetricValue.undefined("the spec sets no gate for this stage", 0));
        return judge(gates);
    }

    /** Judges gates in their order; a gate that nobody measured is undecided. */
    List<GateResult> judge(List<Gate> gates) {
        return gates.stream()
                .flatMap(gate -> closed.getOrDefault(gate, List.of(gate)).stream())
                .distinct()
                .map(gate ->
                        Judge.judge(gate, values.getOrDefault(gate, MetricValue.undefined("it was not measured", 0))))
                .toList();
    }

    /** What one scan is asked for. */
    @FunctionalInterface
    private interface Scan {
        Evaluation.Result of(Evaluation evaluation) throws DataException;
    }

    private Evaluation.Result result(DataSpec data, Scan scan) throws StageException {
        return result(data, options, scan);
    }

    private Evaluation.Result result(DataSpec data, Options how, Scan scan) throws StageException {
        try {
            return scan.of(new Evaluation(tables.engine(), data, how));
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    private void keep(List<Gate> gates, Evaluation.Result result) throws IOException {
        for (int i = 0; i < gates.size(); i++) {
            values.put(gates.get(i), result.values().get(i));
        }
        for (String file : new TreeSet<>(gates.stream().map(StatesFile::of).toList())) {
            run.put(file, result.document());
        }
    }

    private static List<Request> requests(List<Gate> gates) {
        return gates.stream().map(Gate::request).toList();
    }
}
