// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCardTest {
    @Test
    void shouldUseTheFieldsOfSageMakerModelCards() throws IOException {
        JsonNode card = Json.read(ModelCard.write(Reports.createMixed()), JsonNode.class);

        assertThat(names(card))
                .containsExactlyInAnyOrder(
                        "model_overview",
                        "intended_uses",
                        "training_details",
                        "evaluation_details",
                        "additional_information");
        assertThat(card.at("/model_overview/model_name").asText()).isEqualTo("flc-mortality");
        assertThat(card.at("/intended_uses/risk_rating").asText()).isIn("High", "Medium", "Low", "Unknown");
        assertThat(card.at("/training_details/training_job_details/training_datasets"))
                .hasSize(1);
    }

    @Test
    void shouldGiveEveryGateAsAMetricWithItsVerdict() throws IOException {
        ReportData data = Reports.createMixed();
        List<String> metrics = new ArrayList<>();
        for (JsonNode evaluation :
                Json.read(ModelCard.write(data), JsonNode.class).get("evaluation_details")) {
            for (JsonNode metric : evaluation.at("/metric_groups/0/metric_data")) {
                metrics.add(metric.get("name").asText() + " "
                        + metric.get("notes").asText().split(":")[0]);
                boolean number = metric.get("type").asText().equals("number");
                assertThat(metric.get("value").isNumber()).isEqualTo(number);
            }
        }
        assertThat(metrics)
                .containsExactlyInAnyOrderElementsOf(data.verdicts().gates().stream()
                        .map(gate -> gate.gate().id() + " " + gate.verdict())
                        .toList());
    }

    @Test
    void shouldKeepWithinTheLengthsOfTheSchema() throws IOException {
        String card = new String(
                ModelCard.write(Reports.createHostile("x\uD83D\uDE00".repeat(5000))), StandardCharsets.UTF_8);

        for (String text :
                Json.read(card.getBytes(StandardCharsets.UTF_8), JsonNode.class).findValuesAsText("notes")) {
            assertThat(text.length()).isLessThanOrEqualTo(1024);
        }
        assertThat(card).doesNotContain("?").doesNotContain("\\ud83d\u2026");
    }

    @Test
    void shouldCutBetweenCharacters() {
        assertThat(ModelCard.cut("abc", 3)).isEqualTo("abc");
        assertThat(ModelCard.cut("abcd", 3)).isEqualTo("ab\u2026");
        assertThat(ModelCard.cut("a\uD83D\uDE00b", 3)).isEqualTo("a\u2026");
    }

    @Test
    void shouldListEveryGateForPeople() {
        ReportData data = Reports.createMixed();
        String text = new String(ModelCardText.write(data), StandardCharsets.UTF_8);

        for (GateResult gate : data.verdicts().gates()) {
            assertThat(text).contains(" | " + gate.verdict() + " | ");
        }
        assertThat(text.lines().filter(line -> line.startsWith("| ") && line.contains(" | PASS | ")))
                .hasSize((int) data.verdicts().gates().stream()
                        .filter(gate -> gate.verdict().name().equals("PASS"))
                        .count());
        assertThat(text)
                .contains("## What was not checked")
                .contains(data.bundle().notChecked().get(0));
    }

    @Test
    void shouldLetNoTextBecomeMarkup() {
        String text = new String(
                ModelCardText.write(Reports.createHostile("[x](http://evil) <script> | `a`\n# head")),
                StandardCharsets.UTF_8);

        assertThat(text).doesNotContain("](http").doesNotContain("<script>").doesNotContain("\n# head");
        assertThat(text.lines().filter(line -> line.startsWith("# "))).hasSize(1);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
