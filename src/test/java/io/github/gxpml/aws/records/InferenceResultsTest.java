// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.records.InferenceResults.Counts;
import io.github.gxpml.aws.records.InferenceResults.Wanted;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.DynamoStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class InferenceResultsTest {
    private static final Wanted WANTED =
            new Wanted(7, Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));
    private static final int MANY = 60;

    private final AwsStandIn aws = AwsStandIn.start();
    private final DynamoStandIn dynamo = DynamoStandIn.start(aws.credentials());
    private final DynamoDbClient client = dynamo.client();
    private final String table = dynamo.createTable("record", "modelVersion");

    @AfterEach
    void stop() {
        client.close();
        dynamo.close();
        aws.close();
    }

    private InferenceResults results() throws IOException {
        Map<String, String> variables = new HashMap<>(aws.temporaryEnvironment());
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamo.address().toString());
        return InferenceResults.open(new AwsAccess(variables, AwsSpec.NONE, "risk"), table);
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(String number) {
        return AttributeValue.fromN(number);
    }

    private void put(String record, String version, String at, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> row = new HashMap<>(more);
        row.put("record", text(record));
        row.put("modelVersion", number(version));
        if (!at.isEmpty()) {
            row.put("at", text(at));
        }
        client.putItem(request -> request.tableName(table).item(row));
    }

    @Test
    void shouldTakeTheRowsOfOneVersionAndCountTheOthers(@TempDir Path folder) throws Exception {
        Map<String, AttributeValue> scored = Map.of(
                "input",
                AttributeValue.fromM(Map.of("age", number("71.5"), "note", text("a \"b\", c"))),
                "score",
                number("0.25"),
                "predicted",
                number("0"),
                "requestId",
                text("r1"));
        put("p1", "7", "2026-01-01T00:00:00Z", scored);
        put("p2", "7", "2026-01-31T23:59:59Z", Map.of("score", number("0.5"), "label", number("1")));
        put("p3", "7", "2026-02-01T00:00:00Z", Map.of());
        put("p4", "6", "2026-01-02T00:00:00Z", Map.of());
        put("p1", "8", "2026-01-02T00:00:00Z", Map.of());
        put("p5", "0", "2026-01-02T00:00:00Z", Map.of());
        put("p6", "7.5", "2026-01-02T00:00:00Z", Map.of());
        put("p7", "7", "", Map.of());
        put("p8", "7", "yesterday", Map.of());

        Path file = folder.resolve("live.csv");
        assertThat(results().export(WANTED, file)).isEqualTo(new Counts(2, 2, 2, 2, 1));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo("record,age,note,score,predicted,label,modelVersion,at,requestId");
        assertThat(lines.subList(1, lines.size()))
                .containsExactlyInAnyOrder(
                        "p1,71.5,\"a \"\"b\"\", c\",0.25,0,,7,2026-01-01T00:00:00Z,r1",
                        "p2,,,0.5,,1,7,2026-01-31T23:59:59Z,");
    }

    @Test
    void shouldTurnPages(@TempDir Path folder) throws Exception {
        AttributeValue large = text("x".repeat(100_000));
        for (int i = 0; i < MANY; i++) {
            put("p" + i, "7", "2026-01-02T00:00:00Z", Map.of("large", large, "score", number("0.5")));
        }
        dynamo.faults().throttle("Scan", 1).loseAnswer("Scan", 1);
        Path file = folder.resolve("live.csv");
        assertThat(results().export(WANTED, file).taken()).isEqualTo(MANY);
        assertThat(Files.readAllLines(file)).hasSize(MANY + 1).doesNotHaveDuplicates();
        assertThat(dynamo.calls().stream().filter("Scan"::equals)).hasSizeGreaterThan(6);
    }

    @Test
    void shouldRefuseWhatCannotBeWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("live.csv");
        put("p1", "7", "2026-01-02T00:00:00Z", Map.of("input", AttributeValue.fromM(Map.of("score", number("1")))));
        assertThatThrownBy(() -> results().export(WANTED, file)).hasMessageContaining("[score]");
        put("p1", "7", "2026-01-02T00:00:00Z", Map.of("score", AttributeValue.fromL(List.of())));
        assertThatThrownBy(() -> results().export(WANTED, file)).hasMessageContaining("neither a text nor a number");
        dynamo.faults().deny("Scan", 4);
        assertThatThrownBy(() -> results().export(WANTED, file)).hasMessageContaining("allow dynamodb:Scan");
        assertThat(file).doesNotExist();
    }
}
