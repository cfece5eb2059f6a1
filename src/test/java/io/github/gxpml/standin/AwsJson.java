// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.HttpWire.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;

/** AWS JSON 1.0 and 1.1: everything in the body, the operation in a header. */
record AwsJson(String contentType) implements AwsProtocol {
    @Override
    public SdkPojo read(Request request, AwsOperation operation) {
        SdkPojo builder = operation.builder();
        JsonShapes.wire().read(tree(request.body()), builder, all -> true);
        return builder;
    }

    static JsonNode tree(byte[] body) {
        try {
            return Json.foreign(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body);
        } catch (IOException e) {
            throw new Refusal(Refusal.Reason.UNREADABLE, "the body is no JSON", e);
        }
    }

    @Override
    public Response write(AwsOperation operation, SdkPojo answer) {
        return response(200, Map.of(), JsonShapes.wire().write(answer, all -> true));
    }

    @Override
    public Response error(ServiceError error) {
        return response(
                error.status(),
                Map.of("x-amzn-ErrorType", error.type()),
                Map.of("__type", error.type(), "message", error.getMessage()));
    }

    @Override
    public ServiceError words(Refusal refusal) {
        return refusal.inJson();
    }

    private Response response(int status, Map<String, String> more, Object body) {
        Map<String, String> headers = new TreeMap<>(more);
        headers.put("Content-Type", contentType);
        headers.put("x-amzn-RequestId", "of-the-stand-in");
        return new Response(status, headers, Json.compact(body).getBytes(StandardCharsets.UTF_8));
    }
}
