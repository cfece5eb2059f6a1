// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.HttpWire.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** Finds out which operation a request is for, and has it checked, answered, and spoilt as the test wants. */
final class AwsWire implements HttpWire.Handler {
    /** What is asked for credentials by those who have none yet. */
    private static final Set<String> WITHOUT_SIGNATURE = Set.of("AssumeRoleWithWebIdentity", "AssumeRoleWithSAML");

    private final Faults faults;
    private final SignedBy signed;
    private final Map<String, AwsOperation> operations = new ConcurrentHashMap<>();
    private final List<RecordedCall> calls = new CopyOnWriteArrayList<>();
    private final List<Throwable> broken = new CopyOnWriteArrayList<>();

    /** A request, what it is for, and how to speak with who sent it. */
    private record Asked(String name, AwsProtocol protocol, Optional<AwsOperation> operation) {}

    AwsWire(Faults faults, SignedBy signed) {
        this.faults = faults;
        this.signed = signed;
    }

    void on(AwsOperation operation) {
        operations.put(operation.key(), operation);
    }

    List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    /** What handlers threw that is no error of a service: mistakes of the test. */
    List<Throwable> broken() {
        return List.copyOf(broken);
    }

    @Override
    public Response answer(Request sent) throws IOException {
        Request request = unzipped(sent);
        Asked asked = asked(request);
        Optional<Faults.Kind> fault = Optional.empty();
        Response response;
        Supplier<Optional<AwsRequest>> shape = read(request, asked);
        try {
            fault = faults.next(asked.name());
            fault.ifPresent(kind -> refuse(kind, asked.name()));
            if (!WITHOUT_SIGNATURE.contains(asked.name())) {
                signed.check(sent);
            }
            response = handle(asked, shape.get());
        } catch (Refusal e) {
            response = asked.protocol().error(asked.protocol().words(e));
        } catch (ServiceError e) {
            response = asked.protocol().error(e);
        }
        return spoil(response, fault);
    }

    private static Request unzipped(Request request) throws IOException {
        if (!request.header("content-encoding").equals("gzip")) {
            return request;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
            return new Request(request.method(), request.target(), request.headers(), in.readAllBytes());
        }
    }

    private Asked asked(Request request) {
        String target = request.header("x-amz-target");
        String type = request.header("content-type");
        if (!target.isEmpty()) {
            Optional<AwsOperation> found = Optional.ofNullable(operations.get(target));
            String name = target.substring(target.lastIndexOf('.') + 1);
            return new Asked(name, type.contains("cbor") ? new AwsCbor(type) : new AwsJson(type), found);
        }
        if (type.startsWith("application/x-www-form-urlencoded")) {
            Map<String, String> form = AwsQuery.form(request);
            String name = form.getOrDefault("Action", "");
            String key = name + " " + form.getOrDefault("Version", "");
            boolean ec2 = request.header("authorization").contains("/ec2/aws4_request");
            return new Asked(name, new AwsQuery(ec2), Optional.ofNullable(operations.get(key)));
        }
        Optional<AwsOperation> found = operations.values().stream()
                .filter(AwsOperation::rest)
                .filter(one -> new RestBinding(one.binding()).match(request).isPresent())
                .max(Comparator.comparingInt(one -> new RestBinding(one.binding()).fixed()));
        String name = found.map(AwsOperation::name)
                .orElseGet(() -> request.method() + " " + RestBinding.path(request.target()));
        return new Asked(name, new AwsRestJson(), found);
    }

    /** Notes the request, whether it can be read or not: the refusal comes when what was read is asked for. */
    private Supplier<Optional<AwsRequest>> read(Request request, Asked asked) {
        try {
            Optional<AwsRequest> shape = asked.operation()
                    .map(one -> SdkFields.build(asked.protocol().read(request, one)))
                    .map(AwsRequest.class::cast);
            calls.add(new RecordedCall(
                    asked.name(),
                    shape.<JsonNode>map(one -> JsonShapes.documented().write(one, all -> true))
                            .orElseGet(() -> text(request))));
            return () -> shape;
        } catch (Refusal e) {
            calls.add(new RecordedCall(asked.name(), text(request)));
            return () -> {
                throw e;
            };
        }
    }

    private static JsonNode text(Request request) {
        return TextNode.valueOf(new String(request.body(), StandardCharsets.UTF_8));
    }

    private Response handle(Asked asked, Optional<AwsRequest> shape) {
        if (asked.operation().isEmpty() || shape.isEmpty()) {
            throw new Refusal(Refusal.Reason.UNKNOWN_OPERATION, "the test has no handler for " + asked.name());
        }
        RequiredMembers.check(shape.get());
        AwsOperation operation = asked.operation().get();
        try {
            AwsResponse answer = operation.handler().apply(shape.get());
            return asked.protocol().write(operation, answer);
        } catch (ServiceError | Refusal e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            broken.add(e);
            throw new Refusal(Refusal.Reason.BROKEN, "the handler of the test broke: " + e, e);
        }
    }

    private static void refuse(Faults.Kind kind, String operation) {
        switch (kind) {
            case THROTTLED -> throw new Refusal(Refusal.Reason.THROTTLED, "Rate exceeded");
            case BROKEN -> throw new Refusal(Refusal.Reason.BROKEN, "the service broke, as the test wanted");
            case DENIED ->
                throw new Refusal(
                        Refusal.Reason.DENIED,
                        "User: " + CodePipelineStandIn.CALLER + " is not authorized to perform: " + operation);
            case LOST_ANSWER, CUT_BODY, EMPTY_BODY, CORRUPT, SLOW -> {
                // the answer suffers, not the request
            }
        }
    }

    private static Response spoil(Response response, Optional<Faults.Kind> fault) {
        return fault.map(kind -> switch (kind) {
                    case LOST_ANSWER -> response.cutAfter(-1);
                    case EMPTY_BODY -> new Response(response.status(), response.headers(), new byte[0]);
                    case CUT_BODY -> response.cutAfter(response.body().length / 2);
                    default -> response;
                })
                .orElse(response);
    }
}
