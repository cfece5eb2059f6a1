// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.data.DataException;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Options;
import io.github.gxpml.port.Trainer.Trained;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The numbers by which two trainings can be compared: those that the trainer reports, and those that the gates of
 * validation judge. Gates on columns, on open facets and on comparisons are left out.
 */
final class TrainingMetrics {
    private final Spec spec;
    private final Tables tables;

    TrainingMetrics(Spec spec, Tables tables) {
        this.spec = spec;
        this.tables = tables;
    }

    Map<String, Double> reported(Trained trained) {
        var reported = new TreeMap<String, Double>();
        trained.metrics().forEach((name, value) -> reported.put("reported/" + name, value));
        return reported;
    }

    Map<String, Double> judged(Trained trained) throws StageException {
        var values = new TreeMap<String, Double>();
        for (Map.Entry<String, List<Gate>> table : gates().entrySet()) {
            List<Gate> gates = table.getValue();
            var scored = tables.scored(table.getKey(), trained.predictions().get(table.getKey()));
            try {
                List<MetricValue> found = new Evaluation(
                                tables.engine(),
                                spec.data(),
                                Options.at(spec.validate().level()))
                        .of(scored, gates.stream().map(Gate::request).toList())
                        .values();
                for (int i = 0; i < gates.size(); i++) {
                    String name = name(gates.get(i));
                    found.get(i).value().ifPresent(value -> values.put(name, value));
                }
            } catch (DataException e) {
                throw new StageException(e.getMessage(), e);
            }
        }
        return values;
    }

    private Map<String, List<Gate>> gates() {
        Set<String> open = spec.data().facets().stream()
                .filter(FacetSpec::open)
                .map(FacetSpec::name)
                .collect(Collectors.toSet());
        return Gates.of(spec, "validate").stream()
                .filter(gate -> spec.data().tables().containsKey(gate.table()))
                .filter(gate -> gate.column().isEmpty() && gate.against().isEmpty() && !open.contains(gate.facet()))
                .filter(gate -> ofPredictions(gate.metric()))
                .collect(Collectors.groupingBy(Gate::table, LinkedHashMap::new, Collectors.toList()));
    }

    private static boolean ofPredictions(String id) {
        Optional<Scope> scope = Metrics.find(id).map(Metric::info).map(info -> info.scope());
        return scope.filter(known -> known == Scope.TABLE || known == Scope.FACET)
                .isPresent();
    }

    private static String name(Gate gate) {
        String subject = String.join(" ", gate.subject());
        return gate.table() + "/" + gate.metric() + (subject.isEmpty() ? "" : "/" + subject);
    }
}
