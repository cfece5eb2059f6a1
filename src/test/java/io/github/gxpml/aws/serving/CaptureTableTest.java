// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.s3.SomeS3;
import io.github.gxpml.aws.serving.CaptureTable.Columns;
import io.github.gxpml.aws.serving.CaptureTable.Counts;
import io.github.gxpml.io.Json;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.standin.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Captured data becomes a table, whole or not at all. */
class CaptureTableTest {
    private static final Instant FROM = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant TO = Instant.parse("2026-01-01T12:00:00Z");
    private static final String HOUR = "flc/blue/2026/01/01/10/";
    private static final AwsAccess NOBODY = new AwsAccess(Map.of(), AwsSpec.NONE, "m");

    /** The example of the developer guide of SageMaker, with two features. */
    private static final String DOCUMENTED = """
            {"captureData":{"endpointInput":{"observedContentType":"text/csv","mode":"INPUT","data":"132,25.5",\
            "encoding":"CSV"},"endpointOutput":{"observedContentType":"text/csv; charset=utf-8","mode":"OUTPUT",\
            "data":"0.01076381653547287","encoding":"CSV"}},"eventMetadata":{"eventId":\
            "feca1ab1-8025-47e3-8f6a-99e3fdd7b8d9","inferenceTime":"2026-01-01T10:33:12Z"},"eventVersion":"0"}
            """;

    @TempDir
    Path folder;

    private Path target() {
        return folder.resolve("live.csv");
    }

