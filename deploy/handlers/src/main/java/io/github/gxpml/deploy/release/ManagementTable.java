// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import io.github.gxpml.deploy.lambda.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The versions of models and which of each is in use: keys {@code model} and {@code version}; version 0 points to the
 * one in use. The engine's registry keeps the same table, and makes a version the one in use with the last signature;
 * what the endpoint serves follows, and is an attribute of the pointer that the engine does not write.
 *
 * @param dynamo the client
 * @param table its name
 */
record ManagementTable(DynamoDbClient dynamo, String table) {
    private static final String BY = "endpoint update handler";
    private static final String ACTIVE = "ACTIVE";
    private static final String SERVING = "serving";

    Optional<RegisteredVersion> find(String model, int version) {
        return item(model, version).map(RegisteredVersion::of);
    }

    /** Returns the version in use. */
    Optional<Integer> active(String model) {
        return item(model, 0).flatMap(pointer -> Item.number(pointer, "active"));
    }

    /** Returns the version that the endpoint serves. */
    Optional<Integer> serving(String model) {
        return item(model, 0).flatMap(pointer -> Item.number(pointer, SERVING));
    }

    /** Keeps that the endpoint serves a version, whichever is in use by now: it is what the endpoint does. */
    void serves(String model, int version) {
        dynamo.updateItem(request -> request.tableName(table)
                .key(key(model, 0))
                .updateExpression("SET #serving = :version")
                .expressionAttributeNames(Map.of("#serving", SERVING))
                .expressionAttributeValues(Map.of(":version", AttributeValue.fromN(Integer.toString(version)))));
    }

    private Optional<Map<String, AttributeValue>> item(String model, int version) {
        var answer = dynamo.getItem(
                request -> request.tableName(table).key(key(model, version)).consistentRead(true));
        return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    }

    /**
     * Makes a version the one in use and retires the other, both or neither.
     *
     * @param model name
     * @param version number
     * @param known the version as it was read
     * @param reason one sentence
     */
    void activate(String model, int version, RegisteredVersion known, String reason) {
        Optional<Integer> before = active(model);
        if (before.equals(Optional.of(version)) && known.status().equals(ACTIVE)) {
            return;
        }
        List<TransactWriteItem> writes = new ArrayList<>();
        Stream<String> steps = known.status().equals("PENDING") ? Stream.of("APPROVED", ACTIVE) : Stream.of(ACTIVE);
        writes.add(status(model, version, known.status(), steps.toList(), reason));
        writes.add(pointer(model, version, before));
        before.filter(other -> other != version)
                .ifPresent(other -> writes.add(status(
                        model,
                        other,
                        ACTIVE,
                        List.of("RETIRED"),
                        "version " + version + " took its place: " + reason)));
        dynamo.transactWriteItems(request -> request.transactItems(writes));
    }

    private TransactWriteItem status(String model, int version, String from, List<String> to, String reason) {
        String at = Instant.now().toString();
        List<AttributeValue> changes = to.stream()
                .map(each -> AttributeValue.fromM(Map.of(
                        "to", AttributeValue.fromS(each),
                        "at", AttributeValue.fromS(at),
                        "by", AttributeValue.fromS(BY),
                        "reason", AttributeValue.fromS(reason))))
                .toList();
        return write(Update.builder()
                .tableName(table)
                .key(key(model, version))
                .updateExpression("SET #s = :to, #h = list_append(#h, :changes)")
                .conditionExpression("#s = :from")
                .expressionAttributeNames(Map.of("#s", "status", "#h", "history"))
                .expressionAttributeValues(Map.of(
                        ":to", AttributeValue.fromS(to.get(to.size() - 1)),
                        ":from", AttributeValue.fromS(from),
                        ":changes", AttributeValue.fromL(changes)))
                .build());
    }

    private TransactWriteItem pointer(String model, int version, Optional<Integer> before) {
        Map<String, AttributeValue> to = Map.of(":to", AttributeValue.fromN(Integer.toString(version)));
        Update.Builder update =
                Update.builder().tableName(table).key(key(model, 0)).updateExpression("SET active = :to");
        if (before.isEmpty()) {
            return write(update.conditionExpression("attribute_not_exists(active)")
                    .expressionAttributeValues(to)
                    .build());
        }
        return write(update.conditionExpression("active = :before")
                .expressionAttributeValues(Map.of(
                        ":to", to.get(":to"),
                        ":before", AttributeValue.fromN(before.get().toString())))
                .build());
    }

    private static TransactWriteItem write(Update update) {
        return TransactWriteItem.builder().update(update).build();
    }

    private static Map<String, AttributeValue> key(String model, int version) {
        return Map.of("model", AttributeValue.fromS(model), "version", AttributeValue.fromN(Integer.toString(version)));
    }
}
