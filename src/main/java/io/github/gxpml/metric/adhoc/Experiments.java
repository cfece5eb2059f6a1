// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.ExperimentSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the arms of an experiment that no spec describes. */
final class Experiments {
    /** Of columns that mean nothing. */
    private static final DataSpec NOTHING = new DataSpec(
            "", new DataSpec.LabelSpec("", ""), List.of(), List.of(), Map.of(), Map.of(), Optional.empty());

    private final Engine engine;
    private final Options options;

    Experiments(Engine engine, Options options) {
        this.engine = engine;
        this.options = options;
    }

    Results compare(String data, ExperimentSpec plan) throws DataException {
        List<Request> requests = Metrics.all().stream()
                .filter(metric -> metric.info().scope() == Scope.EXPERIMENT)
                .map(metric -> Request.of(metric.info().id()))
                .toList();
        Table table = engine.table("data", data);
        table.require(plan.arm());
        table.require(plan.outcome());
        Map<Request, MetricValue> values = AdHoc.byRequest(
                requests,
                new Evaluation(engine, NOTHING, options)
                        .of(plan)
                        .of(table, requests)
                        .values());
        return AdHoc.results(requests.stream().map(Request::metric).toList(), Request::of, values);
    }
}
