// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.deploy.lambda.EventHandler;
import io.github.gxpml.deploy.lambda.Fields;
import io.github.gxpml.deploy.standin.Delivery;
import io.github.gxpml.deploy.standin.LocalAws;
import io.github.gxpml.deploy.standin.ServiceStandIn.Answer;
import io.github.gxpml.deploy.standin.SignedBundles;
import io.github.gxpml.deploy.standin.SignedBundles.Stage;
import io.github.gxpml.deploy.standin.TrainingAccount;
import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.VerdictsDocument;
import io.github.gxpml.evidence.Waiver;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whoever may send messages or write the table deploys nothing by that. */
class HostileMessagesTest {
    private static final String MODEL = SignedBundles.MODEL;
    private static final String PACKAGE = "arn:aws:sagemaker:eu-central-1:111122223333:model-package/flc/1";

    private LocalAws aws;

    @BeforeEach
    void openAccount() throws IOException {
        aws = TrainingAccount.open();
        TrainingAccount.register(aws, Stage.APPROVED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "null",
                "{}",
                "{\"model\": \"m\", \"version\": 0}",
                "{\"model\": \"m\", \"version\": 99999999999999999999}",
                "{\"model\": \"m\", \"version\": \"1\"}",
                "{\"model\": \"../m\", \"version\": 1}",
                "{\"model\": \"m\", \"version\": 1, \"bundle\": \"b\"}",
                "{\"model\": \"m\", \"version\": 1, \"bundle\": {\"bucket\": \"b\", \"key\": \"k\"}}",
                "{\"model\": \"m\", \"version\": 1, \"bundle\": {\"bucket\": \"b\", \"key\": \"k\", \"versionId\": \"null\"}}",
                "{\"model\": \"m\", \"model\": \"n\", \"version\": 1}"
            })
    void shouldNotTakeWhatIsNoOrder(String body) throws IOException {
        assertThat(failures(body)).hasSize(1);
        assertNothingHappened();
        assertThat(aws.rows("RESULTS_TABLE")).isEmpty();
    }

