// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Reads the command lines of dist/worker as the program itself does. */
class WorkerFilesTest {
    private static final Path FOLDER = Path.of("dist/worker");

    @Test
    void shouldTakeTheCommandLineOfTheService() throws IOException {
        String service = Files.readString(FOLDER.resolve("gxp-worker.service")).replace("\\\n", " ");
        Matcher start =
                Pattern.compile("(?m)^ExecStart=.* -jar \\S+gxp\\.jar (.*)$").matcher(service);
        assertThat(start.find()).isTrue();

        ParseResult call = parse(expand(start.group(1)));

        assertThat(call.matchedOptionValue("--queue", "")).isEqualTo("gxp");
        assertThat(call.matchedOptionValue("--jobs", 0)).isEqualTo(1);
        assertThat(call.matchedOptionValue("--grace", 0)).isEqualTo(60);
        assertThat(call.matchedOptionValue("--health", "")).isEqualTo("127.0.0.1:8091");
    }

    @Test
    void shouldTakeTheCommandLineOfTheContainer() throws IOException {
        Matcher command =
                Pattern.compile("(?m)^CMD (\\[.*\\])$").matcher(Files.readString(FOLDER.resolve("Containerfile")));
        assertThat(command.find()).isTrue();
        List<String> words = new ArrayList<>();
        Json.read(command.group(1).getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .forEach(word -> words.add(word.asText()));

        ParseResult call = parse(words);

        assertThat(call.matchedOptionValue("--queue", "")).isEqualTo("gxp");
        assertThat(call.matchedOptionValue("--state", (Path) null)).isEqualTo(Path.of("/var/lib/gxp/state"));
    }

    /** As systemd does: words of $NAME are split, those of ${NAME} are not. */
    private static List<String> expand(String line) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String one : Files.readAllLines(FOLDER.resolve("gxp-worker.env.example"))) {
            if (one.matches("[A-Z_]+=.*")) {
                values.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
            }
        }
        List<String> words = new ArrayList<>();
        for (String word : line.strip().split("\\s+")) {
            Matcher variable = Pattern.compile("\\$(\\{)?([A-Z_]+)}?").matcher(word);
            if (!variable.matches()) {
                words.add(word);
                continue;
            }
            String value = values.get(variable.group(2));
            assertThat(values).as(word).containsKey(variable.group(2));
            if (variable.group(1) != null) {
                words.add(value);
            } else if (!value.isBlank()) {
                words.addAll(List.of(value.strip().split("\\s+")));
            }
        }
        return words;
    }

    private static ParseResult parse(List<String> words) {
        assertThat(words).startsWith("worker", "codepipeline");
        ParseResult worker = new CommandLine(new WorkerCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        return worker.subcommand();
    }
}
