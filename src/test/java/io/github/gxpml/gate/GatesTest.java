// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.metric.Metrics;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.DataSpec.TableSpec;
import io.github.gxpml.spec.EvidenceSpec;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.GateSpec;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import io.github.gxpml.spec.ModelSpec;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.ReproducibilityClass;
import io.github.gxpml.spec.ReproducibilitySpec;
import io.github.gxpml.spec.ReproducibilitySpec.Retrain;
import io.github.gxpml.spec.ReproducibilitySpec.UnitTests;
import io.github.gxpml.spec.RiskClass;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecLoader;
import io.github.gxpml.spec.TrainSpec;
import io.github.gxpml.spec.ValidateSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static DataSpec data(List<FacetSpec> facets) {
        Map<String, TableSpec> tables = new LinkedHashMap<>();
        for (String name : List.of("train", "validation", "live")) {
            tables.put(name, new TableSpec(name + ".csv", Format.CSV, Optional.empty()));
        }
        return new DataSpec(
                "id",
                new DataSpec.LabelSpec("y", "1"),
                List.of("age", "kappa"),
                facets,
                Map.of(),
                tables,
                Optional.empty());
    }

    private static final List<FacetSpec> FACETS = List.of(
            new FacetSpec("sex", List.of("F"), Optional.empty()), new FacetSpec("age", List.of(), Optional.of(75.0)));

    private static GateSpec spec(String metric, Optional<String> table, Optional<String> facet, List<String> columns) {
        return new GateSpec(
                metric,
                table,
                facet,
                columns,
                Optional.of(0.0),
                Optional.empty(),
                Optional.of(On.INTERVAL),
                Criticality.UNSTABLE,
                Optional.of("URS-7"),
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                12);
    }

    private static List<String> ids(List<Gate> gates) {
        return gates.stream().map(Gate::id).toList();
    }

    @Test
    void shouldReplaceAGateOnAnOpenFacetByOneForEachGroup() {
        List<Gate> gates = Gates.expand(
                List.of(
                        spec("DI", Optional.of("validation"), Optional.of("sex=F"), List.of()),
                        spec("DI", Optional.of("validation"), Optional.of("sex=*"), List.of()),
                        spec("DI", Optional.of("validation"), Optional.of("id=*"), List.of())),
                "validate",
                data(FACETS),
                "validation");
        assertThat(ids(Gates.close(gates, Map.of("sex=*", List.of("sex=F", "sex=M"), "id=*", List.of()))))
                .containsExactly(
                        "validate/DI/validation/sex=F", "validate/DI/validation/sex=M", "validate/DI/validation/id=*");
        assertThat(Gates.close(gates, Map.of())).isEqualTo(gates);
    }

    @Test
    void shouldTakeTheStagesTableUnlessOneIsNamed() {
        List<Gate> gates = Gates.expand(
                List.of(
                        spec("roc_auc", Optional.empty(), Optional.empty(), List.of()),
                        spec("roc_auc", Optional.of("live"), Optional.empty(), List.of())),
                "validate",
                data(FACETS),
                "validation");
        assertThat(ids(gates)).containsExactly("validate/roc_auc/validation", "validate/roc_auc/live");
        assertThat(gates.get(0).min()).contains(0.0);
        assertThat(gates.get(0).criticality()).isEqualTo(Criticality.UNSTABLE);
        assertThat(gates.get(0).requirement()).isEqualTo("URS-7");
    }

    @Test
    void shouldExpandFacetsAndColumns() {
        List<Gate> gates = Gates.expand(
                List.of(
                        spec("DI", Optional.empty(), Optional.of("each"), List.of()),
                        spec("DI", Optional.empty(), Optional.of("sex=F"), List.of()),
                        spec("psi", Optional.empty(), Optional.empty(), List.of("features", "prediction", "age"))),
                "monitor",
                data(FACETS),
                "live");
        assertThat(ids(gates))
                .containsExactly(
                        "monitor/DI/live/sex=F",
                        "monitor/DI/live/age>75",
                        "monitor/DI/live/sex=F",
                        "monitor/psi/live/age",
                        "monitor/psi/live/kappa",
                        "monitor/psi/live/prediction");
    }

    @Test
    void shouldNeverExpandToNothing() {
        List<Gate> gates = Gates.expand(
                List.of(spec("DI", Optional.empty(), Optional.of("each"), List.of())),
                "validate",
                data(List.of()),
                "validation");
        assertThat(ids(gates)).containsExactly("validate/DI/validation/each");
    }

    private static Spec spec(ReproducibilitySpec reproducibility) {
        TrainSpec train = new TrainSpec(
                TrainSpec.With.EMBEDDED,
                "logistic-regression",
                "train",
                1,
                Map.of(),
                0.5,
                TrainSpec.Impute.NONE,
                List.of(),
                List.of(),
                Duration.ofMinutes(1),
                List.of());
        return new Spec(
                Path.of("/x/gxp.yaml"),
                "0".repeat(64),
                new ModelSpec("m", "", RiskClass.RESEARCH, ModelSpec.Algorithm.LOCKED),
                data(FACETS),
                train,
                reproducibility,
                new ValidateSpec(List.of(), 0.95),
                new RegisterSpec("local", List.of()),
                Optional.empty(),
                new EvidenceSpec("x", Optional.empty(), "", ""),
                Optional.empty());
    }

    @Test
    void shouldMakeTheGatesThatLintKnows() throws Exception {
        Path file = Path.of("src/test/resources/io/github/gxpml/spec/good/lineage.yaml");
        Spec everything = SpecLoader.load(file);

        assertThat(Gates.mandatory(everything).stream().map(Gate::metric).distinct())
                .as("requirements may name these")
                .containsExactlyElementsOf(everything.requirements().get(1).mandatory());
    }

    @Test
    void shouldMakeTheGatesThatNoSpecNeedsToWrite() {
        List<Gate> gates = Gates.mandatory(spec(new ReproducibilitySpec(Optional.empty(), Optional.empty())));
        assertThat(ids(gates))
                .containsExactly(
                        "train/schema_violations/train",
                        "train/duplicate_keys/train",
                        "train/schema_violations/validation",
                        "train/duplicate_keys/validation",
                        "train/schema_violations/live",
                        "train/duplicate_keys/live",
                        "train/shared_rows/validation",
                        "train/shared_rows/live");
        assertThat(gates).allSatisfy(gate -> {
            assertThat(gate.max()).contains(0.0);
            assertThat(gate.criticality()).isEqualTo(Criticality.FAILURE);
        });
    }

    @Test
    void shouldMakeTheGatesOfReproducibility() {
        var tests = new UnitTests(List.of("sh"), "*.xml", "reproducibility", 3, Duration.ofMinutes(1));
        var retrain = new Retrain(2, ReproducibilityClass.BIT_IDENTICAL);
        List<Gate> gates = Gates.mandatory(spec(new ReproducibilitySpec(Optional.of(retrain), Optional.of(tests))));
        assertThat(ids(gates.subList(8, gates.size())))
                .containsExactly(
                        "train/reproducibility_class",
                        "train/retrain_differences",
                        "train/artifact_differences",
                        "train/reproducibility_tests",
                        "train/failed_tests",
                        "train/test_outcome_differences");
        assertThat(gates.get(11).min()).contains(3.0);
        assertThat(gates.get(11).max()).isEmpty();
        assertThat(gates)
                .allSatisfy(gate -> assertThat(Metrics.find(gate.metric())).isPresent());
    }
}
