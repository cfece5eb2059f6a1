// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.HttpWire.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.thirdparty.jackson.core.JsonGenerator;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParser;
import software.amazon.awssdk.thirdparty.jackson.core.JsonToken;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORFactory;

/** AWS JSON written in CBOR, as the SDK speaks to Kinesis; by the library that the SDK brings along. */
record AwsCbor(String contentType) implements AwsProtocol {
    private static final CBORFactory CBOR = new CBORFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public SdkPojo read(Request request, AwsOperation operation) {
        SdkPojo builder = operation.builder();
        try (JsonParser in = CBOR.createParser(request.body())) {
            JsonShapes.binary().read(in.nextToken() == null ? NODES.objectNode() : node(in), builder, all -> true);
            return builder;
        } catch (IOException e) {
            throw new Refusal(Refusal.Reason.UNREADABLE, "the body is no CBOR", e);
        }
    }

    private static JsonNode node(JsonParser in) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> {
                var object = NODES.objectNode();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    object.set(name, node(in));
                }
                return object;
            }
            case START_ARRAY -> {
                var list = NODES.arrayNode();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(node(in));
                }
                return list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return NODES.numberNode(in.getDecimalValue());
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return NODES.booleanNode(in.getBooleanValue());
            }
            case VALUE_STRING -> {
                return NODES.textNode(in.getText());
            }
            case VALUE_EMBEDDED_OBJECT -> {
                return NODES.binaryNode(in.getBinaryValue());
            }
            case VALUE_NULL -> {
                return NODES.nullNode();
            }
            default -> throw new IOException("unexpected in CBOR: " + in.currentToken());
        }
    }

    @Override
    public Response write(AwsOperation operation, SdkPojo answer) {
        return response(200, JsonShapes.binary().write(answer, all -> true));
    }

    @Override
    public Response error(ServiceError error) {
        return response(
                error.status(), NODES.objectNode().put("__type", error.type()).put("message", error.getMessage()));
    }

    @Override
    public ServiceError words(Refusal refusal) {
        return refusal.inJson();
    }

    private Response response(int status, JsonNode body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = CBOR.createGenerator(bytes)) {
            write(body, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Response(
                status,
                Map.of("Content-Type", contentType, "x-amzn-RequestId", "of-the-stand-in"),
                bytes.toByteArray());
    }

    private static void write(JsonNode node, JsonGenerator out) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                for (var one : node.properties()) {
                    out.writeFieldName(one.getKey());
                    write(one.getValue(), out);
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode one : node) {
                    write(one, out);
                }
                out.writeEndArray();
            }
            case BINARY -> out.writeBinary(node.binaryValue());
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NUMBER -> number(node, out);
            case STRING -> out.writeString(node.textValue());
            default -> out.writeNull();
        }
    }

    private static void number(JsonNode node, JsonGenerator out) throws IOException {
        if (node.decimalValue().scale() <= 0) {
            out.writeNumber(node.longValue());
        } else {
            out.writeNumber(node.doubleValue());
        }
    }
}
