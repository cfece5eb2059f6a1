// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.io.Json;
import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.HttpWire.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** REST-JSON: members in path, query, headers, status and body, as the SDK's model places them. */
record AwsRestJson() implements AwsProtocol {
    private static final String TYPE = "Content-Type";
    private static final AwsJson ERRORS = new AwsJson("application/json");

    @Override
    public SdkPojo read(Request request, AwsOperation operation) {
        SdkPojo builder = operation.builder();
        RestBinding binding = new RestBinding(operation.binding());
        Map<String, String> path = binding.match(request).orElseThrow();
        Map<String, List<String>> query = RestBinding.query(request.target());
        binding.constants().forEach(query::remove);
        for (SdkField<?> field : builder.sdkFields()) {
            String name = field.locationName();
            switch (field.location()) {
                case PATH, GREEDY_PATH -> set(field, builder, Optional.ofNullable(path.get(name)), Format.ISO_8601);
                case HEADER ->
                    set(
                            field,
                            builder,
                            Optional.ofNullable(request.headers().get(name.toLowerCase(Locale.ROOT))),
                            Format.RFC_822);
                case QUERY_PARAM -> Optional.ofNullable(query.remove(name)).ifPresent(all -> many(field, builder, all));
                default -> {
                    // in the body
                }
            }
        }
        if (!query.isEmpty()) {
            throw new Refusal(Refusal.Reason.UNREADABLE, "not a parameter of " + operation.name() + ": " + query);
        }
        body(request.body(), builder);
        return builder;
    }

    private static void set(SdkField<?> field, SdkPojo builder, Optional<String> text, Format usual) {
        text.ifPresent(one -> field.set(builder, Scalars.parse(field, one, usual)));
    }

    private static void many(SdkField<?> field, SdkPojo builder, List<String> all) {
        if (field.containsTrait(ListTrait.class)) {
            SdkField<?> member = SdkFields.member(field);
            field.set(
                    builder,
                    all.stream()
                            .map(one -> Scalars.parse(member, one, Format.ISO_8601))
                            .toList());
        } else {
            set(field, builder, Optional.of(all.get(0)), Format.ISO_8601);
        }
    }

    private static void body(byte[] body, SdkPojo builder) {
        Optional<SdkField<?>> payload = payload(builder);
        if (payload.isEmpty()) {
            JsonShapes.wire().read(AwsJson.tree(body), builder, AwsRestJson::inBody);
            return;
        }
        SdkField<?> field = payload.get();
        if (field.marshallingType() == MarshallingType.SDK_BYTES) {
            field.set(builder, SdkBytes.fromByteArray(body));
        } else if (field.marshallingType() == MarshallingType.SDK_POJO) {
            SdkPojo inner = field.constructor().get();
            JsonShapes.wire().read(AwsJson.tree(body), inner, all -> true);
            field.set(builder, SdkFields.build(inner));
        } else {
            field.set(builder, new String(body, StandardCharsets.UTF_8));
        }
    }

    private static boolean inBody(SdkField<?> field) {
        return field.location() == MarshallLocation.PAYLOAD;
    }

    private static Optional<SdkField<?>> payload(SdkPojo shape) {
        Stream<SdkField<?>> fields = shape.sdkFields().stream();
        return fields.filter(field -> field.containsTrait(PayloadTrait.class)).findFirst();
    }

    @Override
    public Response write(AwsOperation operation, SdkPojo answer) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put(TYPE, "application/json");
        headers.put("x-amzn-RequestId", "of-the-stand-in");
        Map<String, Integer> status = new HashMap<>(Map.of("", 200));
        for (SdkField<?> field : answer.sdkFields()) {
            SdkFields.value(field, answer).ifPresent(value -> {
                if (field.location() == MarshallLocation.HEADER) {
                    headers.put(field.locationName(), Scalars.text(field, value, Format.RFC_822));
                } else if (field.location() == MarshallLocation.STATUS_CODE) {
                    status.put("", (Integer) value);
                }
            });
        }
        return new Response(status.get(""), headers, body(answer));
    }

    private static byte[] body(SdkPojo answer) {
        Optional<SdkField<?>> payload = payload(answer);
        if (payload.isEmpty()) {
            return json(JsonShapes.wire().write(answer, AwsRestJson::inBody));
        }
        Object value = SdkFields.value(payload.get(), answer).orElse("");
        if (value instanceof SdkBytes bytes) {
            return bytes.asByteArray();
        }
        return value instanceof SdkPojo inner
                ? json(JsonShapes.wire().write(inner, all -> true))
                : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] json(Object tree) {
        return Json.compact(tree).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Response error(ServiceError error) {
        return ERRORS.error(error);
    }

    @Override
    public ServiceError words(Refusal refusal) {
        return refusal.inJson();
    }
}
