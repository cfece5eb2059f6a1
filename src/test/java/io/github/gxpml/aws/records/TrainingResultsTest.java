// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.port.Notifier.Judged;
import io.github.gxpml.port.Notifier.Kind;
import io.github.gxpml.port.Notifier.Notice;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.DynamoStandIn;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TrainingResultsTest {
    private final AwsStandIn aws = AwsStandIn.start();
    private final DynamoStandIn dynamo = DynamoStandIn.start(aws.credentials());
    private final String table = dynamo.createTable("model", "result");

    @AfterEach
    void stop() {
        dynamo.close();
        aws.close();
    }

    private TrainingResults results() throws IOException {
        Map<String, String> variables = new HashMap<>(aws.temporaryEnvironment());
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamo.address().toString());
        return TrainingResults.open(new AwsAccess(variables, AwsSpec.NONE, "risk"), table);
    }

    private static Notice notice(String stage, String verdict) {
        return new Notice(
                Kind.STAGE_FINISHED,
                "risk",
                12,
                12,
                stage,
                verdict,
                List.of(
                        new Judged("auc", "roc_auc", "PASS", Optional.of(1e-200), ""),
                        new Judged("di", "DI", "UNDECIDED", Optional.empty(), "no rows")),
                Map.of("commit", "4f2c"),
                "risk-0012.zip",
                "b".repeat(64),
                "0123456789abcdef" + "c".repeat(48),
                Instant.EPOCH,
                "it passed");
    }

    private List<Map<String, AttributeValue>> items() {
        try (DynamoDbClient client = dynamo.client()) {
            return client.scan(request -> request.tableName(table)).items();
        }
    }

    @Test
    void shouldWriteWhatAStageCameTo() throws Exception {
        results().tell(notice("validate", "PASS"));

        Map<String, AttributeValue> item = items().get(0);
        assertThat(item.get("model").s()).isEqualTo("risk");
        assertThat(item.get("result").s()).isEqualTo("00000012#validate#0123456789abcdef");
        assertThat(item.get("run").n()).isEqualTo("12");
        assertThat(item.get("verdict").s()).isEqualTo("PASS");
        assertThat(item.get("gates").l().get(0).m().get("value").s()).isEqualTo("1.0E-200");
        assertThat(item.get("gates").l().get(1).m()).doesNotContainKey("value");
        assertThat(item.get("facts").m().get("commit").s()).isEqualTo("4f2c");
        assertThat(item.get("at").s()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(item.get("bundleSha256").s()).isEqualTo("b".repeat(64));
    }

    @Test
    void shouldNeverWriteOverAResult() throws Exception {
        TrainingResults results = results();
        dynamo.faults().loseAnswer("PutItem", 1);
        results.tell(notice("validate", "FAIL"));
        results.tell(notice("validate", "PASS"));
        results.tell(notice("train", "PASS"));

        assertThat(items()).hasSize(2);
        assertThat(items())
                .anySatisfy(item -> assertThat(item.get("verdict").s()).isEqualTo("FAIL"));
    }

    @Test
    void shouldStopARunThatCannotBeWritten() throws Exception {
        TrainingResults results = results();
        dynamo.faults().deny("PutItem", 1);
        assertThat(results.required()).isTrue();
        assertThatThrownBy(() -> results.tell(notice("train", "PASS")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("table " + table + " could not be written")
                .hasMessageContaining("allow dynamodb:PutItem");
        assertThat(items()).isEmpty();
    }
}
