// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.inference;

import io.github.gxpml.deploy.inference.Batch.ClientRecord;
import io.github.gxpml.deploy.lambda.HandlerException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Every result with the version that made it: keys {@code record} and {@code modelVersion}. What is written stays.
 *
 * @param dynamo the client
 * @param table its name
 */
record InferenceTable(DynamoDbClient dynamo, String table) {
    /** Writes a row; one that is there already must be about the same input. */
    void add(ScoredRow row) {
        try {
            dynamo.putItem(request -> request.tableName(table)
                    .item(row.item())
                    .conditionExpression("attribute_not_exists(#r)")
                    .expressionAttributeNames(Map.of("#r", "record")));
        } catch (ConditionalCheckFailedException e) {
            if (!numbers(find(row.record(), row.modelVersion()).get("input").m())
                    .equals(numbers(ScoredRow.input(row.record())))) {
                throw new HandlerException(
                        "a record was scored before with another input: name observations, not people");
            }
        }
    }

    Map<String, AttributeValue> find(ClientRecord record, int version) {
        var answer = dynamo.getItem(request -> request.tableName(table)
                .consistentRead(true)
                .key(Map.of(
                        "record",
                        AttributeValue.fromS(record.id()),
                        "modelVersion",
                        AttributeValue.fromN(Integer.toString(version)))));
        if (!answer.hasItem()) {
            throw new HandlerException("a record of the batch has no result of that version");
        }
        return answer.item();
    }

    /** The table writes 1.50 as 1.5. */
    private static Map<String, BigDecimal> numbers(Map<String, AttributeValue> input) {
        Map<String, BigDecimal> numbers = new HashMap<>();
        input.forEach((name, value) -> numbers.put(name, new BigDecimal(value.n()).stripTrailingZeros()));
        return numbers;
    }
}
