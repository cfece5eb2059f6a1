// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.deploy.lambda.Fields;
import io.github.gxpml.deploy.release.EndpointUpdateHandler;
import io.github.gxpml.deploy.standin.Delivery;
import io.github.gxpml.deploy.standin.LocalAws;
import io.github.gxpml.deploy.standin.ServiceStandIn.Answer;
import io.github.gxpml.deploy.standin.SignedBundles;
import io.github.gxpml.deploy.standin.SignedBundles.Stage;
import io.github.gxpml.deploy.standin.TrainingAccount;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TrainingPipelineTest {
    private static final String MODEL = SignedBundles.MODEL;
    private static final String ORDER = "{\"model\": \"" + MODEL + "\", \"run\": 1}";
    private static final String JOB = MODEL + "-1";

    private LocalAws aws;

    @BeforeEach
    void openAccount() {
        aws = TrainingAccount.open();
    }

    @Test
    void shouldLeadFromOneMessageToADeployedModel() throws IOException {
        TrainingAccount.send(aws, "TRAIN_QUEUE_URL", ORDER);
        Delivery.all(aws.sqs(), aws.value("TRAIN_QUEUE_URL"), new TrainModelHandler(aws.settings()));
        glueEnds("SUCCEEDED");
        trainingEnds("Completed");

        JsonNode review = review();
        assertThat(review.path("artifact").path("sha256").textValue()).isEqualTo(Sha256.of(SignedBundles.model()));

        // people look at it, run the gates and sign, all with gxp, which registers the version
        TrainingAccount.register(aws, Stage.PENDING);
        var handler = new EndpointUpdateHandler(aws.settings());
        TrainingAccount.send(aws, "RELEASE_QUEUE_URL", TrainingAccount.release(aws, SignedBundles.pending(), false));
        Delivery.once(aws.sqs(), aws.value("RELEASE_QUEUE_URL"), handler);
        assertThat(aws.sageMaker().served(MODEL)).as("nobody has signed yet").isEmpty();

        TrainingAccount.register(aws, Stage.APPROVED);
        TrainingAccount.send(aws, "RELEASE_QUEUE_URL", TrainingAccount.release(aws, SignedBundles.approved(), false));
        Delivery.once(aws.sqs(), aws.value("RELEASE_QUEUE_URL"), handler);
        aws.sageMaker().settle(MODEL);
        Delivery.once(aws.sqs(), aws.value("RELEASE_QUEUE_URL"), handler);

        assertThat(aws.sageMaker().served(MODEL)).isPresent();
        assertThat(TrainingAccount.registry(aws).active(MODEL))
                .as("the engine reads what the handler left")
                .hasValueSatisfying(version -> assertThat(version.version()).isOne());
        assertThat(aws.services().calls("Publish")).hasSize(1);
        assertThat(aws.rows("RESULTS_TABLE"))
                .extracting(row -> row.get("stage").s())
                .containsExactlyInAnyOrder("order", "train", "keep", "deploy");
    }

    @Test
    void shouldTrainIsolatedAndEncrypted() throws IOException {
        TrainingAccount.send(aws, "TRAIN_QUEUE_URL", ORDER);
        Delivery.all(aws.sqs(), aws.value("TRAIN_QUEUE_URL"), new TrainModelHandler(aws.settings()));
        glueEnds("SUCCEEDED");

        JsonNode job = aws.sageMaker().job(JOB);
        assertThat(job.path("EnableNetworkIsolation").booleanValue()).isTrue();
        assertThat(job.path("EnableInterContainerTrafficEncryption").booleanValue())
                .isTrue();
        assertThat(job.at("/ResourceConfig/VolumeKmsKeyId").textValue()).isEqualTo(aws.value("KMS_KEY"));
        assertThat(job.at("/OutputDataConfig/KmsKeyId").textValue()).isEqualTo(aws.value("KMS_KEY"));
        assertThat(job.at("/VpcConfig/Subnets")).hasSize(2);
    }

    @Test
    void shouldTrainARunOnceHoweverOftenItIsAskedFor() throws IOException {
        var handler = new TrainModelHandler(aws.settings());

        Delivery.message(handler, "m-1", ORDER);
        Delivery.message(handler, "m-1", ORDER);
        Delivery.message(handler, "m-2", ORDER);
        glueEnds("SUCCEEDED");
        glueEnds("SUCCEEDED");
        trainingEnds("Completed");
        trainingEnds("Completed");

        assertThat(aws.services().calls("StartJobRun")).hasSize(1);
        assertThat(aws.rows("RESULTS_TABLE")).hasSize(2);
        assertThat(Delivery.bodies(aws.sqs(), aws.value("REVIEW_QUEUE_URL"))).hasSize(1);
    }

    @Test
    void shouldWaitWhileAnotherDeliveryIsAtTheOrder() throws IOException {
        Answer lost = Answer.error(500, "InternalServiceException", "lost");
        aws.services().fail("StartJobRun", lost, lost);
        var handler = new TrainModelHandler(aws.settings());
        Delivery.message(handler, "m-1", ORDER);

        assertThat(failures(Delivery.message(handler, "m-1", ORDER))).containsExactly("m-1");

        assertThat(failures(Delivery.message(later(), "m-1", ORDER))).isEmpty();
        assertThat(aws.services().calls("StartJobRun"))
                .as("two that failed, none while the order was held, and the one that worked")
                .hasSize(3);
    }

    @Test
    void shouldFindTheGlueRunWhoseStartWasNotNoted() throws IOException {
        var handler = new TrainModelHandler(aws.settings());
        Delivery.message(handler, "m-1", ORDER);
        aws.dynamo()
                .updateItem(request -> request.tableName(aws.value("RESULTS_TABLE"))
                        .key(Map.of(
                                "model", AttributeValue.fromS(MODEL),
                                "result",
                                        AttributeValue.fromS(
                                                TrainOrder.of(ORDER).result())))
                        .updateExpression("REMOVE glueRun"));

        assertThat(failures(Delivery.message(later(), "m-1", ORDER))).isEmpty();

        assertThat(aws.services().calls("StartJobRun")).hasSize(1);
        assertThat(aws.rows("RESULTS_TABLE"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("glueRun").s()).isEqualTo("jr_1"));
    }

    private TrainModelHandler later() {
        return new TrainModelHandler(aws.settings(), Clock.offset(Clock.systemUTC(), Duration.ofMinutes(3)));
    }

    @Test
    void shouldStartNothingWithAScriptThatTheStackDoesNotName() throws IOException {
        aws.put("REPOSITORY_BUCKET", aws.value("GLUE_SCRIPT_KEY"), "other".getBytes(StandardCharsets.UTF_8));

        assertThat(failures(Delivery.message(new TrainModelHandler(aws.settings()), "m-1", ORDER)))
                .containsExactly("m-1");

        assertThat(aws.services().calls("StartJobRun")).isEmpty();
        assertThat(aws.rows("RESULTS_TABLE")).isEmpty();
    }

    @Test
    void shouldKeepWhichScriptMadeTheTables() throws IOException {
        Delivery.message(new TrainModelHandler(aws.settings()), "m-1", ORDER);

        assertThat(aws.rows("RESULTS_TABLE"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("scriptSha256").s()).isEqualTo(aws.value("GLUE_SCRIPT_SHA256")));
    }

    @Test
    void shouldTellPeopleThatTheTablesCouldNotBeMade() throws IOException {
        Delivery.message(new TrainModelHandler(aws.settings()), "m-1", ORDER);
        glueEnds("FAILED");

        assertThat(review().path("stage").textValue()).isEqualTo("prepare");
        assertThat(aws.services().calls("CreateTrainingJob")).isEmpty();
    }

    @Test
    void shouldTellPeopleThatTheTrainingFailed() throws IOException {
        Delivery.message(new TrainModelHandler(aws.settings()), "m-1", ORDER);
        glueEnds("SUCCEEDED");
        trainingEnds("Failed");

        JsonNode review = review();
        assertThat(review.path("state").textValue()).isEqualTo("Failed");
        assertThat(review.has("artifact")).isFalse();
    }

    @Test
    void shouldBelieveTheServiceNotTheEvent() throws IOException {
        Delivery.message(new TrainModelHandler(aws.settings()), "m-1", ORDER);

        event("Glue Job State Change", Map.of("jobName", "prepare", "jobRunId", "jr_1", "state", "SUCCEEDED"));

        assertThat(aws.services().calls("CreateTrainingJob")).isEmpty();
    }

    @Test
    void shouldLeaveAMessageThatIsNoOrderInTheDeadLetterQueue() throws IOException {
        TrainingAccount.send(aws, "TRAIN_QUEUE_URL", "{\"model\": \"../x\", \"run\": 1}");
        TrainingAccount.send(aws, "TRAIN_QUEUE_URL", ORDER);

        Delivery.all(aws.sqs(), aws.value("TRAIN_QUEUE_URL"), new TrainModelHandler(aws.settings()));

        assertThat(Delivery.bodies(aws.sqs(), aws.value("TRAIN_QUEUE_URL") + "-dead"))
                .singleElement()
                .asString()
                .contains("../x");
        assertThat(aws.services().calls("StartJobRun")).hasSize(1);
    }

    @Test
    void shouldSayWhatIsMissingInAMessage() {
        assertThatThrownBy(() -> TrainOrder.of("{\"model\": \"m\"}")).hasMessageContaining("run");
        assertThatThrownBy(() -> TrainOrder.of("{\"model\": \"m\", \"run\": 1.5}"))
                .hasMessageContaining("run");
        assertThatThrownBy(() -> Fields.of("[]")).hasMessageContaining("object");
    }

    private void glueEnds(String state) throws IOException {
        aws.sageMaker().endRun("jr_1", state);
        event("Glue Job State Change", Map.of("jobName", "prepare", "jobRunId", "jr_1", "state", state));
    }

    private void event(String type, Map<String, ?> detail) throws IOException {
        Delivery.event(new PreparedDataHandler(aws.settings()), type, detail);
    }

    private void trainingEnds(String status) throws IOException {
        String key = MODEL + "/00000001/output/model.onnx";
        if (aws.services().calls("DescribeTrainingJob").isEmpty()) {
            aws.put("REPOSITORY_BUCKET", key, SignedBundles.model());
        }
        aws.sageMaker().endJob(JOB, status, "s3://" + aws.value("REPOSITORY_BUCKET") + "/" + key);
        Delivery.event(
                new TrainingResultsHandler(aws.settings()),
                "SageMaker Training Job State Change",
                Map.of("TrainingJobName", JOB, "TrainingJobStatus", status));
    }

    private JsonNode review() throws IOException {
        List<String> bodies = Delivery.bodies(aws.sqs(), aws.value("REVIEW_QUEUE_URL"));
        assertThat(bodies).hasSize(1);
        return Fields.of(bodies.get(0)).node();
    }

    private static List<String> failures(JsonNode answer) {
        return answer.path("batchItemFailures").findValuesAsText("itemIdentifier");
    }
}
