// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.Notifier.Judged;
import io.github.gxpml.port.Notifier.Kind;
import io.github.gxpml.port.Notifier.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What topics and buses get, held against the schema that ships. */
class NoticeSchemaTest {
    private static final int ROOM = 28 * 1024;
    private static final Path SCHEMA = Path.of("dist/aws/events/notice.schema.json");

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Json.read(Files.readAllBytes(SCHEMA), JsonNode.class));

    NoticeSchemaTest() throws IOException {}

    private static Notice notice(Kind kind, String verdict, List<Judged> gates) {
        return new Notice(
                kind,
                "flc",
                7,
                5,
                "register",
                verdict,
                gates,
                Map.of("commit", "0123abc", "signed", "<b>\u202e"),
                "flc-7.zip",
                "ab".repeat(32),
                "cd".repeat(32),
                Instant.parse("2026-01-02T03:04:05Z"),
                "flc run 7, register");
    }

    private static List<Judged> gates() {
        return List.of(
                new Judged("monitor/psi/age", "psi", "FAIL", Optional.of(0.31), "above 0.2"),
                new Judged("monitor/nan", "roc_auc", "UNDECIDED", Optional.of(Double.NaN), "undefined"),
                new Judged("monitor/none", "ece", "UNDECIDED", Optional.empty(), "no labels"));
    }

    private static JsonNode sent(Notice notice) throws IOException {
        return Json.read(NoticeDocument.json(notice, ROOM).getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldSendEveryKindAsTheSchemaSays(Kind kind) throws IOException {
        for (String verdict : List.of("PASS", "FAIL", "UNDECIDED", "")) {
            JsonNode sent = sent(notice(kind, verdict, gates()));

            assertThat(schema.validate(sent)).as(sent.toString()).isEmpty();
            assertThat(sent.path("kind").asText()).isEqualTo(kind.name());
        }
    }

    @Test
    void shouldSendAsTheSchemaSaysWhereGatesAreLeftOut() throws IOException {
        List<Judged> many = new ArrayList<>(Collections.nCopies(3000, gates().get(1)));

        JsonNode sent = sent(notice(Kind.STAGE_FINISHED, "FAIL", many));

        assertThat(schema.validate(sent)).isEmpty();
        assertThat(sent.path("gatesLeftOut").asInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "kind", "bundle", "gates", "finding"})
    void shouldNotPassWhatLacksSomething(String name) throws IOException {
        ObjectNode sent = (ObjectNode) sent(notice(Kind.RELEASED, "", List.of()));
        sent.remove(name);

        assertThat(schema.validate(sent)).isNotEmpty();
        assertThat(schema.validate(((ObjectNode) sent(notice(Kind.RELEASED, "", List.of()))).put("more", 1)))
                .isNotEmpty();
    }
}
