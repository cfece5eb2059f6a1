// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    record Sample(String name, Optional<Double> limit, Instant at, List<Integer> rows) {}

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
        var sample = new Sample("ä\"", Optional.empty(), Instant.parse("2026-11-23T05:00:00Z"), List.of(1, 2));

        assertThat(Json.read(Json.pretty(sample), Sample.class)).isEqualTo(sample);
        assertThat(Json.compact(sample))
                .isEqualTo("{\"at\":\"2026-11-23T05:00:00Z\",\"name\":\"ä\\\"\",\"rows\":[1,2]}");
    }

    @Test
    void shouldSortKeysOfMapsAndTrees() throws IOException {
        var map = new LinkedHashMap<String, Object>(Map.of("b", 1));
        map.put("a", 2.5);
        JsonNode tree = Json.read("{\"z\":1,\"a\":{\"y\":2,\"b\":0}}".getBytes(StandardCharsets.UTF_8), JsonNode.class);

        assertThat(Json.compact(map)).isEqualTo("{\"a\":2.5,\"b\":1}");
        assertThat(Json.compact(tree)).isEqualTo("{\"a\":{\"b\":0,\"y\":2},\"z\":1}");
    }

    @Test
    void shouldRefuseWhatJsonCannotHold() {
        assertThatThrownBy(() -> Json.compact(Map.of("x", Double.NaN))).hasMessageContaining("NaN");
        assertThatThrownBy(() ->
                        Json.pretty(new Sample("", Optional.of(Double.POSITIVE_INFINITY), Instant.EPOCH, List.of())))
                .hasMessageContaining("Infinity");
    }

    @Test
    void shouldRefuseDocumentsWithTwoReadings() {
        for (String text :
                List.of("{\"name\":\"a\",\"name\":\"b\"}", "{\"nam\":1}", "{} {}", "null", "{\"at\":\"today\"}")) {
            assertThatThrownBy(() -> Json.read(text.getBytes(StandardCharsets.UTF_8), Sample.class))
                    .as(text)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldRefuseValuesOfAnotherKind() throws IOException {
        for (String text : List.of(
                "{\"rows\":[1.0]}",
                "{\"rows\":[1.9]}",
                "{\"rows\":[\"1\"]}",
                "{\"rows\":[true]}",
                "{\"name\":1}",
                "{\"name\":1.5}",
                "{\"name\":true}",
                "{\"limit\":\"1.5\"}",
                "{\"at\":7}")) {
            assertThatThrownBy(() -> Json.read(text.getBytes(StandardCharsets.UTF_8), Sample.class))
                    .as(text)
                    .isInstanceOf(IOException.class);
        }
        assertThat(Json.read("{\"limit\":1}".getBytes(StandardCharsets.UTF_8), Sample.class)
                        .limit())
                .as("a whole number is a number too")
                .contains(1.0);
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() {
        byte[] overlong = "{\"name\":\"??\"}".getBytes(StandardCharsets.UTF_8);
        overlong[9] = (byte) 0xC0;
        overlong[10] = (byte) 0xAF;

        for (byte[] bytes : List.of(
                overlong,
                "{\"name\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1),
                "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16),
                "\ufeff{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> Json.read(bytes, Sample.class)).isInstanceOf(IOException.class);
        }
    }
}
