// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import static io.github.gxpml.aws.registry.VersionItem.key;
import static io.github.gxpml.aws.registry.VersionItem.number;
import static io.github.gxpml.aws.registry.VersionItem.text;

import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads the management table, always consistently, and puts new versions into it. */
final class VersionTable {
    /** The sort key of the item that names the version in use. */
    static final int POINTER = 0;

    /** The attribute of that item. */
    static final String ACTIVE = "active";

    private final DynamoDbClient client;
    private final String name;

    VersionTable(DynamoDbClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /**
     * A model as one query saw it.
     *
     * @param active what the pointer names
     * @param versions in ascending order
     */
    record Seen(OptionalInt active, List<VersionItem> versions) {}

    DynamoDbClient client() {
        return client;
    }

    String name() {
        return name;
    }

    Optional<VersionItem> find(String model, int version) throws IOException {
        GetItemResponse found = get(model, version);
        return found.hasItem() ? Optional.of(VersionItem.of(name, found.item())) : Optional.empty();
    }

    /** Returns the version that the pointer names. */
    OptionalInt active(String model) throws IOException {
        GetItemResponse found = get(model, POINTER);
        return found.hasItem() ? active(found.item()) : OptionalInt.empty();
    }

    private OptionalInt active(Map<String, AttributeValue> pointer) throws IOException {
        AttributeValue value = pointer.get(ACTIVE);
        if (value == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(value.n()));
        } catch (NumberFormatException e) {
            throw new IOException("the pointer of a model in table " + name + " names no version: " + value, e);
        }
    }

    private GetItemResponse get(String model, int version) throws IOException {
        return reading("dynamodb:GetItem")
                .call(() -> client.getItem(request ->
                        request.tableName(name).key(key(model, version)).consistentRead(true)));
    }

    Seen all(String model) throws IOException {
        OptionalInt active = OptionalInt.empty();
        List<VersionItem> versions = new ArrayList<>();
        Map<String, AttributeValue> from = Map.of();
        do {
            Map<String, AttributeValue> start = from;
            QueryResponse page = reading("dynamodb:Query")
                    .call(() -> client.query(request -> request.tableName(name)
                            .keyConditionExpression("#model = :model")
                            .expressionAttributeNames(Map.of("#model", VersionItem.MODEL))
                            .expressionAttributeValues(Map.of(":model", text(model)))
                            .exclusiveStartKey(start.isEmpty() ? null : start)
                            .consistentRead(true)));
            for (Map<String, AttributeValue> item : page.items()) {
                if (item.get(VersionItem.VERSION).n().equals(Integer.toString(POINTER))) {
                    active = active(item);
                } else {
                    versions.add(VersionItem.of(name, item));
                }
            }
            from = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!from.isEmpty());
        return new Seen(active, versions);
    }

    /** Puts a version that is not there; false if one is, which may be this one after an answer that was lost. */
    boolean put(VersionItem item) throws IOException {
        try {
            client.putItem(request -> request.tableName(name)
                    .item(item.attributes())
                    .conditionExpression("attribute_not_exists(#version)")
                    .expressionAttributeNames(Map.of("#version", VersionItem.VERSION)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        } catch (SdkException e) {
            throw Refusals.of(writing("dynamodb:PutItem"), e);
        }
    }

    /** Notes which package of the SageMaker Model Registry a version is. */
    void note(String model, int version, String modelPackage) throws IOException {
        writing("dynamodb:UpdateItem")
                .call(() -> client.updateItem(request -> request.tableName(name)
                        .key(key(model, version))
                        .updateExpression("SET #package = :package")
                        .conditionExpression(
                                "#version = :version AND (attribute_not_exists(#package) OR #package = :package)")
                        .expressionAttributeNames(
                                Map.of("#package", VersionItem.PACKAGE, "#version", VersionItem.VERSION))
                        .expressionAttributeValues(
                                Map.of(":package", text(modelPackage), ":version", number(version)))));
    }

    Attempt reading(String action) {
        return new Attempt("table " + name + " could not be read", action + " on it");
    }

    Attempt writing(String action) {
        return new Attempt("table " + name + " could not be written", action + " on it");
    }
}
