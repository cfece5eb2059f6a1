// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** {@code gxp metrics} of slices, at thresholds, and with curves. */
class MetricsCommandTest extends StatisticsCase {
    private static final String[] COLUMNS = {"--prediction", "predicted", "--score", "score"};

    private static String[] with(String... more) {
        String[] call = Arrays.copyOf(COLUMNS, COLUMNS.length + more.length);
        System.arraycopy(more, 0, call, COLUMNS.length, more.length);
        return call;
    }

    private Path small() throws Exception {
        return write(
                "small.csv",
                "dead5y,score,predicted,sex\n1,0.9,1,F\n0,0.8,1,F\n1,0.7,1,M\n1,0.6,1,F\n0,0.5,0,M\n0,0.4,0,F\n"
                        + "1,0.3,0,M\n0,0.2,0,\n");
    }

    @Test
    void shouldPrintNothingMoreThanMetricsUnlessAsked() throws Exception {
        assertThat(names(json(call("metrics", small(), COLUMNS)))).containsExactly("metrics");
        JsonNode metrics = json(call("metrics", small(), COLUMNS)).get("metrics");
        assertThat(names(metrics))
                .contains("ece_equal_mass", "mce", "prevalence")
                .doesNotContain("specificity_at_sensitivity");
    }

    @Test
    void shouldMeasureBothSidesOfEachFacet() throws Exception {
        JsonNode document = json(call("metrics", small(), with("--facet", "sex=F", "--facet", "sex=M", "--curves")));
        assertThat(names(document.get("facets"))).containsExactly("sex=F", "sex=M");
        JsonNode women = document.at("/facets/sex=F");
        assertThat(names(women)).containsExactly("confusion", "curves", "metrics", "rest");
        assertThat(women.at("/metrics/accuracy/value").asDouble()).isEqualTo(0.75);
        assertThat(women.at("/rest/metrics/accuracy/n").asLong()).isEqualTo(3);
        assertThat(women.at("/rest/metrics").toString().replace("not sex=F", "sex=M"))
                .isEqualTo(document.at("/facets/sex=M/metrics").toString());
        assertThat(women.at("/confusion").toString()).isEqualTo("{\"fn\":0,\"fp\":1,\"tn\":1,\"tp\":2}");
        assertThat(women.at("/rest/confusion").toString()).isEqualTo("{\"fn\":1,\"fp\":0,\"tn\":1,\"tp\":1}");
        assertThat(women.at("/curves/roc")).hasSize(5);
        assertThat(document.at("/metrics/accuracy/n").asLong()).isEqualTo(8);
    }

    @Test
    void shouldNameTheWorstSliceOfEachMetricThatGatesAreOn() throws Exception {
        JsonNode document = json(call("metrics", small(), with("--facet", "sex=F", "--facet", "sex=M")));

        JsonNode worst = document.get("worst_slice");
        assertThat(names(worst))
                .containsExactlyInAnyOrder(
                        "worst_slice_roc_auc",
                        "worst_slice_accuracy",
                        "worst_slice_recall",
                        "worst_slice_specificity",
                        "worst_slice_precision");
        // of two men with label 1 one is found, of two women both
        assertThat(worst.at("/worst_slice_recall/value").asDouble()).isEqualTo(0.5);
        assertThat(worst.at("/worst_slice_recall/detail").asText()).contains("without sex=F, the worst of 4 slices");
        assertThat(worst.at("/worst_slice_specificity/detail").asText()).contains("with sex=F, ");
        assertThat(names(json(call("metrics", small(), COLUMNS)))).doesNotContain("worst_slice");
    }

    @Test
    void shouldMeasureEveryValueOfAColumnAgainstTheRest() throws Exception {
        JsonNode all = json(call("metrics", small(), with("--facet", "sex=*"))).get("facets");
        JsonNode named = json(call("metrics", small(), with("--facet", "sex=F", "--facet", "sex=M")))
                .get("facets");
        assertThat(names(all)).containsExactly("sex=F", "sex=M");
        assertThat(all).isEqualTo(named);
    }

    @Test
    void shouldPrintCurvesWithTheirThresholds() throws Exception {
        JsonNode curves = json(call("metrics", small(), with("--curves"))).get("curves");
        assertThat(curves.at("/roc/0").toString()).isEqualTo("[0.0,0.0,null]");
        assertThat(curves.at("/roc/2").toString()).isEqualTo("[0.25,0.25,0.8]");
        assertThat(curves.at("/roc/8").toString()).isEqualTo("[1.0,1.0,0.2]");
        assertThat(curves.at("/pr/0").toString()).isEqualTo("[0.25,1.0,0.9]");
        JsonNode bin = curves.at("/reliability/equal_width/0");
        assertThat(names(bin)).containsExactly("interval", "lower", "mean_score", "n", "rate", "upper");
        assertThat(bin.get("lower").asDouble()).isEqualTo(0.2);
        assertThat(curves.at("/reliability/equal_mass")).hasSize(8);
    }

