// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.deploy.lambda.Item;
import io.github.gxpml.deploy.standin.Delivery;
import io.github.gxpml.deploy.standin.LocalAws;
import io.github.gxpml.deploy.standin.ServiceStandIn.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class InferencePipelineTest {
    private static final String FILE = "id,age,kappa,sex\np-1,71,1.50,F\np-2,,0.9,M\np-3,55,0.7,F\n";

    private LocalAws aws;

    @BeforeEach
    void openAccount() {
        aws = new LocalAws()
                .table("MANAGEMENT_TABLE", "model", "version", ScalarAttributeType.N)
                .table("INFERENCE_TABLE", "record", "modelVersion", ScalarAttributeType.N)
                .bucket("INGEST_BUCKET")
                .bucket("BATCHES_BUCKET")
                .bucket("CLIENT_BUCKET")
                .queue("RECORDS_QUEUE_URL")
                .queue("RESULTS_QUEUE_URL")
                .with("CLIENT_TOPIC", "arn:aws:sns:eu-central-1:111122223333:client")
                .with("MODEL", "flc")
                .with("KEY_COLUMN", "id")
                .with("FEATURES", "age,kappa")
                .with("THRESHOLD", "0.12")
                .with("BATCH_ROWS", "2");
        active(7, 7);
        endpointAnswers("v-7");
    }

    @Test
    void shouldLeadFromAFileToResultsThatSayTheirVersion() throws IOException {
        ingest(FILE);
        score();
        publish();

        assertThat(aws.services().calls("InvokeEndpoint"))
                .extracting(call -> call.path("body").textValue())
                .containsExactlyInAnyOrder("71,1.50\n,0.9\n", "55,0.7\n");
        assertThat(aws.rows("INFERENCE_TABLE")).hasSize(3).allSatisfy(row -> {
            assertThat(row.get("modelVersion").n()).isEqualTo("7");
            assertThat(row).containsKeys("input", "score", "predicted", "at", "requestId");
        });
        Map<String, AttributeValue> second = row("p-2");
        assertThat(second.get("input").m()).containsOnlyKeys("kappa");
        assertThat(second.get("predicted").n()).isEqualTo("0");
        assertThat(row("p-1").get("predicted").n()).isEqualTo("1");
        List<String> files =
                aws.s3().listObjectsV2(request -> request.bucket(aws.value("CLIENT_BUCKET"))).contents().stream()
                        .map(each -> aws.s3()
                                .getObjectAsBytes(request -> request.bucket(aws.value("CLIENT_BUCKET"))
                                        .key(each.key()))
                                .asUtf8String())
                        .toList();
        assertThat(files)
                .containsExactlyInAnyOrder(
                        "record,score,predicted,modelVersion\np-1,0.5,1,7\np-2,0.05,0,7\n",
                        "record,score,predicted,modelVersion\np-3,0.5,1,7\n");
        assertThat(aws.services().calls("Publish")).hasSize(2);
    }

    @Test
    void shouldScoreOnceHoweverOftenAFileIsAnnounced() throws IOException {
        String version = ingest(FILE);
        announce(version);
        score();

        assertThat(aws.rows("INFERENCE_TABLE")).hasSize(3);
        assertThat(aws.s3()
                        .listObjectsV2(request -> request.bucket(aws.value("BATCHES_BUCKET")))
                        .contents())
                .hasSize(2);
        assertThat(Delivery.waiting(aws.sqs(), aws.value("RECORDS_QUEUE_URL") + "-dead"))
                .isZero();
    }

    @Test
    void shouldRefuseResultsThatDoNotSayTheirVersion() throws IOException {
        endpointAnswers("AllTraffic");
        ingest(FILE);
        score();

        assertThat(aws.rows("INFERENCE_TABLE")).isEmpty();
        assertThat(Delivery.waiting(aws.sqs(), aws.value("RECORDS_QUEUE_URL") + "-dead"))
                .isEqualTo(2);
        assertThatThrownBy(() ->
                        new ScoredRow(new Batch.ClientRecord("p-1", Map.of("age", "1")), 0, BigDecimal.ONE, 1, "r"))
                .hasMessageContaining("without the version");
    }

    @Test
    void shouldWaitWhileTheEndpointChanges() throws IOException {
        active(8, 7);
        endpointAnswers("v-8");
        ingest(FILE);
        once();
        assertThat(aws.rows("INFERENCE_TABLE")).isEmpty();

        active(8, 8);
        score();

        assertThat(aws.rows("INFERENCE_TABLE"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.get("modelVersion").n()).isEqualTo("8"));
    }

    @Test
    void shouldGoOnWithWhatIsServedUntilTheVersionThatWasApprovedIsDeployed() throws IOException {
        active(8, 7);
        ingest(FILE);
        score();

        assertThat(aws.rows("INFERENCE_TABLE"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.get("modelVersion").n()).isEqualTo("7"));
    }

    @Test
    void shouldNotScoreWithAVersionThatIsNotInUseYetOrNoMore() throws IOException {
        active(6, 7);
        ingest(FILE);
        score();

        assertThat(aws.rows("INFERENCE_TABLE")).isEmpty();
    }

    @Test
    void shouldNotScoreWithAnEndpointThatNobodyDeployed() throws IOException {
        aws.dynamo()
                .putItem(request -> request.tableName(aws.value("MANAGEMENT_TABLE"))
                        .item(new Item()
                                .text("model", "flc")
                                .number("version", 0)
                                .number("active", 7)
                                .build()));
        ingest(FILE);
        score();

        assertThat(aws.rows("INFERENCE_TABLE")).isEmpty();
    }

    @Test
    void shouldGoOnAfterTheEndpointWasBusy() throws IOException {
        Answer busy = Answer.error(503, "ServiceUnavailable", "busy");
        aws.services().fail("InvokeEndpoint", busy, busy, busy, busy);
        ingest(FILE);
        score();

        assertThat(aws.rows("INFERENCE_TABLE")).hasSize(3);
    }

    @Test
    void shouldNotScoreARecordAgainWithAnotherInput() throws IOException {
        ingest(FILE);
        score();
        ingest("id,age,kappa\np-1,72,1.50\n");
        score();

        assertThat(row("p-1").get("input").m().get("age").n()).isEqualTo("71");
        assertThat(Delivery.waiting(aws.sqs(), aws.value("RECORDS_QUEUE_URL") + "-dead"))
                .isOne();
    }

    @Test
    void shouldRefuseAnAnswerThatIsNotANumberForEachRecord() throws IOException {
        for (String body : List.of("0.5\n", "0.5\nnan\n", "0.5\n0.6\n0.7\n")) {
            aws.services()
                    .on(
                            "InvokeEndpoint",
                            call -> new Answer(200, Map.of("x-Amzn-Invoked-Production-Variant", "v-7"), body));
            ingest("id,age,kappa\na,1,1\nb,2,2\n");
            score();
        }

        assertThat(aws.rows("INFERENCE_TABLE")).isEmpty();
    }

    @Test
    void shouldRefuseAFileWithABadLineAsAWhole() {
        var format = new RecordsFile("id", List.of("age"));
        for (String file : List.of(
                "",
                "id\n1\n",
                "id,age,age\n1,2,3\n",
                "id,age\n1\n",
                "id,age\n1,old\n",
                "id,age\n,5\n",
                "id,age\n1,2\n1,3\n",
                "id,age\n1,NaN\n",
                "id,age\n1,=1+1\n")) {
            assertThatThrownBy(() -> format.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))))
                    .as(file)
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private void active(int version, int serving) {
        aws.dynamo()
                .putItem(request -> request.tableName(aws.value("MANAGEMENT_TABLE"))
                        .item(new Item()
                                .text("model", "flc")
                                .number("version", 0)
                                .number("active", version)
                                .number("serving", serving)
                                .build()));
    }

    /** Scores 0.5 where the age is known and 0.05 where it is not. */
    private void endpointAnswers(String variant) {
        aws.services()
                .on(
                        "InvokeEndpoint",
                        call -> new Answer(
                                200,
                                Map.of("x-Amzn-Invoked-Production-Variant", variant, "x-amzn-RequestId", "r-1"),
                                call.path("body")
                                        .textValue()
                                        .replaceAll("(?m)^,.*$", "0.05")
                                        .replaceAll("(?m)^\\d+,.*$", "0.5")));
    }

    private String ingest(String file) throws IOException {
        String version = aws.put("INGEST_BUCKET", "in/people.csv", file.getBytes(StandardCharsets.UTF_8));
        announce(version);
        return version;
    }

    private void announce(String version) throws IOException {
        Delivery.event(
                new IngestHandler(aws.settings()),
                "Object Created",
                Map.of(
                        "bucket", Map.of("name", aws.value("INGEST_BUCKET")),
                        "object", Map.of("key", "in/people.csv", "version-id", version)));
    }

    private void once() throws IOException {
        Delivery.once(aws.sqs(), aws.value("RECORDS_QUEUE_URL"), new InferenceHandler(aws.settings()));
    }

    private void score() throws IOException {
        Delivery.all(aws.sqs(), aws.value("RECORDS_QUEUE_URL"), new InferenceHandler(aws.settings()));
    }

    private void publish() throws IOException {
        Delivery.all(aws.sqs(), aws.value("RESULTS_QUEUE_URL"), new ResultsHandler(aws.settings()));
    }

    private Map<String, AttributeValue> row(String record) {
        return aws.rows("INFERENCE_TABLE").stream()
                .filter(each -> each.get("record").s().equals(record))
                .findFirst()
                .orElseThrow();
    }
}
