// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

class MlBomTest {
    @Test
    void shouldBeValidCycloneDx() throws Exception {
        assertThat(new JsonParser().validate(MlBom.write(Reports.createMixed()), Version.VERSION_16))
                .isEmpty();
        assertThat(new JsonParser().validate(MlBom.write(Reports.createHostile("<\u0001\"x")), Version.VERSION_16))
                .isEmpty();
    }

    @Test
    void shouldNotTakeAnythingForValid() throws Exception {
        byte[] wrong = Json.compact(java.util.Map.of("bomFormat", "CycloneDX", "specVersion", "1.6", "components", 1))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThat(new JsonParser().validate(wrong, Version.VERSION_16)).isNotEmpty();
    }

    @Test
    void shouldNameModelTablesAndLibraries() throws Exception {
        ReportData data = Reports.createMixed();
        JsonNode bom = Json.read(MlBom.write(data), JsonNode.class);

        assertThat(bom.at("/metadata/component/type").asText()).isEqualTo("machine-learning-model");
        assertThat(bom.at("/metadata/component/hashes/0/content").asText())
                .isEqualTo(data.lineage().trainings().get(0).model().sha256());
        assertThat(bom.get("components").findValuesAsText("content"))
                .containsExactlyInAnyOrderElementsOf(data.lineage().tables().stream()
                        .map(table -> table.sha256())
                        .toList());
        assertThat(bom.get("components").findValuesAsText("name"))
                .containsAll(data.environment().libraries().keySet());
    }

    @Test
    void shouldWriteEqualBytesForEqualRuns() {
        assertThat(MlBom.write(Reports.createMixed())).isEqualTo(MlBom.write(Reports.createMixed()));
    }
}