    @Test
    void shouldNotReadAMessageThatIsLongerThanAny() throws IOException {
        String body = "{\"model\": \"" + "m".repeat(200_000) + "\"}";

        assertThat(failures(body)).hasSize(1);
        assertThatThrownBy(() -> Fields.of(body)).hasMessageContaining("longer than any of ours");
        assertThat(failures("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)))
                .hasSize(1);
        assertNothingHappened();
    }

    @Test
    void shouldKeepTheEndpointForAVersionThatNobodyRegistered() throws IOException {
        ObjectNode order = order(SignedBundles.approved());
        assertThat(failures(order.put("version", 12).toString())).isEmpty();

        assertKept("the version is not in the management table");
    }

    @Test
    void shouldKeepTheEndpointIfTheBundleIsNotTheOneThatTheMessageNames() throws IOException {
        ObjectNode order = order(SignedBundles.approved());
        ((ObjectNode) order.path("bundle")).put("sha256", "0".repeat(64));
        assertThat(failures(order.toString())).isEmpty();

        assertKept("the bundle has another digest than the message says");
    }

    @Test
    void shouldTakeTheBundleThatTheMessageNamesByItsDigest() throws IOException {
        ObjectNode order = order(SignedBundles.approved());
        ((ObjectNode) order.path("bundle")).put("sha256", Sha256.of(SignedBundles.approved()));
        failures(order.toString());

        assertThat(aws.services().calls("CreateEndpoint")).hasSize(1);
    }

    @Test
    void shouldKeepTheEndpointOfAnotherModelWhoseVersionIsGivenTheSameBundle() throws IOException {
        Map<String, AttributeValue> copy = new HashMap<>(TrainingAccount.item(aws, 1));
        copy.put("model", AttributeValue.fromS("other"));
        aws.dynamo()
                .putItem(request ->
                        request.tableName(aws.value("MANAGEMENT_TABLE")).item(copy));
        assertThat(failures(
                        order(SignedBundles.approved()).put("model", "other").toString()))
                .isEmpty();

        assertKept("it holds " + MODEL + "-1");
    }

    @Test
    void shouldKeepTheEndpointForAnotherVersionWithTheSameBundle() throws IOException {
        Map<String, AttributeValue> copy = new HashMap<>(TrainingAccount.item(aws, 1));
        copy.put("version", AttributeValue.fromN("2"));
        aws.dynamo()
                .putItem(request ->
                        request.tableName(aws.value("MANAGEMENT_TABLE")).item(copy));
        assertThat(failures(order(SignedBundles.approved()).put("version", 2).toString()))
                .isEmpty();

        assertKept("it holds " + MODEL + "-1");
    }

    @Test
    void shouldKeepTheEndpointIfAnApproverIsTrustedNoMore() throws IOException {
        aws.with("APPROVER_KEYS", SignedBundles.key("john-example.org"));
        assertThat(failures(order(SignedBundles.approved()).toString())).isEmpty();

        assertKept("is not trusted here");
    }

    @Test
    void shouldKeepTheEndpointIfWhoeverWritesTheTableSaysThatItIsApproved() throws IOException {
        assertThat(failures(order(SignedBundles.pending()).toString())).isEmpty();

        assertKept("the run of the bundle is PENDING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PendingManualApproval", "Rejected"})
    void shouldKeepTheEndpointIfThePackageIsNotApproved(String status) throws IOException {
        packaged(status);
        assertThat(failures(order(SignedBundles.approved()).toString())).isEmpty();

        assertKept("the package of the version in the model registry is " + status);
    }

    @Test
    void shouldDeployIfThePackageIsApproved() throws IOException {
        packaged("Approved");
        failures(order(SignedBundles.approved()).toString());

        assertThat(aws.services().calls("CreateEndpoint")).hasSize(1);
    }

    @Test
    void shouldNotWaiveAGateAfterItsTime() {
        LocalDate today = LocalDate.of(2026, 11, 29);
        Waiver over = waiver("validate/auc", today.minusDays(1), true);

        assertThat(BundleGate.ended(List.of(over), today))
                .contains("a gate was waived until 2026-11-28, which is over");
        assertThat(BundleGate.ended(List.of(waiver("validate/auc", today, true)), today))
                .isEmpty();
        assertThat(BundleGate.ended(List.of(over, waiver("validate/auc", today.plusDays(9), true)), today))
                .as("proposed again")
                .isEmpty();
        assertThat(BundleGate.ended(List.of(waiver("validate/auc", today.minusDays(1), false)), today))
                .as("never confirmed, so it counts for nothing")
                .isEmpty();
        assertThat(BundleGate.ended(List.of(waiver("monitor/psi", today.minusDays(1), true)), today))
                .isEmpty();
    }

    @Test
    void shouldNotSayThatTheClientWasToldWhileNobodyListens() throws IOException {
        aws.subscribers(0);
        String body = order(SignedBundles.approved()).toString();
        failures(body);
        aws.sageMaker().settle(MODEL);

        assertThat(failures(body)).as("the message comes again").hasSize(1);
        assertThat(aws.services().calls("Publish")).isEmpty();

        aws.subscribers(1);
        assertThat(failures(body)).isEmpty();
        assertThat(aws.services().calls("Publish")).hasSize(1);
    }

    @Test
    void shouldThrowNothingThatRepeatsWhatWasSent() {
        var handler = new EventHandler() {
            @Override
            protected void take(JsonNode event) throws IOException {
                throw new IOException("row of Jane Roe");
            }
        };

        assertThatThrownBy(() -> Delivery.event(handler, "any", Map.of()))
                .hasMessageContaining("see the line before")
                .hasMessageNotContaining("Jane")
                .hasNoCause();
        assertThatThrownBy(() -> Delivery.invoke(handler, "Jane Roe".getBytes(StandardCharsets.UTF_8)))
                .hasMessageNotContaining("Jane");
    }

    private static Waiver waiver(String gate, LocalDate until, boolean confirmed) {
        var person = new Person("Jane Roe", "jane@example.org", "quality", "key");
        var vote = new Waiver.Vote("Known.", Instant.EPOCH, "UTC");
        var claim = new Waiver.Claim(
                person, vote, new Waiver.Terms(gate, "Known.", "", until), List.of(), 1, "", Optional.empty());
        var second = new Waiver.Confirmed("c", new Waiver.Confirmation(person, vote, gate, "", Optional.empty()), "k");
        var seen = new Seen(1, "", new VerdictsDocument(List.of()), "", "", "");
        return new Waiver("w", claim, "k", seen, confirmed ? Optional.of(second) : Optional.empty());
    }

    private void packaged(String status) {
        TrainingAccount.tamper(aws, 1, "modelPackage", PACKAGE);
        aws.services()
                .on(
                        "DescribeModelPackage",
                        body -> Answer.json(Map.of("ModelPackageArn", PACKAGE, "ModelApprovalStatus", status)));
    }

    private ObjectNode order(byte[] bundle) {
        return (ObjectNode)
                Fields.of(TrainingAccount.release(aws, bundle, false)).node();
    }

    private List<String> failures(String body) throws IOException {
        return Delivery.message(new EndpointUpdateHandler(aws.settings()), "m-1", body)
                .path("batchItemFailures")
                .findValuesAsText("itemIdentifier");
    }

    private void assertKept(String reason) throws IOException {
        assertNothingHappened();
        assertThat(aws.rows("RESULTS_TABLE"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("reasons").l())
                        .extracting(AttributeValue::s)
                        .anySatisfy(text -> assertThat(text).contains(reason)));
        assertThat(Delivery.bodies(aws.sqs(), aws.value("REVIEW_QUEUE_URL"))).hasSize(1);
    }

    private void assertNothingHappened() {
        for (String call : List.of("CreateModel", "CreateEndpoint", "UpdateEndpoint", "Publish")) {
            assertThat(aws.services().calls(call)).as(call).isEmpty();
        }
        assertThat(TrainingAccount.item(aws, 0)).doesNotContainKey("serving");
    }
}
