// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import io.github.gxpml.metric.Family;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.GateSpec;
import io.github.gxpml.spec.MonitorSpec;
import io.github.gxpml.spec.ReproducibilityClass;
import io.github.gxpml.spec.ReproducibilitySpec.UnitTests;
import io.github.gxpml.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns gates as written into gates as judged, and makes those that no spec needs to write. */
public final class Gates {
    /** Facet name that stands for all facets. */
    public static final String EACH = "each";

    /** Column name that stands for all features. */
    public static final String FEATURES = "features";

    /** What stands for a table in gates on an experiment; no table has this name. */
    public static final String EXPERIMENT = "experiment";

    /** Column name that stands for the label, whatever its column is called. */
    public static final String LABEL = "label";

    /** The stages that a spec sets gates for. */
    public static final List<String> STAGES = List.of("validate", "monitor");

    /** Metric of the gate that compares tables with their declared sources. */
    public static final String SOURCE_MISMATCHES = "source_mismatches";

    /** Metric of the gate that opens a stage only on a platform that passes. */
    public static final String PLATFORM_FINDINGS = "platform_findings";

    private static final String TRAIN = "train";
    private static final String VALIDATE = STAGES.get(0);

    /** Where a gate that names no table is judged before release; never the table that the model was trained on. */
    public static final String VALIDATION = "validation";

    private Gates() {}

    /**
     * Returns the gates that a spec sets for a stage, with nothing left to be expanded but open facets.
     *
     * @param spec the spec
     * @param stage one of {@link #STAGES}
     * @return at least one: where the spec sets none, the gate that is undecided for want of any
     */
    public static List<Gate> of(Spec spec, String stage) {
        List<GateSpec> written = stage.equals(VALIDATE)
                ? spec.validate().qualityGates()
                : spec.monitor().map(MonitorSpec::qualityGates).orElse(List.of());
        List<Gate> gates = expand(written, stage, spec.data(), table(spec, stage));
        return gates.isEmpty() ? List.of(wanted(stage)) : gates;
    }

    /** Returns the table of gates of a stage that name none. */
    static String table(Spec spec, String stage) {
        return stage.equals(VALIDATE)
                ? VALIDATION
                : spec.monitor().map(MonitorSpec::table).orElse("");
    }

    /**
     * Expands gates as written: {@code facet: each} into one gate for each facet, columns into one gate for each
     * column. Never drops a gate: where there is nothing to expand into, one gate is left whose metric will be
     * undefined.
     *
     * @param specs as written
     * @param stage stage that judges them
     * @param data tables, facets and features
     * @param defaultTable for gates that name no table
     * @return at least one gate for each spec, in their order
     */
    public static List<Gate> expand(List<GateSpec> specs, String stage, DataSpec data, String defaultTable) {
        List<Gate> gates = new ArrayList<>();
        for (GateSpec spec : specs) {
            Optional<Scope> scope =
                    Metrics.find(spec.metric()).map(metric -> metric.info().scope());
            String table = scope.map(known -> table(known, spec, defaultTable))
                    .orElseGet(() -> spec.table().orElse(defaultTable));
            List<String> columns = columns(spec, data);
            for (String facet : facets(spec, data)) {
                for (String column : columns) {
                    gates.add(gate(spec, stage, table, facet, column).within(family(spec, columns)));
                }
            }
        }
        return List.copyOf(gates);
    }

    private static String table(Scope scope, GateSpec spec, String defaultTable) {
        return switch (scope) {
            case RUN -> "";
            case EXPERIMENT -> EXPERIMENT;
            case TABLE, FACET, COLUMN -> spec.table().orElse(defaultTable);
        };
    }

    /**
     * Replaces gates on an open facet, such as {@code sex=*}, by one gate for each of the facets that it stands for in
     * a table. A gate on an open facet that stands for none is left, and its metric will be undefined. A gate that
     * would stand twice, because one of the facets is declared as well, stands once.
     *
     * @param gates gates on one table
     * @param groups the facets that each open facet stands for there, by its name
     * @return at least one gate for each
     */
    public static List<Gate> close(List<Gate> gates, Map<String, List<String>> groups) {
        Set<Gate> closed = new LinkedHashSet<>();
        for (Gate gate : gates) {
            List<String> facets = groups.getOrDefault(gate.facet(), List.of());
            if (facets.isEmpty()) {
                closed.add(gate);
            }
            facets.forEach(facet -> closed.add(gate.on(facet)));
        }
        return List.copyOf(closed);
    }

    private static Gate gate(GateSpec spec, String stage, String table, String facet, String column) {
        return new Gate(
                stage,
                spec.metric(),
                table,
                facet,
                column,
                spec.min(),
                spec.max(),
                on(spec),
                spec.criticality(),
                spec.requirement().orElse(""),
                spec.at(),
                spec.category(),
                spec.against());
    }

    private static Optional<Family> family(GateSpec spec, List<String> columns) {
        return spec.correction().map(method -> new Family(method, columns));
    }

    /** Where the spec leaves open what is judged, the metric says it; an unknown one has no number anyway. */
    private static GateSpec.On on(GateSpec spec) {
        return spec.on()
                .or(() -> Metrics.find(spec.metric()).map(Metric::judged))
                .orElse(GateSpec.On.INTERVAL);
    }

