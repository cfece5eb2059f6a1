// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the files of dist/worker to one another. */
class WorkerServiceTest {
    private static final Path FOLDER = Path.of("dist/worker");

    @Test
    void shouldSetEveryVariableThatTheServiceUses() throws IOException {
        List<String> used = Pattern.compile("\\$\\{?(GXP_[A-Z_]+)}?")
                .matcher(setting("ExecStart"))
                .results()
                .map(use -> use.group(1))
                .toList();

        assertThat(used).hasSize(5).allMatch(settings(FOLDER.resolve("gxp-worker.env.example"))::containsKey);
    }

    /** Whatever is killed or deleted with the worker is missing to a stage that lives on. */
    @Test
    void shouldLeaveStagesAloneWhenTheWorkerRestarts() throws IOException {
        Map<String, String> service = settings(FOLDER.resolve("gxp-worker.service"));

        assertThat(service)
                .containsEntry("KillMode", "process")
                .containsEntry("OOMPolicy", "continue")
                .containsEntry("Restart", "always")
                .doesNotContainKeys("PrivateTmp", "RuntimeDirectory", "DynamicUser");
        assertThat(service.get("StateDirectory").split(" "))
                .contains("gxp/home", "gxp/state", "gxp/tmp", "gxp/workspaces");
    }

    @Test
    void shouldGiveTheWorkerTheTimeThatItMayTake() throws IOException {
        int grace = Integer.parseInt(
                settings(FOLDER.resolve("gxp-worker.env.example")).get("GXP_GRACE"));

        assertThat(Integer.parseInt(
                        settings(FOLDER.resolve("gxp-worker.service")).get("TimeoutStopSec")))
                .isGreaterThan(grace);
    }

    @Test
    void shouldStartTheSameWorkerInAContainer() throws IOException {
        JsonNode command = instruction("CMD");

        assertThat(options(setting("ExecStart"))).isEqualTo(options(words(command)));
        assertThat(words(command)).contains("--health 127.0.0.1:8091");
        assertThat(words(instruction("HEALTHCHECK")))
                .contains("/127.0.0.1/8091")
                .contains("GET /health");
        assertThat(Files.readString(FOLDER.resolve("Containerfile")))
                .contains("\nUSER 10001:10001\n")
                .contains("\nSTOPSIGNAL SIGTERM\n");
    }

    private static String setting(String key) throws IOException {
        return settings(FOLDER.resolve("gxp-worker.service")).get(key);
    }

    /** Reads lines of the form key=value, joined where they end with a backslash. */
    private static Map<String, String> settings(Path file) throws IOException {
        return Files.readString(file)
                .replace("\\\n", " ")
                .lines()
                .filter(line -> line.matches("[A-Za-z_]+=.*"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0], parts -> parts[1], (first, second) -> first + " " + second));
    }

    private static List<String> options(String line) {
        return Pattern.compile("(?<= )--[a-z]+")
                .matcher(line)
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    private static String words(JsonNode command) {
        var words = new StringBuilder();
        command.forEach(word -> words.append(' ').append(word.asText()));
        return words.toString();
    }

    private static JsonNode instruction(String name) throws IOException {
        Matcher line = Pattern.compile("(?m)^" + name + "[^\\[]*(\\[.*\\])$")
                .matcher(Files.readString(FOLDER.resolve("Containerfile")));
        assertThat(line.find()).isTrue();
        return Json.read(line.group(1).getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
