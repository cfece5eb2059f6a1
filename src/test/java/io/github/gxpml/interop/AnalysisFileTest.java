// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.data.Engine;
import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.interop.Analysis.Measure;
import io.github.gxpml.interop.AnalysisViolation.BiasDrift;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.Subject;
import io.github.gxpml.metric.drift.AttributionDrift;
import io.github.gxpml.metric.drift.Attributions;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadEveryField() throws Exception {
        Analysis analysis = Documents.analysis();

        var post = analysis.postTraining().get();
        assertThat(post.label()).isEqualTo("target");
        assertThat(post.positive()).isEqualTo("1");
        assertThat(post.facets()).containsOnlyKeys("sex", "age");
        assertThat(post.facets().get("sex").get(0).value()).isEqualTo("F");
        assertThat(post.facets().get("sex").get(0).measures())
                .extracting(Measure::value)
                .containsExactly(
                        Optional.empty(), Optional.of(0.5), Optional.of(0.2), Optional.of(Double.NEGATIVE_INFINITY));
        assertThat(post.facets().get("sex").get(0).measures().get(0).error())
                .isEqualTo("Group variable is empty or not provided");
        assertThat(analysis.explanations().get("label0").values())
                .containsExactly(Map.entry("sat", 0.7), Map.entry("gpa", 0.5), Map.entry("class rank", 0.05));
        assertThat(analysis.explanations().get("label0").expected()).contains(0.508);
    }

    @Test
    void shouldWriteWhatItReads() throws Exception {
        assertThat(AnalysisFile.write(Documents.analysis()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(Documents.text("analysis.json"));
    }

    @Test
    void shouldTakeABareNaNForNoNumber() throws Exception {
        // Clarify's report turns only infinities into text; Python writes NaN as it is
        Analysis analysis = read(bias("{\"name\": \"FT\", \"value\": NaN}"));

        Measure measure =
                analysis.preTraining().get().facets().get("x").get(0).measures().get(0);
        assertThat(measure.value()).isEmpty();
        assertThat(measure.error()).isEqualTo("NaN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|has neither bias metrics nor explanations by kernel_shap",
                "{'version': '2.0', 'pre_training_bias_metrics': {}}|version is \"2.0\", it must be 1.0",
                "{'pre_training_bias_metrics': {}}|facets is missing, it must be an object",
                "{'pre_training_bias_metrics': {'facets': {}}}|label is missing, it must be a text",
                "{'explanations': {'kernel_shap': {'a': {'global_shap_values': {'x': 'Infinity'}}}}}|finite number",
                "{'explanations': {'kernel_shap': []}}|must be an object",
            })
    void shouldRefuseInOneSentence(String document, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(document.replace('\'', '"')))
                .withMessageContaining("`a.json`")
                .withMessageContaining(reason);
    }

    @Test
    void shouldFindABiasThatIsFartherFromFair() throws Exception {
        // the documentation: with a baseline of 0.2, 0.1 is none, -0.3 is a violation of DPPL
        assertThat(drift("DPPL", "0.2", "0.1")).isEmpty();
        assertThat(drift("DPPL", "0.2", "-0.3"))
                .containsExactly(new BiasDrift(
                        "x",
                        "1",
                        "DPPL",
                        "Value -0.3 does not meet the constraint requirement. It is 0.2 in the baseline."));
        // a ratio is fair at 1: 0.9 is nearer than 0.5, and 2 as far
        assertThat(drift("DI", "0.5", "0.9")).isEmpty();
        assertThat(drift("DI", "0.5", "2.0")).isEmpty();
        assertThat(drift("DI", "0.5", "2.1")).hasSize(1);
        assertThat(drift("DI", "0.5", "0")).hasSize(1);
        assertThat(drift("TE", "2.9", "\"Infinity\""))
                .extracting(AnalysisViolation::description)
                .containsExactly("Value Infinity does not meet the constraint requirement. It is 2.9 in the baseline.");
    }

    @Test
    void shouldNotTakeAMissingNumberForFair() throws Exception {
        Analysis baseline = read(bias("{\"name\": \"RD\", \"value\": 0.1}"));

        assertThat(AnalysisCheck.of(baseline, read(bias("{\"name\": \"RD\", \"value\": null, \"error\": \"none\"}")))
                        .undecided())
                .containsExactly("RD of x 1 has no number to compare: none");
        assertThat(AnalysisCheck.of(baseline, read(bias(""))).undecided())
                .containsExactly("RD of x 1 has no number to compare");
        assertThat(AnalysisCheck.of(baseline, new Analysis(Optional.empty(), Optional.empty(), Map.of()))
                        .undecided())
                .hasSize(1);
        // a negative ratio is none
        assertThat(drift("DI", "0.5", "-1")).hasSize(1);
    }

    @Test
    void shouldFindAttributionsInAnotherOrder() throws Exception {
        // the documentation's example of college admissions: nDCG 0.69
        Map<String, Double> then = Map.of("SAT score", 0.7, "GPA", 0.5, "Class rank", 0.05);
        Map<String, Double> now = Map.of("SAT score", 0.1, "GPA", 0.2, "Class rank", 0.7);

        double score = AttributionDrift.compare(new Attributions(then, 0), new Attributions(now, 0))
                .value()
                .orElseThrow();
        assertThat(score).isCloseTo(0.69, Offset.offset(0.005));
        assertThat(AnalysisCheck.of(explained(then), explained(now)).violations())
                .containsExactly(new AnalysisViolation.AttributionDrift(
                        "label0", "Feature attribution drift " + score + " exceeds threshold 0.9"));
        assertThat(AnalysisCheck.of(explained(then), explained(then)).violations())
                .isEmpty();
        assertThat(AnalysisCheck.of(explained(then), explained(Map.of("GPA", 1.0)))
                        .undecided())
                .hasSize(1);
        assertThat(AnalysisCheck.of(explained(Map.of("a", 0.0)), explained(Map.of("a", 1.0)))
                        .undecided())
                .hasSize(1);
    }

    @Test
    void shouldWriteViolationsAsTheMonitorsDo() {
        byte[] document = AnalysisCheck.write(List.of(
                new BiasDrift("Age", "40", "CI", "worse"),
                new AnalysisViolation.AttributionDrift("label0", "other order")));

        assertThat(document).asString(StandardCharsets.UTF_8).isEqualTo("""
                {
                  "version" : "1.0",
                  "violations" : [ {
                    "facet" : "Age",
                    "facet_value" : "40",
                    "metric_name" : "CI",
                    "constraint_check_type" : "bias_drift_check",
                    "description" : "worse"
                  }, {
                    "label" : "label0",
                    "metric_name" : "shap",
                    "constraint_check_type" : "feature_attribution_drift_check",
                    "description" : "other order"
                  } ]
                }
                """);
    }

    @Test
    void shouldPutBiasResultsIntoAnAnalysis() throws Exception {
        Path table = Files.writeString(
                folder.resolve("t.csv"),
                "sex,age,y,p\nF,30,1,1\nF,50,0,0\nF,60,1,0\nM,70,0,0\nM,20,1,1\nM,40,1,1\nM,80,0,1\n");
        try (Engine engine = Engine.embedded(folder.resolve("scratch"))) {
            var results = new AdHoc(engine, Options.at(0.95).with(Options.Compat.CLARIFY))
                    .bias(
                            new Subject(
                                    table.toString(),
                                    new LabelSpec("y", "1"),
                                    new PredictionColumns(Optional.of("p"), Optional.empty(), Optional.empty()),
                                    Optional.empty(),
                                    List.of()),
                            List.of("sex=F", "sex=M", "age>45", "sex=F & age<=40"));

            byte[] document = AnalysisFile.write(BiasAnalysis.of(results, new LabelSpec("y", "1")));

            Analysis analysis = AnalysisFile.read("analysis.json", document);
            assertThat(analysis.preTraining().get().facets()).containsOnlyKeys("sex", "age", "sex & age");
            assertThat(analysis.preTraining().get().facets().get("sex & age"))
                    .extracting(Analysis.Group::value)
                    .containsExactly("F & (-inf, 40.0]");
            assertThat(analysis.preTraining().get().facets().get("sex"))
                    .extracting(Analysis.Group::value)
                    .containsExactly("F", "M");
            assertThat(analysis.preTraining().get().facets().get("age"))
                    .extracting(Analysis.Group::value)
                    .containsExactly("(45.0, inf]");
            assertThat(analysis.preTraining().get().facets().get("sex").get(0).measures())
                    .extracting(Measure::name)
                    .containsExactly("CDDL", "CI", "DPL", "JS", "KL", "KS", "LP", "TVD");
            assertThat(analysis.postTraining().get().facets().get("sex").get(0).measures())
                    .extracting(Measure::name)
                    .containsExactly(
                            "AD", "CDDPL", "DAR", "DCA", "DCR", "DI", "DPPL", "DRR", "FT", "GE", "RD", "SD", "TE");
            // F: 3 rows, M: 4 rows, so CI = 1/7; predicted positive 1/3 and 3/4, so DI = 4/9
            assertThat(value(analysis.preTraining(), "CI")).isEqualTo(1.0 / 7);
            assertThat(value(analysis.postTraining(), "DI")).isCloseTo(4.0 / 9, Offset.offset(1e-15));
            // F has a false negative and no false positive: 1/0 less 0/1
            assertThat(value(analysis.postTraining(), "TE")).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    private static double value(Optional<Analysis.Bias> bias, String metric) {
        return bias.get().facets().get("sex").get(0).measures().stream()
                .filter(measure -> measure.name().equals(metric))
                .findFirst()
                .flatMap(Measure::value)
                .get();
    }

    private static List<AnalysisViolation> drift(String metric, String then, String now) throws FormatException {
        String measure = "{\"name\": \"" + metric + "\", \"value\": ";
        return AnalysisCheck.of(read(bias(measure + then + "}")), read(bias(measure + now + "}")))
                .violations();
    }

    private static Analysis explained(Map<String, Double> values) {
        return new Analysis(
                Optional.empty(),
                Optional.empty(),
                Map.of("label0", new Analysis.Explanation(values, Optional.empty())));
    }

    private static String bias(String metrics) {
        return "{\"version\": \"1.0\", \"pre_training_bias_metrics\": {\"label\": \"y\", \"facets\": {\"x\":"
                + " [{\"value_or_threshold\": 1, \"metrics\": [" + metrics + "]}]}}}";
    }

    private static Analysis read(String document) throws FormatException {
        return AnalysisFile.read("a.json", document.getBytes(StandardCharsets.UTF_8));
    }
}
