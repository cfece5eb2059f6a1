// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.deploy.standin.Delivery;
import io.github.gxpml.deploy.standin.LocalAws;
import io.github.gxpml.deploy.standin.ServiceStandIn.Answer;
import io.github.gxpml.deploy.standin.SignedBundles;
import io.github.gxpml.deploy.standin.SignedBundles.Stage;
import io.github.gxpml.deploy.standin.TrainingAccount;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class EndpointUpdateHandlerTest {
    private static final String QUEUE = "RELEASE_QUEUE_URL";
    private static final String BEFORE = "what-was-served";
    private static final String MODEL = SignedBundles.MODEL;

    private LocalAws aws;

    @BeforeEach
    void openAccount() throws IOException {
        aws = TrainingAccount.open();
        TrainingAccount.register(aws, Stage.APPROVED);
        aws.sageMaker().serving(MODEL, BEFORE);
    }

    @Test
    void shouldDeployWhatEverybodyApproved() throws IOException {
        order(SignedBundles.approved());

        deliver();

        assertThat(waiting())
                .as("the endpoint is being updated, so the message waits")
                .isOne();
        aws.sageMaker().settle(MODEL);
        deliver();

        String name = aws.sageMaker().served(MODEL).orElseThrow();
        String sha256 = Sha256.of(SignedBundles.model());
        assertThat(waiting()).isZero();
        assertThat(name).startsWith(MODEL + "-1-");
        assertThat(aws.sageMaker()
                        .configuration(name)
                        .at("/ProductionVariants/0/VariantName")
                        .textValue())
                .isEqualTo("v-1");
        var model = aws.sageMaker().model(name);
        assertThat(model.path("EnableNetworkIsolation").booleanValue()).isTrue();
        String folder = "s3://" + aws.value("MODELS_BUCKET") + "/models/" + sha256 + "/";
        assertThat(model.at("/PrimaryContainer/ModelDataSource/S3DataSource/S3Uri")
                        .textValue())
                .isEqualTo(folder);
        assertThat(aws.s3()
                        .getObjectAsBytes(request ->
                                request.bucket(aws.value("MODELS_BUCKET")).key("models/" + sha256 + "/model.onnx"))
                        .asByteArray())
                .isEqualTo(SignedBundles.model());
        assertThat(version(1).get("status").s()).isEqualTo("ACTIVE");
        assertThat(version(1).get("history").l())
                .as("the engine has done all of this before")
                .extracting(change -> change.m().get("to").s())
                .containsExactly("PENDING", "APPROVED", "ACTIVE");
        assertThat(version(0).get("active").n()).isEqualTo("1");
        assertThat(version(0).get("serving").n()).isEqualTo("1");
        Map<String, AttributeValue> row = decision("deploy");
        assertThat(row.get("endpointBefore").s()).isEqualTo(BEFORE);
        assertThat(row.get("endpointAfter").s()).isEqualTo(name);
        assertThat(row).containsKeys("deployedAt", "clientToldAt");
        var mails = aws.services().calls("Publish");
        assertThat(mails).hasSize(1);
        assertThat(mails.get(0).path("Message").textValue())
                .contains(row.get("bundle").s(), Sha256.of(SignedBundles.approved()), sha256, "versionId=");
    }

    @Test
    void shouldTakeTheLastStepsOfARunThatWasKilledBeforeThem() throws IOException {
        TrainingAccount.register(aws, Stage.PENDING);
        unpoint();
        String body = TrainingAccount.release(aws, SignedBundles.approved(), false);
        var handler = new EndpointUpdateHandler(aws.settings());
        Delivery.message(handler, "m-1", body);
        aws.sageMaker().settle(MODEL);
        Delivery.message(handler, "m-1", body);

        assertThat(TrainingAccount.registry(aws).versions(MODEL))
                .as("as the engine reads it")
                .singleElement()
                .satisfies(version -> {
                    assertThat(version.status()).isEqualTo(Status.ACTIVE);
                    assertThat(version.history())
                            .extracting(Change::to)
                            .containsExactly(Status.PENDING, Status.APPROVED, Status.ACTIVE);
                });
        assertThat(version(0).get("serving").n()).isEqualTo("1");
    }

    @Test
    void shouldSayWhatIsServedBeforeWhatIsInUse() throws IOException {
        String body = TrainingAccount.release(aws, SignedBundles.approved(), false);
        var handler = new EndpointUpdateHandler(aws.settings());
        Delivery.message(handler, "m-1", body);
        aws.sageMaker().settle(MODEL);
        Delivery.message(handler, "m-1", body);

        TrainingAccount.activate(aws, 2);

        assertThat(version(0).get("active").n()).isEqualTo("2");
        assertThat(version(0).get("serving").n())
                .as("the endpoint is as it was until somebody asks for version 2")
                .isEqualTo("1");
    }

    @Test
    void shouldKeepTheEndpointWithoutApproval() throws IOException {
        TrainingAccount.register(aws, Stage.PENDING);
        order(SignedBundles.pending());

        deliver();

        assertKept("the run of the bundle is PENDING");
    }

    @Test
    void shouldKeepTheEndpointWithOneSignatureOfTwo() throws IOException {
        TrainingAccount.register(aws, Stage.HALF);
        order(SignedBundles.half());

        deliver();

        assertKept("not everybody whom the spec asks has approved");
    }

    @Test
    void shouldKeepTheEndpointWithASignatureByAKeyThatIsNotTrusted() throws IOException {
        aws.with("APPROVER_KEYS", SignedBundles.key("jane-example.org"));
        order(SignedBundles.approved());

        deliver();

        assertKept("is not trusted here");
    }

    @Test
    void shouldKeepTheEndpointIfAPersonSealed() throws IOException {
        aws.with("SEAL_KEYS", SignedBundles.key("john-example.org"))
                .with("APPROVER_KEYS", SignedBundles.key("signing") + SignedBundles.key("jane-example.org"));
        order(SignedBundles.approved());

        deliver();

        assertKept("sealed with a key that may approve but not seal");
    }

    @Test
    void shouldKeepTheEndpointWithABundleThatWasAltered() throws IOException {
        byte[] altered = SignedBundles.approved().clone();
        altered[altered.length / 2] ^= 1;
        order(altered);

        deliver();

        assertKept("check ");
    }

    @Test
    void shouldKeepTheEndpointIfTheArtifactIsAnotherOne() throws IOException {
        String key = version(1).get("artifactKey").s();
        TrainingAccount.tamper(
                aws,
                1,
                "artifactVersionId",
                aws.put("REPOSITORY_BUCKET", key, "other".getBytes(StandardCharsets.UTF_8)));
        order(SignedBundles.approved());

        deliver();

        assertKept("the artifact is missing or is not the one that was approved");
    }

    @Test
    void shouldKeepTheEndpointIfAnotherModelIsRegistered() throws IOException {
        TrainingAccount.tamper(aws, 1, "sha256", "0".repeat(64));
        order(SignedBundles.approved());

        deliver();

        assertKept("another model than the one that is registered");
    }

    @Test
    void shouldKeepTheEndpointIfTheVersionWasRejected() throws IOException {
        TrainingAccount.register(aws, Stage.PENDING);
        TrainingAccount.registry(aws).change(MODEL, 1, TrainingAccount.change(Status.REJECTED));
        order(SignedBundles.approved());

        deliver();

        assertKept("the version is REJECTED");
    }

    @Test
    void shouldKeepALaterVersionAndGoBackOnlyIfAsked() throws IOException {
        TrainingAccount.activate(aws, 2);
        order(SignedBundles.approved());
        deliver();
        assertKept("version 2 is in use, a later one");

        TrainingAccount.send(aws, QUEUE, TrainingAccount.release(aws, SignedBundles.approved(), true));
        deliver();
        aws.sageMaker().settle(MODEL);
        deliver();

        assertThat(version(0).get("active").n()).isEqualTo("1");
        assertThat(version(1).get("status").s()).isEqualTo("ACTIVE");
        assertThat(version(2).get("status").s()).isEqualTo("RETIRED");
        assertThat(decision("rollback")).containsKey("deployedAt");
        assertThat(TrainingAccount.registry(aws).active(MODEL))
                .as("as the engine reads it")
                .hasValueSatisfying(version -> assertThat(version.version()).isOne());
        assertThat(TrainingAccount.registry(aws).versions(MODEL)).hasSize(2);
    }

    @Test
    void shouldDeployOnceHoweverOftenTheMessageComes() throws IOException {
        String body = TrainingAccount.release(aws, SignedBundles.approved(), false);
        var handler = new EndpointUpdateHandler(aws.settings());
        Delivery.message(handler, "m-1", body);
        aws.sageMaker().settle(MODEL);
        Delivery.message(handler, "m-1", body);

        Delivery.message(handler, "m-1", body);
        Delivery.message(handler, "m-2", body);

        assertThat(aws.services().calls("UpdateEndpoint")).hasSize(1);
        assertThat(aws.services().calls("Publish")).hasSize(1);
        assertThat(aws.rows("RESULTS_TABLE")).hasSize(1);
        assertThat(version(1).get("history").l()).hasSize(3);
    }

    @Test
    void shouldSayWhyAVersionThatWasReplacedIsNotDeployedAgain() throws IOException {
        String body = TrainingAccount.release(aws, SignedBundles.approved(), false);
        var handler = new EndpointUpdateHandler(aws.settings());
        Delivery.message(handler, "m-1", body);
        aws.sageMaker().settle(MODEL);
        Delivery.message(handler, "m-1", body);
        TrainingAccount.activate(aws, 2);
        serving(2);

        Delivery.message(handler, "m-1", body);
        assertThat(aws.rows("RESULTS_TABLE")).as("the message again").hasSize(1);

        Delivery.message(handler, "m-2", body);
        assertThat(decision("keep").get("reasons").l())
                .extracting(AttributeValue::s)
                .containsExactly("version 2 is in use, a later one; to go back must be asked for");
    }

    @Test
    void shouldTellReviewersOnceThatNothingChanged() throws IOException {
        String body = TrainingAccount.release(aws, SignedBundles.pending(), false);
        var handler = new EndpointUpdateHandler(aws.settings());

        Delivery.message(handler, "m-1", body);
        Delivery.message(handler, "m-1", body);

        assertThat(Delivery.bodies(aws.sqs(), aws.value("REVIEW_QUEUE_URL")))
                .singleElement()
                .asString()
                .contains("the run of the bundle is PENDING");
    }

    @Test
    void shouldBeginAgainWhereAServiceFailed() throws IOException {
        Answer slow = Answer.error(400, "ThrottlingException", "Rate exceeded");
        Answer broken = Answer.error(500, "InternalFailure", "broken");
        aws.services().fail("CreateModel", slow, broken, broken);
        aws.services().fail("Publish", broken, broken);
        order(SignedBundles.approved());

        deliver();
        deliver();
        aws.sageMaker().settle(MODEL);
        deliver();

        assertThat(waiting()).as("the mail could not be sent").isOne();
        assertThat(decision("deploy")).containsKey("deployedAt").doesNotContainKey("clientToldAt");
    }

    @Test
    void shouldLeaveAMessageThatFailsForGoodInTheDeadLetterQueue() throws IOException {
        Answer broken = Answer.error(500, "InternalFailure", "broken");
        aws.services().fail("DescribeEndpoint", broken, broken, broken, broken, broken, broken, broken, broken);
        order(SignedBundles.approved());
        TrainingAccount.send(aws, QUEUE, "no JSON");

        Delivery.all(aws.sqs(), aws.value(QUEUE), new EndpointUpdateHandler(aws.settings()));

        assertThat(Delivery.waiting(aws.sqs(), aws.value(QUEUE) + "-dead")).isEqualTo(2);
        assertThat(aws.sageMaker().served(MODEL)).contains(BEFORE);
        assertThat(version(0)).doesNotContainKey("serving");
    }

    private void order(byte[] bundle) {
        TrainingAccount.send(aws, QUEUE, TrainingAccount.release(aws, bundle, false));
    }

    private void deliver() throws IOException {
        Delivery.once(aws.sqs(), aws.value(QUEUE), new EndpointUpdateHandler(aws.settings()));
    }

    private int waiting() {
        return Delivery.waiting(aws.sqs(), aws.value(QUEUE));
    }

    private void assertKept(String reason) {
        assertThat(waiting()).as("the message was dealt with").isZero();
        assertThat(aws.sageMaker().served(MODEL)).contains(BEFORE);
        assertThat(aws.services().calls("CreateModel")).isEmpty();
        assertThat(aws.services().calls("Publish")).isEmpty();
        assertThat(decision("keep").get("reasons").l())
                .extracting(AttributeValue::s)
                .anySatisfy(text -> assertThat(text).contains(reason));
        assertThat(version(0)).doesNotContainKey("serving");
    }

    private void serving(int version) {
        aws.dynamo()
                .updateItem(request -> request.tableName(aws.value("MANAGEMENT_TABLE"))
                        .key(Map.of("model", AttributeValue.fromS(MODEL), "version", AttributeValue.fromN("0")))
                        .updateExpression("SET serving = :v")
                        .expressionAttributeValues(Map.of(":v", AttributeValue.fromN(Integer.toString(version)))));
    }

    /** Takes away the pointer, as a run leaves the table that was killed before its last step. */
    private void unpoint() {
        aws.dynamo()
                .deleteItem(request -> request.tableName(aws.value("MANAGEMENT_TABLE"))
                        .key(Map.of("model", AttributeValue.fromS(MODEL), "version", AttributeValue.fromN("0"))));
    }

    private Map<String, AttributeValue> decision(String stage) {
        List<Map<String, AttributeValue>> found = aws.rows("RESULTS_TABLE").stream()
                .filter(row -> row.get("stage").s().equals(stage))
                .toList();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("result").s()).matches("00000001#" + stage + "#[0-9a-f]{16}");
        return found.get(0);
    }

    private Map<String, AttributeValue> version(int number) {
        return TrainingAccount.item(aws, number);
    }
}
