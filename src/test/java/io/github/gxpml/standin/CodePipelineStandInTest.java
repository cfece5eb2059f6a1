// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.codepipeline.ActionTypeName;
import io.github.gxpml.aws.codepipeline.ManualApprovals.Place;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.codepipeline.model.AcknowledgeJobResponse;
import software.amazon.awssdk.services.codepipeline.model.CreateCustomActionTypeResponse;
import software.amazon.awssdk.services.codepipeline.model.GetJobDetailsResponse;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateResponse;
import software.amazon.awssdk.services.codepipeline.model.ListActionExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.ListActionTypesResponse;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsResponse;
import software.amazon.awssdk.services.codepipeline.model.PutApprovalResultResponse;

/** What the stand-in answers, held against the SDK's own description of the service, and what it refuses. */
class CodePipelineStandInTest {
    private static final ActionTypeName TYPE = new ActionTypeName("Build", "GxP", "1");
    private static final Place PLACE = new Place("credit", "Release", "Ask");
    private static final Map<String, String> TYPE_ID =
            Map.of("category", "Build", "owner", "Custom", "provider", "GxP", "version", "1");

    private final CodePipelineStandIn service = CodePipelineStandIn.start();

    @BeforeEach
    void enqueue() {
        service.defineActionType(TYPE, "Queue", List.of("Spec"));
        service.enqueue(ActionOrder.of(TYPE, "credit", "execution-1", "Train", "Model")
                .configured(Map.of("Queue", "gpu"))
                .input("Source", "1", "bucket", "key")
                .output("Evidence", "bucket", "key")
                .encryptedWith("key"));
    }

    @AfterEach
    void close() {
        service.close();
    }

    private JsonNode ask(int status, String operation, Map<String, ?> body) {
        String stamp = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .format(Instant.now().atOffset(ZoneOffset.UTC));
        return ask(status, operation, body, stamp);
    }

