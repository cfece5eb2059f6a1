// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import static io.github.gxpml.port.ModelRegistryContract.BUNDLE;
import static io.github.gxpml.port.ModelRegistryContract.change;
import static io.github.gxpml.port.ModelRegistryContract.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Registration;
import io.github.gxpml.port.ModelRegistry.Status;
import io.github.gxpml.standin.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoModelRegistryTest {
    private final SomeRegistry aws = new SomeRegistry();

    @AfterEach
    void stop() {
        aws.close();
    }

    private DynamoModelRegistry registry(Path folder, int versions) throws IOException {
        DynamoModelRegistry registry = aws.open(folder);
        for (int version = 1; version <= versions; version++) {
            register(registry, folder, version);
        }
        return registry;
    }

    private Map<String, AttributeValue> item(int version) {
        try (DynamoDbClient client = aws.dynamo.client()) {
            return client.getItem(one -> one.tableName(aws.table).key(VersionItem.key("risk", version)))
                    .item();
        }
    }

    private void set(int version, String name, AttributeValue value) {
        try (DynamoDbClient client = aws.dynamo.client()) {
            client.updateItem(one -> one.tableName(aws.table)
                    .key(VersionItem.key("risk", version))
                    .updateExpression("SET #n = :v")
                    .expressionAttributeNames(Map.of("#n", name))
                    .expressionAttributeValues(Map.of(":v", value)));
        }
    }

    @Test
    void shouldLayOutTheTableAsDocumented(@TempDir Path folder) throws Exception {
        DynamoModelRegistry registry = registry(folder, 1);
        registry.change("risk", 1, change(Status.APPROVED));
        registry.change("risk", 1, change(Status.ACTIVE));

        String digest = Sha256.of("weights 1");
        Map<String, AttributeValue> item = item(1);
        assertThat(item.keySet())
                .contains(
                        "model",
                        "version",
                        "status",
                        "sha256",
                        "artifact",
                        "artifactBucket",
                        "artifactKey",
                        "bundle",
                        "history");
        assertThat(item.get("version").n()).isEqualTo("1");
        assertThat(item.get("status").s()).isEqualTo("ACTIVE");
        assertThat(item.get("artifactKey").s()).isEqualTo("flc/risk/" + digest + "/model.onnx");
        assertThat(item.get("history").l().get(1).m().get("to").s()).isEqualTo("APPROVED");
        assertThat(item(0).get("active").n()).isEqualTo("1");
        assertThat(aws.s3.stored()).singleElement().satisfies(object -> {
            assertThat(object.encryption()).isEqualTo("aws:kms");
            assertThat(object.kmsKey()).isEqualTo(SomeRegistry.KEY);
        });

        registry.change("risk", 1, change(Status.RETIRED));
        assertThat(item(0)).doesNotContainKey("active");
        assertThat(registry.active("risk")).isEmpty();
    }

    @Test
    void shouldFetchAnArtifactThatIsNotHere(@TempDir Path folder, @TempDir Path other) throws Exception {
        ModelVersion version = register(aws.open(folder), folder, 1);

        assertThat(aws.open(other).artifact(version)).hasContent("weights 1");
        Path cached = other.resolve("cache/risk/1/model.onnx");
        Files.writeString(cached, "changed here");
        assertThat(aws.open(other).artifact(version)).hasContent("weights 1");

        Files.delete(cached);
        aws.s3.put(SomeRegistry.BUCKET, item(1).get("artifactKey").s(), "other weights".getBytes());
        assertThatThrownBy(() -> aws.open(other).artifact(version))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was changed, its digest is " + Sha256.of("other weights"));
        assertThat(cached).doesNotExist();
        set(1, "artifact", AttributeValue.fromS("../../../escaped"));
        assertThatThrownBy(() -> aws.open(other).artifact(version)).hasMessageContaining("cannot be called");
    }

    @Test
    void shouldNotWriteOverAnObjectOfAnotherContent(@TempDir Path folder) throws Exception {
        Path artifact = Files.writeString(folder.resolve("model.onnx"), "weights");
        aws.s3.put(SomeRegistry.BUCKET, "flc/risk/" + Sha256.of("weights") + "/model.onnx", "planted".getBytes());

        assertThatThrownBy(() -> aws.open(folder)
                        .register(new Registration("risk", 1, artifact, BUNDLE, change(Status.PENDING))))
                .hasMessageContaining("there is something else at s3://");
        assertThat(aws.open(folder).find("risk", 1)).isEmpty();
    }

    @Test
    void shouldOutliveThrottlingAndBrokenAnswers(@TempDir Path folder) throws Exception {
        DynamoModelRegistry registry = aws.open(folder);
        aws.dynamo.faults().throttle("GetItem", 1).fail("PutItem", 1).loseAnswer("PutItem", 1);
        aws.s3.faults().fail("PutObject", 1).loseAnswer("PutObject", 1);
        register(registry, folder, 1);

        aws.dynamo.faults().loseAnswer("TransactWriteItems", 1);
        registry.change("risk", 1, change(Status.APPROVED));
        aws.dynamo.faults().throttle("TransactWriteItems", 1).fail("TransactWriteItems", 1);
        registry.change("risk", 1, change(Status.ACTIVE));

        ModelVersion version = registry.find("risk", 1).orElseThrow();
        assertThat(version.history())
                .containsExactly(change(Status.PENDING), change(Status.APPROVED), change(Status.ACTIVE));
        assertThat(registry.active("risk")).contains(version);
    }

    @Test
    void shouldRecogniseATransactionWhoseAnswersWereAllLost(@TempDir Path folder) throws Exception {
        DynamoModelRegistry registry = registry(folder, 1);
        aws.dynamo.faults().loseAnswer("TransactWriteItems", 3);

        assertThat(registry.change("risk", 1, change(Status.APPROVED)).history())
                .hasSize(2);
        assertThat(aws.dynamo.calls().stream().filter("TransactWriteItems"::equals))
                .hasSize(3);
    }

    @Test
    void shouldSayWhatIsDeniedAndChangeNothing(@TempDir Path folder) throws Exception {
        DynamoModelRegistry registry = registry(folder, 1);
        aws.dynamo.faults().deny("TransactWriteItems", 1);
        assertThatThrownBy(() -> registry.change("risk", 1, change(Status.APPROVED)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("AccessDeniedException")
                .hasMessageContaining("allow dynamodb:UpdateItem");
        aws.dynamo.faults().deny("GetItem", 1);
        assertThatThrownBy(() -> registry.active("risk")).hasMessageContaining("allow dynamodb:GetItem");
        aws.s3.faults().deny("PutObject", 1);
        assertThatThrownBy(() -> register(registry, folder, 2)).hasMessageContaining("allow s3:PutObject");
        aws.dynamo.faults().fail("TransactWriteItems", Faults.ALWAYS);
        assertThatThrownBy(() -> registry.change("risk", 1, change(Status.APPROVED)))
                .hasMessageContaining("try again later");
        aws.dynamo.faults().clear();
        aws.aws.expireTokens();
        assertThatThrownBy(() -> registry.find("risk", 1)).hasMessageContaining("credentials are over");

        assertThat(item(1).get("status").s()).isEqualTo("PENDING");
        assertThat(item(2)).isEmpty();
    }

    @Test
    void shouldLetNoSecondVersionBecomeActiveWhereThePointerWasLost(@TempDir Path folder) throws Exception {
        DynamoModelRegistry registry = registry(folder, 2);
        for (int version = 1; version <= 2; version++) {
            registry.change("risk", version, change(Status.APPROVED));
        }
        registry.change("risk", 1, change(Status.ACTIVE));
        try (DynamoDbClient client = aws.dynamo.client()) {
            client.deleteItem(one -> one.tableName(aws.table).key(VersionItem.key("risk", 0)));
        }

        assertThatThrownBy(() -> registry.active("risk")).hasMessageContaining("is damaged");
        assertThatThrownBy(() -> registry.change("risk", 2, change(Status.ACTIVE)))
                .hasMessageContaining("is damaged");
        assertThat(item(2).get("status").s()).isEqualTo("APPROVED");
    }

    @Test
    void shouldNameTheItemThatIsDamaged(@TempDir Path folder) throws Exception {
        DynamoModelRegistry registry = registry(folder, 2);
        set(1, "status", AttributeValue.fromS("ACTIVE"));
        assertThatThrownBy(() -> registry.versions("risk"))
                .hasMessageContaining("version 1 of risk in table " + aws.table + " is damaged");
        set(1, "status", AttributeValue.fromS("PENDING"));
        set(0, "active", AttributeValue.fromN("2"));
        assertThatThrownBy(() -> registry.active("risk"))
                .hasMessageContaining("names version 2 of risk, which is PENDING");
        assertThatThrownBy(() -> registry.versions("risk")).hasMessageContaining("ACTIVE is []");
        set(2, "history", AttributeValue.fromN("2"));
        assertThatThrownBy(() -> registry.find("risk", 2)).hasMessageContaining("is damaged");
    }
}
