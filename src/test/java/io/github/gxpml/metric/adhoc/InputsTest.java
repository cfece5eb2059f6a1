// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.Engine;
import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.SelfScored;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.comparison.McNemar;
import io.github.gxpml.metric.performance.Ranking;
import io.github.gxpml.metric.performance.Rates;
import io.github.gxpml.metric.regression.Coverage;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.FacetSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    private static final FacetSpec FACET = new FacetSpec("g", List.of("a"), Optional.empty());

    @TempDir
    Path folder;

    /** A metric that is said to do without something must have the same number whatever stands in its place. */
    @Test
    void shouldNotDependOnWhatIsSaidToBeUnused() throws Exception {
        Path file = Files.writeString(
                folder.resolve("t.csv"),
                "y,g,p,q,s,t\n"
                        + "1,a,1,0,0.9,0.1\n1,a,0,1,0.4,0.7\n0,a,1,0,0.6,0.2\n0,a,0,0,0.1,0.3\n0,a,0,1,0.2,0.9\n"
                        + "1,b,1,1,0.8,0.3\n1,b,1,0,0.7,0.6\n1,b,0,0,0.3,0.5\n0,b,0,1,0.2,0.8\n0,b,1,1,0.5,0.4\n");
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            Table table = engine.table("t", file, Format.CSV);
            SelfScored noClasses = createScored(engine, table, Optional.empty(), Optional.of("s"));
            SelfScored noScores = createScored(engine, table, Optional.of("p"), Optional.empty());
            SelfScored both = createScored(engine, table, Optional.of("p"), Optional.of("s"));
            SelfScored otherClasses = createScored(engine, table, Optional.of("q"), Optional.of("s"));
            SelfScored otherScores = createScored(engine, table, Optional.of("p"), Optional.of("t"));
            int free = 0;
            for (String id : Metrics.ids()) {
                if (Inputs.missing(Metrics.find(id).orElseThrow(), noClasses).isEmpty()) {
                    free++;
                    assertThat(value(engine, id, both))
                            .as("%s with other classes", id)
                            .isEqualTo(value(engine, id, otherClasses));
                }
                if (Inputs.missing(Metrics.find(id).orElseThrow(), noScores).isEmpty()) {
                    free++;
                    assertThat(value(engine, id, both))
                            .as("%s with other scores", id)
                            .isEqualTo(value(engine, id, otherScores));
                }
            }
            assertThat(free).isGreaterThan(30);
        }
    }

    @Test
    void shouldSayWhatIsMissing() {
        ScoredTable none = new ScoredTable(new Table("t", folder, Format.CSV, List.of(), 1, "t"), true, List.of(), "s");
        var bare = new SelfScored(none, Optional.of("a"), Optional.of("b"));
        assertThat(Inputs.missing(Rates.PREVALENCE, bare)).isEmpty();
        assertThat(Inputs.missing(Rates.RECALL, bare)).contains("a");
        assertThat(Inputs.missing(Ranking.ROC_AUC, bare)).contains("b");
        assertThat(Inputs.missing(Coverage.COVERAGE, bare)).contains("a");
        assertThat(Inputs.missing(McNemar.P, new SelfScored(none, Optional.empty(), Optional.empty())))
                .contains("it is computed of more than labels and predictions");
    }

    private static SelfScored createScored(
            Engine engine, Table table, Optional<String> prediction, Optional<String> score) throws Exception {
        return engine.scored(table, new PredictionColumns(prediction, score, Optional.empty()), createSpec());
    }

    private static MetricValue value(Engine engine, String id, SelfScored scored) throws Exception {
        boolean facet = Metrics.find(id).orElseThrow().info().scope() == Scope.FACET;
        return new Evaluation(engine, createSpec(), Options.at(0.95))
                .of(scored.table(), List.of(facet ? Request.ofFacet(id, FACET.name()) : Request.of(id)))
                .values()
                .get(0);
    }

    private static DataSpec createSpec() {
        return new Subject(
                        "",
                        new DataSpec.LabelSpec("y", "1"),
                        new PredictionColumns(Optional.empty(), Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        List.of())
                .spec(List.of(FACET));
    }
}