    private Path captured(String path, String... lines) throws IOException {
        Path file = folder.resolve("captured").resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private Counts write(String... outputs) throws IOException {
        return new CaptureTable(new Columns("id", List.of("age", "kappa"), List.of(outputs)), FROM, TO)
                .write(folder.resolve("captured").toString(), NOBODY, target());
    }

    /** An event: id, time, input and output, each with encoding and content type before the data. */
    private static String event(String id, String time, String input, String output) {
        return event(Map.of("eventId", "e-" + id, "inferenceId", id, "inferenceTime", time), input, output);
    }

    private static String event(Map<String, String> about, String input, String output) {
        Map<String, Object> data = new LinkedHashMap<>();
        side(data, "endpointInput", "INPUT", input);
        side(data, "endpointOutput", "OUTPUT", output);
        return Json.compact(Map.of("captureData", data, "eventMetadata", about, "eventVersion", "0"));
    }

    private static void side(Map<String, Object> data, String name, String mode, String text) {
        if (!text.isEmpty()) {
            String[] parts = text.split(" ", 3);
            data.put(
                    name,
                    Map.of("encoding", parts[0], "observedContentType", parts[1], "mode", mode, "data", parts[2]));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadWhatSageMakerDocuments() throws IOException {
        captured(HOUR + "33-12-345-aa.jsonl", DOCUMENTED.strip());

        Counts counts = write("score");

        assertThat(counts).isEqualTo(new Counts(1, 1, 1, 0, 0));
        assertThat(target()).hasContent("""
                id,at,age,kappa,score
                feca1ab1-8025-47e3-8f6a-99e3fdd7b8d9,2026-01-01T10:33:12Z,132,25.5,0.01076381653547287
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CSV text/csv 1,2                                      | CSV text/csv 0.5,1
            CSV text/csv "1","2"                                  | CSV text/csv 0.5, 1
            JSON application/json {"kappa":2,"age":1,"sex":"F"}|JSON application/json {"score":0.5,"label":1}
            JSON application/json [1,2]                           | JSON application/json [0.5,1]
            JSON application/json {"instances":[[1,2]]}|JSON application/json {"predictions":[[0.5,1]]}
            JSON application/json {"instances":[{"features":[1,2]}]}|CSV text/csv 0.5,1
            JSON application/json [[1,2]]|JSON application/json {"predictions":[{"score":0.5,"label":1}]}
            JSON application/jsonlines {"features":[1,2]}|JSON application/jsonlines {"score":[0.5],"label":"1"}
            """)
    void shouldReadEachWayToAskAndToAnswer(String input, String output) throws IOException {
        captured(HOUR + "a.jsonl", event("p1", "2026-01-01T10:00:00Z", input, output));

        write("score", "label");

        assertThat(target()).hasContent("id,at,age,kappa,score,label\np1,2026-01-01T10:00:00Z,1,2,0.5,1\n");
    }

    @Test
    void shouldReadBase64AndRowsThatCameTogetherAndKeepWhatIsOdd() throws IOException {
        captured(
                HOUR + "a.jsonl",
                event(
                        "p1",
                        "2026-01-01T11:30:00+01:00",
                        "BASE64 text/csv;charset=utf-8 " + base64("age,kappa\r\n1,\"a,\"\"b\"\r\n,4\r\n"),
                        "BASE64 application/json " + base64("{\"predictions\":[0.25,0.75]}")));

        Counts counts = write("score");

        assertThat(counts.rows()).isEqualTo(2);
        assertThat(target()).hasContent("""
                id,at,age,kappa,score
                p1#1,2026-01-01T10:30:00Z,1,"a,""b",0.25
                p1#2,2026-01-01T10:30:00Z,,4,0.75
                """);
    }

    @Test
    void shouldTakeTheEventsOfATimeAndCountTheOthers() throws IOException {
        String in = "CSV text/csv 1,2";
        String out = "CSV text/csv 0.5";
        captured(
                "flc/blue/2026/01/01/09/a.jsonl",
                event("before", "2026-01-01T09:59:59.999Z", in, out),
                event("first", "2026-01-01T10:00:00Z", in, out));
        captured(
                "flc/blue/2026/01/01/11/a.jsonl",
                event("gxp-monitor", "2026-01-01T11:00:00Z", in, out),
                event("gxp-monitor", "2026-01-01T11:00:00Z", in, out),
                event("end", "2026-01-01T12:00:00Z", in, out));
        captured("flc/blue/2025/01/01/11/a.jsonl", "this file is of another year, and not read");
        captured("flc/blue/2026/01/01/11/_SUCCESS", "");

        assertThat(write("score")).isEqualTo(new Counts(2, 1, 1, 2, 2));
        assertThat(Files.readString(target())).contains("\nfirst,").doesNotContain("gxp-monitor");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CSV text/csv 1,2||it has no data of OUTPUT, which the endpoint must capture too
            |CSV text/csv 0.5|it has no data of INPUT
            CSV text/csv 1,2,3|CSV text/csv 0.5|a row has 3 values, and there are 2 columns: age, kappa
            CSV text/csv 1,2|CSV text/csv 0.5,1|a row has 2 values, and there are 1 columns: score
            XML text/csv 1,2|CSV text/csv 0.5|its encoding is XML
            BASE64 text/csv %%%|CSV text/csv 0.5|its data is no Base64
            BASE64 text/csv /////w==|CSV text/csv 0.5|its data is not written in UTF-8
            BASE64 application/x-parquet QQ==|CSV text/csv 0.5|its content type application/x-parquet cannot be read
            JSON application/json {"age":1}|CSV text/csv 0.5|a row has no kappa
            JSON application/json {"age":1|CSV text/csv 0.5|its data is no JSON
            JSON application/json [1,{"a":2}]|CSV text/csv 0.5|a value is neither a text nor a number
            JSON application/json [1,1e999]|CSV text/csv 0.5|a value is neither a text nor a number
            JSON application/json []|CSV text/csv 0.5|a row has 0 values
            CSV text/csv age,kappa|CSV text/csv 0.5|there is no row in its INPUT
            CSV text/csv "1,2|CSV text/csv 0.5|a quote is not closed
            CSV text/csv "1"x,2|CSV text/csv 0.5|there is text after a closing quote
            JSON application/json [[1,2],[3,4]]|CSV text/csv 0.5|it has 2 rows of INPUT and 1 of OUTPUT
            """)
    void shouldRefuseALineThatCannotBeRead(String input, String output, String why) throws IOException {
        String good = event("good", "2026-01-01T10:00:00Z", "CSV text/csv 1,2", "CSV text/csv 0.5");
        Path file = captured(
                HOUR + "a.jsonl",
                good,
                event("bad", "2026-01-01T10:00:00Z", input == null ? "" : input, output == null ? "" : output));
        Files.writeString(target(), "as before");

        assertThatThrownBy(() -> write("score"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ", line 2: ")
                .hasMessageContaining(why);
        assertThat(target()).hasContent("as before");
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"eventVersion":"0"                     | it is no JSON document
            []                                      | its eventVersion is missing
            {"eventVersion":"1"}|its eventVersion is 1, and this software knows 0
            {"eventVersion":"0"}                    | it has no eventId
            {"eventVersion":"0","eventMetadata":{"eventId":"a\\nb"}} | it has no eventId
            {"eventVersion":"0","eventMetadata":{"eventId":"a","inferenceTime":"today"}}|its inferenceTime is no time
            ``                                      | it is no JSON document
            """)
    void shouldRefuseALineThatIsNoEvent(String line, String why) throws IOException {
        Path file = captured(HOUR + "a.jsonl", line);

        assertThatThrownBy(() -> write("score")).hasMessageStartingWith(file + ", line 1: " + why);
    }

    @Test
    void shouldRefuseALineThatWouldFillTheMemory() throws IOException {
        Path file = captured(HOUR + "a.jsonl", DOCUMENTED.strip(), "");
        byte[] part = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < 97; i++) {
                out.write(part);
            }
        }

        assertThatThrownBy(() -> write("score")).hasMessage(file + ", line 1: it is longer than 96 MiB");
    }

    @Test
    void shouldRefuseAKeyThatStandsTwiceAndTwoVariantsAndOtherFiles() throws IOException {
        String one = event("p1", "2026-01-01T10:00:00Z", "CSV text/csv 1,2", "CSV text/csv 0.5");
        captured(HOUR + "a.jsonl", one);
        Path again = captured(HOUR + "b.jsonl", one);
        assertThatThrownBy(() -> write("score")).hasMessageContaining(again + ", line 1: the key p1 stands twice");

        Files.delete(again);
        Path green = captured("flc/green/2026/01/01/10/a.jsonl", one);
        assertThatThrownBy(() -> write("score")).hasMessageContaining("several variants captured: flc/blue, flc/green");

        Files.delete(green);
        captured(HOUR + "a.parquet", "x");
        assertThatThrownBy(() -> write("score")).hasMessageContaining("a.parquet is no .jsonl file");
    }

    @Test
    void shouldRefuseAPlaceWithoutEventsOrFolderAndNamesThatClash() throws IOException {
        captured("flc/blue/2026/01/01/03/a.jsonl", DOCUMENTED.strip());
        assertThatThrownBy(() -> write("score")).hasMessageContaining("no event of");
        assertThat(target()).doesNotExist();
        assertThatThrownBy(() -> write("age")).hasMessageContaining("two columns would be called age");
        var table = new CaptureTable(new Columns("id", List.of("age"), List.of("score")), FROM, TO);
        assertThatThrownBy(() -> table.write(folder.resolve("none").toString(), NOBODY, target()))
                .hasMessageContaining("is no folder");
    }

    @Test
    void shouldReadAPrefixInS3AndSayWhatItMayNot() throws IOException {
        SomeS3 some = new SomeS3();
        try (var s3 = some.standIn()) {
            s3.createBucket("captured");
            s3.put("captured", "live/" + HOUR + "a.jsonl", DOCUMENTED.getBytes(StandardCharsets.UTF_8));
            s3.put("captured", "live2/" + HOUR + "a.jsonl", "another prefix".getBytes(StandardCharsets.UTF_8));
            var access = new AwsAccess(some.impatience(), AwsSpec.NONE, "m");
            var table = new CaptureTable(new Columns("id", List.of("age", "kappa"), List.of("score")), FROM, TO);

            assertThat(table.write("s3://captured/live", access, target())).isEqualTo(new Counts(1, 1, 1, 0, 0));
            assertThat(target()).content().contains("132,25.5");

            s3.faults().deny("GetObject", Faults.ALWAYS);
            assertThatThrownBy(() -> table.write("s3://captured/live/", access, target()))
                    .hasMessageContaining("s3://captured/live/" + HOUR + "a.jsonl could not be read")
                    .hasMessageContaining("s3:GetObject");
            s3.faults().clear();
            assertThatThrownBy(() -> table.write("s3://nowhere/live", access, target()))
                    .hasMessageContaining("s3://nowhere/live/ could not be listed: NoSuchBucket");
        }
    }
}
