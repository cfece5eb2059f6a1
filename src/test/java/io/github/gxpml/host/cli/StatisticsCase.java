// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Calls of the commands that print statistics, and what they print. */
abstract class StatisticsCase {
    static final Path DATA = Path.of("examples/flc-mortality/data");

    /** The reference is printed with twelve digits. */
    static final double PRINTED = 1e-10;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    Cli cli() {
        return new Cli(home);
    }

    /** Calls with the label of the example unless the call names its own. */
    Cli.Outcome call(String command, Path data, String... more) {
        List<String> call = new ArrayList<>(List.of(command, "--data", data.toString(), "--format", "json"));
        call.addAll(List.of(more));
        if (!call.contains("--label")) {
            call.addAll(List.of("--label", "dead5y"));
        }
        if (!call.contains("--positive")) {
            call.addAll(List.of("--positive", "1"));
        }
        return cli().run(call.toArray(String[]::new));
    }

    static JsonNode json(Cli.Outcome outcome) throws IOException {
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.err()).isEmpty();
        return Json.read(outcome.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    static void refused(Cli.Outcome outcome, String reason) throws IOException {
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.USAGE);
        JsonNode document = Json.read(outcome.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(document.get("exit").asInt()).isEqualTo(ExitCode.USAGE);
        assertThat(document.at("/error/message").asText()).isNotEmpty();
        assertThat(outcome.err()).contains(reason);
    }

    static void undefined(JsonNode metrics, String id, String reason) {
        assertThat(metrics.get(id).get("status").asText()).as(id).isEqualTo("undefined");
        assertThat(metrics.get(id).get("reason").asText()).as(id).contains(reason);
    }

    static void compare(JsonNode found, JsonNode expected) {
        close(found.get("value"), expected.get("value"));
        close(found.get("interval").get(0), expected.get("low"));
        close(found.get("interval").get(1), expected.get("high"));
    }

    static void close(JsonNode found, JsonNode expected) {
        double wanted = expected.asDouble();
        assertThat(found.asDouble()).isCloseTo(wanted, within(PRINTED * Math.max(1, Math.abs(wanted))));
    }

    static JsonNode reference() throws IOException {
        return Json.read(Files.readAllBytes(DATA.resolve("reference/reference.json")), JsonNode.class);
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        Iterator<String> fields = object.fieldNames();
        fields.forEachRemaining(names::add);
        return names;
    }

    /** Joins rows and reference predictions by their first column. */
    Path createJoined(String table, String file) throws IOException {
        Map<String, String> predictions = new HashMap<>();
        try (Stream<String> lines = Files.lines(DATA.resolve("reference/predictions/" + table + ".csv"))) {
            lines.forEach(line -> {
                String[] parts = line.split(",", 2);
                predictions.put(parts[0], parts[1]);
            });
        }
        try (Stream<String> lines = Files.lines(DATA.resolve(file + ".csv"))) {
            List<String> joined = lines.map(line -> line + "," + predictions.get(line.split(",", 2)[0]))
                    .toList();
            return Files.write(folder.resolve(table + ".csv"), joined);
        }
    }

    Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    void copy(String query, String name, String format) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + folder.resolve(name) + "' (FORMAT " + format + ")");
        }
    }
}