    @Test
    void shouldMeasureAtThresholdsThatMeetWhatIsRequired() throws Exception {
        JsonNode points = json(call(
                        "metrics",
                        small(),
                        with(
                                "--at-sensitivity",
                                "0.75",
                                "--at-specificity",
                                "0.75",
                                "--at-recall",
                                "1",
                                "--at-precision",
                                "1",
                                "--at-sensitivity",
                                "1")))
                .get("operating_points");
        assertThat(points).hasSize(5);
        assertThat(points.get(0).get("metric").asText()).isEqualTo("specificity_at_sensitivity");
        assertThat(points.get(0).get("at").asDouble()).isEqualTo(0.75);
        assertThat(points.get(0).get("threshold").asDouble()).isEqualTo(0.6);
        assertThat(points.get(0).get("confusion").toString()).isEqualTo("{\"fn\":1,\"fp\":1,\"tn\":3,\"tp\":3}");
        assertThat(points.get(0).at("/result/value").asDouble()).isEqualTo(0.75);
        assertThat(points.get(1).at("/threshold").asDouble()).isEqualTo(0.3);
        assertThat(points.get(3).get("metric").asText()).isEqualTo("precision_at_recall");
        assertThat(points.get(3).at("/result/value").asDouble()).isCloseTo(4 / 7.0, within(1e-12));
    }

    @Test
    void shouldSayWhatAThresholdCannotMeet() throws Exception {
        Path file = write("worst.csv", "dead5y,score\n0,0.9\n1,0.5\n");
        JsonNode point = json(call("metrics", file, "--score", "score", "--at-precision", "0.9"))
                .at("/operating_points/0");
        assertThat(point.get("threshold").isNull()).isTrue();
        assertThat(point.get("confusion").isNull()).isTrue();
        assertThat(point.at("/result/reason").asText()).isEqualTo("no threshold has a precision of 0.90");
    }

    @Test
    void shouldHaveNoCurvesOfScoresThatAreNone() throws Exception {
        Path file = write("bad.csv", "dead5y,score,predicted\n1,2,1\n0,0.5,0\n");
        JsonNode document = json(call("metrics", file, with("--curves", "--at-recall", "0.5")));
        assertThat(names(document)).containsExactly("confusion", "metrics", "operating_points");
        undefined(document.get("metrics"), "ece_equal_mass", "valid `score`");
        assertThat(document.at("/operating_points/0/result/reason").asText()).contains("valid `score`");
    }

    @Test
    void shouldHaveNoConfusionMatrixWithoutClasses() throws Exception {
        JsonNode document = json(call("metrics", small(), "--score", "score", "--curves"));
        assertThat(names(document)).containsExactly("curves", "metrics");
        assertThat(document.at("/metrics/prevalence/value").asDouble()).isEqualTo(0.5);
        undefined(document.get("metrics"), "negative_predictive_value", "predicted classes");
    }

    @Test
    void shouldRefuseWrongCalls() throws Exception {
        refused(call("metrics", small(), with("--at-sensitivity", "1.1")), "--at-sensitivity is 1.1");
        refused(call("metrics", small(), with("--at-precision", "NaN")), "--at-precision is NaN");
        refused(call("metrics", small(), "--prediction", "predicted", "--curves"), "give --score");
        refused(call("metrics", small(), with("--facet", "gone=1")), "gone");
        refused(call("metrics", small(), with("--facet", "sex")), "sex");
    }

    @Test
    void shouldTellARestFromAFacetThatIsCalledTheSame() throws Exception {
        Path file = write("not.csv", "dead5y,predicted,sex,not sex\n1,1,F,F\n0,1,M,F\n1,0,F,M\n0,0,M,M\n");
        refused(
                call("metrics", file, "--prediction", "predicted", "--facet", "sex=F", "--facet", "not sex=F"),
                "ask for them in two calls");
        JsonNode one = json(call("metrics", file, "--prediction", "predicted", "--facet", "not sex=F"));
        assertThat(one.at("/facets/not sex=F/metrics/recall/n").asLong()).isEqualTo(1);
    }

    @Test
    void shouldShowPeopleTheConfusionMatrixAndTheThresholds() throws Exception {
        Cli.Outcome outcome = cli().run(
                        "metrics",
                        "--data",
                        small().toString(),
                        "--label",
                        "dead5y",
                        "--positive",
                        "1",
                        "--prediction",
                        "predicted",
                        "--score",
                        "score",
                        "--facet",
                        "sex=F",
                        "--at-sensitivity",
                        "0.75",
                        "--curves");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("confusion matrix  predicted positive  predicted negative\n"
                        + "label positive    3                   1\n"
                        + "label negative    1                   3\n")
                .contains("\nsex=F\n", "\nnot sex=F\n")
                .contains("specificity_at_sensitivity 0.75", "at threshold 0.6: sensitivity 0.750 (3 of 4)")
                .contains("bins of equal width", "bins of equal mass")
                .contains("The ROC curve has 9 points");
    }
}
