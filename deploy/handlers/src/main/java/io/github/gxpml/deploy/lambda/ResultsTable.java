// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The table of training results, keys {@code model} and {@code result}. A row is written once; what happens to it later
 * is added in attributes of its own, each of them once too.
 *
 * @param dynamo the client
 * @param table its name
 */
public record ResultsTable(DynamoDbClient dynamo, String table) {
    private static final int SHORT = 16;

    /**
     * Names a row.
     *
     * @param run number of the run
     * @param stage what the row is about
     * @param digest SHA-256 of what it is about
     * @return the sort key
     */
    public static String key(int run, String stage, String digest) {
        return String.format("%08d#%s#%s", run, stage, digest.substring(0, SHORT));
    }

    /**
     * Writes a row if there is none under its key.
     *
     * @param row the row
     * @return whether it was written; otherwise there is one already, and it stays as it is
     */
    public boolean add(Item row) {
        try {
            dynamo.putItem(request -> request.tableName(table)
                    .item(row.build())
                    .conditionExpression("attribute_not_exists(#k)")
                    .expressionAttributeNames(Map.of("#k", "result")));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Reads a row as it is now. */
    public Optional<Map<String, AttributeValue>> find(String model, String result) {
        var answer = dynamo.getItem(
                request -> request.tableName(table).key(key(model, result)).consistentRead(true));
        return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    }

    /**
     * Adds what became known of a row.
     *
     * @param model of the row
     * @param result of the row
     * @param name attribute, written once
     * @param value text
     */
    public void note(String model, String result, String name, String value) {
        try {
            dynamo.updateItem(request -> request.tableName(table)
                    .key(key(model, result))
                    .updateExpression("SET #a = :v")
                    .conditionExpression("attribute_exists(#k) AND attribute_not_exists(#a)")
                    .expressionAttributeNames(Map.of("#a", name, "#k", "result"))
                    .expressionAttributeValues(Map.of(":v", AttributeValue.fromS(value))));
        } catch (ConditionalCheckFailedException e) {
            EventLog.write("noted.before", Map.of("model", model, "result", result, "attribute", name));
        }
    }

    private static Map<String, AttributeValue> key(String model, String result) {
        return Map.of("model", AttributeValue.fromS(model), "result", AttributeValue.fromS(result));
    }
}
