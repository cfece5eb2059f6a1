// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.HttpWire.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;

/** AWS JSON 1.1 for CodePipeline: whether the request is signed, what it asks, and the errors of a service. */
final class CodePipelineWire implements HttpWire.Handler {
    private static final String TARGET = "CodePipeline_20150709.";
    private static final Pattern SIGNED =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=[^/ ]+/\\d{8}/[a-z0-9-]+/codepipeline/aws4_request, ?"
                    + "SignedHeaders=[^ ]*host[^ ]*, ?Signature=[0-9a-f]{64}");
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private final Map<String, Function<JsonNode, Map<String, Object>>> operations;
    private final Faults faults;
    private final Clock clock;
    private final List<RecordedCall> calls = new CopyOnWriteArrayList<>();

    CodePipelineWire(Map<String, Function<JsonNode, Map<String, Object>>> operations, Faults faults, Clock clock) {
        this.operations = operations;
        this.faults = faults;
        this.clock = clock;
    }

    List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Response answer(Request request) throws IOException {
        String target = request.header("x-amz-target");
        String operation = target.startsWith(TARGET) ? target.substring(TARGET.length()) : target;
        JsonNode body = Json.foreign(request.body());
        calls.add(new RecordedCall(operation, body));
        Optional<Faults.Kind> fault = faults.next(operation);
        try {
            fault.ifPresent(kind -> refuse(kind, operation));
            checkSignature(request);
            if (!operations.containsKey(operation)) {
                throw new ServiceError("UnknownOperationException", operation);
            }
            return spoil(json(200, operations.get(operation).apply(body)), fault);
        } catch (ServiceError e) {
            return spoil(json(e.status(), Map.of("__type", e.type(), "message", e.getMessage())), fault);
        }
    }

    private static Response spoil(Response response, Optional<Faults.Kind> fault) {
        if (fault.equals(Optional.of(Faults.Kind.LOST_ANSWER))) {
            return response.cutAfter(-1);
        }
        if (fault.equals(Optional.of(Faults.Kind.EMPTY_BODY))) {
            return new Response(response.status(), response.headers(), new byte[0]);
        }
        return fault.equals(Optional.of(Faults.Kind.CUT_BODY))
                ? response.cutAfter(response.body().length / 2)
                : response;
    }

    private static void refuse(Faults.Kind kind, String operation) {
        switch (kind) {
            case THROTTLED -> throw new ServiceError("ThrottlingException", "Rate exceeded");
            case BROKEN -> throw new ServiceError(500, "InternalFailure", "the service broke, as the test wanted");
            case DENIED ->
                throw new ServiceError(
                        "AccessDeniedException",
                        "User: arn:aws:iam::" + CodePipelineStandIn.ACCOUNT
                                + ":user/worker is not authorized to perform: codepipeline:" + operation);
            case LOST_ANSWER, CUT_BODY, EMPTY_BODY, CORRUPT, SLOW -> {
                // the answer suffers, not the request
            }
        }
    }

    private void checkSignature(Request request) {
        if (!SIGNED.matcher(request.header("authorization")).matches()) {
            throw new ServiceError("IncompleteSignatureException", "the request is not signed for codepipeline");
        }
        try {
            var sent = LocalDateTime.parse(request.header("x-amz-date"), STAMP).toInstant(ZoneOffset.UTC);
            Duration apart = Duration.between(sent, clock.instant()).abs();
            if (apart.compareTo(MOST_SKEW) > 0) {
                throw new ServiceError("InvalidSignatureException", "Signature expired: it is now " + clock.instant());
            }
        } catch (DateTimeParseException e) {
            throw new ServiceError("IncompleteSignatureException", "X-Amz-Date is missing");
        }
    }

    private static Response json(int status, Map<String, Object> body) {
        return new Response(
                status,
                Map.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", "of-the-stand-in"),
                Json.compact(body).getBytes(StandardCharsets.UTF_8));
    }
}
