// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.inference;

import io.github.gxpml.deploy.inference.Batch.ClientRecord;
import io.github.gxpml.deploy.lambda.HandlerException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A row of the inference results.
 *
 * @param record what was scored
 * @param modelVersion which version of the model did
 * @param score what it said
 * @param predicted the label at the release's threshold, 0 or 1
 * @param requestId of the call to the endpoint
 */
record ScoredRow(ClientRecord record, int modelVersion, BigDecimal score, int predicted, String requestId) {
    ScoredRow {
        if (modelVersion < 1) {
            throw new HandlerException("a result without the version of the model is refused");
        }
    }

    Map<String, AttributeValue> key() {
        return Map.of("record", AttributeValue.fromS(record.id()), "modelVersion", number(modelVersion));
    }

    Map<String, AttributeValue> item() {
        Map<String, AttributeValue> item = new HashMap<>(key());
        item.put("input", AttributeValue.fromM(input(record)));
        item.put("score", number(score));
        item.put("predicted", number(predicted));
        item.put("requestId", AttributeValue.fromS(requestId));
        item.put("at", AttributeValue.fromS(Instant.now().toString()));
        return item;
    }

    /** Returns the values that are known, as numbers. */
    static Map<String, AttributeValue> input(ClientRecord record) {
        Map<String, AttributeValue> values = new HashMap<>();
        record.input().forEach((name, value) -> {
            if (!value.isEmpty()) {
                values.put(name, number(new BigDecimal(value)));
            }
        });
        return values;
    }

    private static AttributeValue number(Number value) {
        return AttributeValue.fromN(value instanceof BigDecimal exact ? exact.toPlainString() : value.toString());
    }
}
