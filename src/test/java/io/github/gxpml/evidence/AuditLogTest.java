// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    @Test
    void shouldChainEventsAndNameTheSourceOfTime(@TempDir Path folder) throws IOException {
        Bag bag = Bag.create(folder.resolve("bag"));
        try (AuditLog log = AuditLog.open(bag, SomeRun.CLOCK)) {
            log.append("limit.changed", "Älice\n", Map.of("old", 0.5, "new", List.of("a", Map.of("z", 1, "b", 2))));
        }
        try (AuditLog log = AuditLog.open(bag, SomeRun.CLOCK)) {
            log.append("run.finished", "gxp", Map.of());
            assertThat(log.events()).isEqualTo(3);
        }

        List<String> lines = lines(bag);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .isEqualTo("{\"at\":\"2026-11-23T05:00:00.123456Z\",\"clock\":\"system\",\"details\":{\"timeSource\":"
                        + "\"clock of this machine, in UTC, not checked against another\"},\"event\":\"audit.opened\","
                        + "\"previous\":\"" + "0".repeat(64) + "\",\"seq\":1,\"who\":\"gxp-engine\"}");
        assertThat(lines.get(1))
                .contains("\"details\":{\"new\":[\"a\",{\"b\":2,\"z\":1}],\"old\":0.5}")
                .contains("\"who\":\"Älice\\n\"");
        for (int i = 1; i < lines.size(); i++) {
            assertThat(tree(lines.get(i)).get("previous").asText()).isEqualTo(Sha256.of(lines.get(i - 1)));
        }
    }

    @Test
    void shouldWriteEventsAlsoWhenAskedToEnd(@TempDir Path folder) throws IOException {
        Bag bag = Bag.create(folder.resolve("bag"));
        try (AuditLog log = AuditLog.open(bag, SomeRun.CLOCK)) {
            Thread.currentThread().interrupt();
            log.append("stage.finished", "gxp", Map.of());
            log.append("run.finished", "gxp", Map.of());
            assertThat(Thread.interrupted()).as("who asked is not forgotten").isTrue();
        }
        assertThat(lines(bag)).hasSize(3);
    }

    @Test
    void shouldKeepATornEventAsideAndTellOfIt(@TempDir Path folder) throws IOException {
        Bag bag = createLogged(folder);
        String torn = "{\"at\":\"2026-11-23T05:";
        Files.writeString(bag.path("audit.jsonl"), torn, StandardOpenOption.APPEND);

        AuditLog.open(bag, SomeRun.CLOCK).close();
        AuditLog.open(bag, SomeRun.CLOCK).close();

        List<String> lines = lines(bag);
        assertThat(lines).hasSize(4);
        JsonNode event = tree(lines.get(3));
        assertThat(event.get("event").asText()).isEqualTo("audit.torn");
        String file = event.get("details").get("file").asText();
        assertThat(new String(bag.read(file), StandardCharsets.UTF_8)).isEqualTo(torn);
        assertThat(event.get("details").get("sha256").asText()).isEqualTo(Sha256.of(torn));
    }

    @Test
    void shouldTellOfATornEventEvenIfKilledBeforeItCould(@TempDir Path folder) throws IOException {
        Bag bag = createLogged(folder);
        // killed after the torn line was kept and cut off, before the event was written
        bag.write("audit-torn-4-0123456789ab.txt", out -> out.write('{'));

        AuditLog.open(bag, SomeRun.CLOCK).close();

        assertThat(lines(bag)).hasSize(4).last().asString().contains("audit-torn-4-0123456789ab.txt");
    }

    @Test
    void shouldNotGoOnWithALogThatWasChanged(@TempDir Path folder) throws IOException {
        Bag bag = createLogged(folder);
        String log = Files.readString(bag.path("audit.jsonl"));
        Files.writeString(bag.path("audit.jsonl"), log.replace("\"who\":\"a\"", "\"who\":\"b\""));

        assertThatThrownBy(() -> AuditLog.open(bag, SomeRun.CLOCK))
                .isInstanceOf(EvidenceException.class)
                .hasMessage(
                        "the audit log cannot be continued: audit event 3 does not follow from the event before it, so"
                                + " one of the two was changed");
        assertThat(Files.readString(bag.path("audit.jsonl"))).contains("\"who\":\"b\"");
    }

    @Test
    void shouldRefuseAnEventThatIsTooLong(@TempDir Path folder) throws IOException {
        Bag bag = createLogged(folder);
        try (AuditLog log = AuditLog.open(bag, SomeRun.CLOCK)) {
            assertThatThrownBy(() -> log.append("big", "a", Map.of("text", "x".repeat(2 << 20))))
                    .hasMessageContaining("longer than 1 MiB");
            log.append("small", "a", Map.of());
        }

        assertThat(lines(bag)).hasSize(4);
        AuditLog.open(bag, SomeRun.CLOCK).close();
    }

    @Test
    void shouldNotBePutFromOutside(@TempDir Path folder) throws IOException {
        Bag bag = createLogged(folder);

        assertThatThrownBy(() -> bag.put("audit.jsonl", new byte[0]))
                .hasMessageContaining("cannot be put into a bundle");
    }

    private static Bag createLogged(Path folder) throws IOException {
        Bag bag = Bag.create(folder.resolve("bag"));
        try (AuditLog log = AuditLog.open(bag, SomeRun.CLOCK)) {
            log.append("one", "a", Map.of());
            log.append("two", "c", Map.of());
        }
        return bag;
    }

    private static List<String> lines(Bag bag) throws IOException {
        return Files.readAllLines(bag.path("audit.jsonl"));
    }

    private static JsonNode tree(String line) throws IOException {
        return Json.read(SomeRun.bytes(line), JsonNode.class);
    }
}
