// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Options.Compat;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collapsed labels against Clarify's own report; the script and its results are in the test resources. */
class LabelsClarifyTest {
    @TempDir
    Path folder;

    @Test
    void shouldAgreeOnSeveralPositiveClasses() throws Exception {
        compare("several", "classes", classes(Type.MULTICLASS, "III", "IV, rare"));
    }

    @Test
    void shouldAgreeOnOnePositiveClass() throws Exception {
        compare("one", "classes", classes(Type.MULTICLASS, "II"));
    }

    @Test
    void shouldAgreeOnALimit() throws Exception {
        compare(
                "limit",
                "numbers-plain",
                new LabelSpec("y", Type.REGRESSION, List.of(), Optional.of(4.0), List.of(), Optional.empty()));
    }

    private static LabelSpec classes(Type type, String... positive) {
        return new LabelSpec("stage", type, List.of(positive), Optional.empty(), List.of(), Optional.empty());
    }

    private void compare(String name, String file, LabelSpec label) throws Exception {
        try (LabelBench bench = LabelBench.create(folder, label)) {
            JsonNode facets = Json.read(
                            Files.readAllBytes(bench.bench().resource("reference-labels-clarify.json")), JsonNode.class)
                    .get(name);
            Table table = bench.bench().engine().table("data", bench.bench().resource(file + ".csv"), Format.CSV);
            ScoredTable scored = bench.bench()
                    .engine()
                    .scored(table, bench.bench().resource(file + "-predictions.csv"), bench.data());
            Evaluation evaluation = new Evaluation(
                    bench.bench().engine(), bench.data(), Options.at(0.95).with(Compat.CLARIFY));
            for (String facet : List.of("sex=F", "age>75")) {
                List<String> ids = new ArrayList<>();
                facets.get(facet).fieldNames().forEachRemaining(ids::add);
                assertThat(ids).hasSizeGreaterThan(15);
                for (String id : ids) {
                    MetricValue value = evaluation
                            .of(scored, List.of(Request.ofFacet(id, facet)))
                            .values()
                            .get(0);
                    assertThat(value.value())
                            .as("%s of %s: %s", id, facet, value)
                            .isPresent();
                    assertThat(value.value().get())
                            .as("%s of %s: %s", id, facet, value)
                            .isCloseTo(facets.get(facet).get(id).asDouble(), within(1e-12));
                }
            }
        }
    }
}