    private static List<String> facets(GateSpec spec, DataSpec data) {
        if (!spec.facet().equals(Optional.of(EACH))) {
            return List.of(spec.facet().orElse(""));
        }
        List<String> names = data.facets().stream().map(FacetSpec::name).toList();
        return names.isEmpty() ? List.of(EACH) : names;
    }

    private static List<String> columns(GateSpec spec, DataSpec data) {
        List<String> names = new ArrayList<>();
        for (String column : spec.columns()) {
            if (column.equals(LABEL)) {
                names.add(data.label().column());
                continue;
            }
            // a feature that is itself called "features" cannot be meant: the word is taken
            if (column.equals(FEATURES) && !data.features().isEmpty()) {
                names.addAll(data.features());
            } else {
                names.add(column);
            }
        }
        return names.isEmpty() ? List.of("") : names.stream().distinct().toList();
    }

    /**
     * Returns the gates that hold in every run: declared columns, unique keys, no row in two tables, data as its source
     * declares it, and what the reproducibility section asks for. All belong to stage {@code train};
     * {@code shared_rows} is measured on the table that the gate names, against the training table and every table
     * declared before it, so that each pair is compared once.
     *
     * @param spec the spec
     * @return in the order of the spec's tables
     */
    public static List<Gate> mandatory(Spec spec) {
        List<Gate> gates = new ArrayList<>();
        for (String table : spec.data().tables().keySet()) {
            gates.add(atMost("schema_violations", table, 0));
            gates.add(atMost("duplicate_keys", table, 0));
        }
        for (String table : spec.data().tables().keySet()) {
            if (!table.equals(spec.train().table())) {
                gates.add(atMost("shared_rows", table, 0));
            }
        }
        if (spec.data().tables().values().stream().anyMatch(Gates::checkedSource)) {
            gates.add(atMost(SOURCE_MISMATCHES, "", 0));
        }
        gates.addAll(reproducibility(spec));
        spec.reproducibility().unitTests().ifPresent(tests -> gates.addAll(unitTests(tests)));
        return List.copyOf(gates);
    }

    private static boolean checkedSource(DataSpec.TableSpec table) {
        return table.source()
                .filter(source -> source.kind().checked() || source.kind().ofAws())
                .isPresent();
    }

    private static List<Gate> reproducibility(Spec spec) {
        List<Gate> gates = new ArrayList<>();
        spec.reproducibility().retrain().ifPresent(retrain -> gates.addAll(retraining(retrain.require())));
        if (!spec.train().libraries().isEmpty()) {
            gates.add(atMost("undeclared_seeds", "", 0));
        }
        boolean declared = !spec.reproducibility().environment().isEmpty()
                || !spec.reproducibility().seeds().isEmpty();
        if (declared) {
            gates.add(atMost("environment_mismatches", "", 0));
        }
        return gates;
    }

    private static List<Gate> retraining(ReproducibilityClass require) {
        List<Gate> gates = new ArrayList<>();
        gates.add(reproducibility(TRAIN, require));
        if (require.compareTo(ReproducibilityClass.IDENTICAL_PREDICTIONS) >= 0) {
            gates.add(atMost("retrain_differences", "", 0));
        }
        if (require == ReproducibilityClass.BIT_IDENTICAL) {
            gates.add(atMost("artifact_differences", "", 0));
        }
        return gates;
    }

    /**
     * Returns the gate on the class of reproducibility.
     *
     * @param stage stage that judges it
     * @param require the class that must be reached
     * @return a gate on {@code reproducibility_class}
     */
    public static Gate reproducibility(String stage, ReproducibilityClass require) {
        return limited(stage, "reproducibility_class", "", Optional.of((double) require.ordinal()), Optional.empty());
    }

    private static List<Gate> unitTests(UnitTests tests) {
        return List.of(
                limited(TRAIN, "reproducibility_tests", "", Optional.of((double) tests.minimum()), Optional.empty()),
                atMost("failed_tests", "", 0),
                atMost("test_outcome_differences", "", 0));
    }

    /**
     * Returns the gate that a stage begins with where the spec asks for a platform that passes.
     *
     * @param spec the spec
     * @param stage any stage
     * @return empty if the spec does not ask for it
     */
    public static Optional<Gate> platform(Spec spec, String stage) {
        return spec.platform().require().contains(stage)
                ? Optional.of(limited(stage, PLATFORM_FINDINGS, "", Optional.empty(), Optional.of(0.0)))
                : Optional.empty();
    }

    /**
     * Returns the gate that a stage judges if the spec sets none for it: nothing to judge is UNDECIDED, not a pass.
     *
     * @param stage the stage
     * @return a gate whose metric nobody can measure
     */
    public static Gate wanted(String stage) {
        return new Gate(
                stage,
                "quality_gates",
                "",
                "",
                "",
                Optional.of(1.0),
                Optional.empty(),
                GateSpec.On.VALUE,
                GateSpec.Criticality.FAILURE,
                "",
                Optional.empty(),
                "",
                "");
    }

    private static Gate atMost(String metric, String table, double max) {
        return limited(TRAIN, metric, table, Optional.empty(), Optional.of(max));
    }

    private static Gate limited(String stage, String metric, String table, Optional<Double> min, Optional<Double> max) {
        return new Gate(
                stage,
                metric,
                table,
                "",
                "",
                min,
                max,
                GateSpec.On.VALUE,
                GateSpec.Criticality.FAILURE,
                "",
                Optional.empty(),
                "",
                "");
    }
}