    private JsonNode ask(int status, String operation, Map<String, ?> body, String stamp) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + "/"))
                .header("X-Amz-Target", "CodePipeline_20150709." + operation)
                .header("X-Amz-Date", stamp)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=id/20261128/eu-central-1/codepipeline/aws4_request, "
                                + "SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64))
                .POST(HttpRequest.BodyPublishers.ofString(Json.compact(body), StandardCharsets.UTF_8))
                .build();
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode found = Json.foreign(answer.body());
            assertThat(answer.statusCode()).as(found.toString()).isEqualTo(status);
            return found;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String refused(String operation, Map<String, ?> body) {
        return ask(400, operation, body).path("__type").asText();
    }

    @Test
    void shouldAnswerWithNothingThatTheSdkDoesNotKnow() {
        Map<String, String> job = Map.of("jobId", enqueued().path("id").asText());
        String nonce = enqueued().path("nonce").asText();
        Map<String, String> taken = Map.of("jobId", job.get("jobId"), "nonce", nonce);
        String token = service.reachApproval(PLACE, "execution-1");
        Map<String, String> named = Map.of("name", "credit");

        check(PollForJobsResponse.builder(), ask(200, "PollForJobs", Map.of("actionTypeId", TYPE_ID)));
        check(AcknowledgeJobResponse.builder(), ask(200, "AcknowledgeJob", taken));
        check(GetJobDetailsResponse.builder(), ask(200, "GetJobDetails", job));
        check(ListActionTypesResponse.builder(), ask(200, "ListActionTypes", Map.of()));
        check(GetPipelineResponse.builder(), ask(200, "GetPipeline", named));
        check(GetPipelineStateResponse.builder(), ask(200, "GetPipelineState", named));
        check(
                ListActionExecutionsResponse.builder(),
                ask(200, "ListActionExecutions", Map.of("pipelineName", "credit")));
        check(
                PutApprovalResultResponse.builder(),
                ask(
                        200,
                        "PutApprovalResult",
                        Map.of(
                                "pipelineName", "credit",
                                "stageName", "Release",
                                "actionName", "Ask",
                                "token", token,
                                "result", Map.of("status", "Approved", "summary", ""))));
        Map<String, Integer> none = Map.of("minimumCount", 0, "maximumCount", 0);
        check(
                CreateCustomActionTypeResponse.builder(),
                ask(
                        200,
                        "CreateCustomActionType",
                        Map.of(
                                "category", "Test",
                                "provider", "p",
                                "version", "1",
                                "inputArtifactDetails", none,
                                "outputArtifactDetails", none)));
    }

    private JsonNode enqueued() {
        return ask(200, "PollForJobs", Map.of("actionTypeId", TYPE_ID)).at("/jobs/0");
    }

    private static void check(SdkPojo model, JsonNode answer) {
        List<String> unknown = new ArrayList<>();
        check(model, answer, model.getClass().getName(), unknown);
        assertThat(unknown).isEmpty();
        assertThat(answer.isObject()).isTrue();
        assertThat(answer.size()).isPositive();
    }

    private static void check(SdkPojo model, JsonNode answer, String path, List<String> unknown) {
        for (var entry : answer.properties()) {
            String name = path + "." + entry.getKey();
            model.sdkFields().stream()
                    .filter(field -> field.locationName().equals(entry.getKey()))
                    .findFirst()
                    .ifPresentOrElse(field -> check(field, entry.getValue(), name, unknown), () -> unknown.add(name));
        }
    }

    private static void check(SdkField<?> field, JsonNode value, String path, List<String> unknown) {
        if (field.marshallingType() == MarshallingType.SDK_POJO) {
            Supplier<SdkPojo> model = field.constructor();
            check(model.get(), value, path, unknown);
        } else if (field.marshallingType() == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            value.forEach(one -> check(member, one, path + "[]", unknown));
        }
    }

    @Test
    void shouldSeeWhatTheSdkDoesNotKnow() {
        List<String> unknown = new ArrayList<>();
        check(
                PollForJobsResponse.builder(),
                Json.tree(Map.of("jobs", List.of(Map.of("data", Map.of("colour", "blue"))))),
                "answer",
                unknown);

        assertThat(unknown).containsExactly("answer.jobs[].data.colour");
    }

    @Test
    void shouldKeepTheLimitsOfTheService() {
        Map<String, String> longProvider =
                Map.of("category", "Build", "owner", "Custom", "provider", "p".repeat(36), "version", "1");
        Map<String, String> longVersion =
                Map.of("category", "Build", "owner", "Custom", "provider", "GxP", "version", "1".repeat(10));
        Map<String, String> foreign = Map.of("category", "Build", "owner", "AWS", "provider", "GxP", "version", "1");

        assertThat(refused("PollForJobs", Map.of("actionTypeId", longProvider))).isEqualTo("ValidationException");
        assertThat(refused("PollForJobs", Map.of("actionTypeId", longVersion))).isEqualTo("ValidationException");
        assertThat(refused("PollForJobs", Map.of("actionTypeId", foreign))).isEqualTo("ActionTypeNotFoundException");
        assertThat(refused("PollForJobs", Map.of("actionTypeId", TYPE_ID, "queryParam", Map.of("Spec", "a"))))
                .isEqualTo("ValidationException");
        assertThat(refused(
                        "PollForJobs",
                        Map.of("actionTypeId", TYPE_ID, "queryParam", Map.of("Queue", "a", "Spec", "b"))))
                .isEqualTo("ValidationException");
        assertThat(refused("DeletePipeline", Map.of())).isEqualTo("UnknownOperationException");
    }

    @Test
    void shouldTakeOnlyRequestsOfItsTime() {
        JsonNode answer = ask(400, "ListActionTypes", Map.of(), "20200101T000000Z");

        assertThat(answer.path("__type").asText()).isEqualTo("InvalidSignatureException");
        assertThat(ask(400, "ListActionTypes", Map.of(), "yesterday")
                        .path("__type")
                        .asText())
                .isEqualTo("IncompleteSignatureException");
    }

    @Test
    void shouldTakeNoActionThatNoPipelineCouldHave() {
        ActionOrder order = ActionOrder.of(TYPE, "credit", "execution-1", "Train", "Model");

        assertThatThrownBy(() -> service.enqueue(order)).hasMessage("the action must set Queue");
        assertThatThrownBy(() -> service.enqueue(order.configured(Map.of("Queue", "a queue"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> service.enqueue(order.configured(Map.of("Queue", "q", "Other", "1"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
