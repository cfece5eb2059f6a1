// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.records;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.port.Notifier;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * A table of what stages came to: partition key {@code model}, sort key {@code result}, which is the run in eight
 * digits, the stage and the first sixteen digits of the manifest's digest, with {@code #} between. An item is written
 * once and never over; to write it again is no error.
 */
public final class TrainingResults implements Notifier {
    private static final int DIGITS = 16;

    private final DynamoDbClient client;
    private final String table;

    private TrainingResults(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /**
     * Opens a table; nothing is asked over the network yet.
     *
     * @param access makes the client
     * @param table its name
     * @return the table
     * @throws IOException if the environment does not say what a client needs
     */
    public static TrainingResults open(AwsAccess access, String table) throws IOException {
        return new TrainingResults(access.client(DynamoDbClient.builder(), "DYNAMODB", ""), table);
    }

    @Override
    public void tell(Notice notice) throws IOException {
        try {
            client.putItem(request -> request.tableName(table)
                    .item(item(notice))
                    .conditionExpression("attribute_not_exists(#result)")
                    .expressionAttributeNames(Map.of("#result", "result")));
        } catch (ConditionalCheckFailedException e) {
            // it is there: told before, or by a request whose answer was lost
        } catch (SdkException e) {
            throw Refusals.of(new Attempt("table " + table + " could not be written", "dynamodb:PutItem on it"), e);
        }
    }

    /** Where a notice is, in the order of runs. */
    static String result(Notice notice) {
        String manifest = notice.manifestSha256();
        return String.format(Locale.ROOT, "%08d", notice.run()) + "#" + notice.stage() + "#"
                + manifest.substring(0, Math.min(DIGITS, manifest.length()));
    }

    private static Map<String, AttributeValue> item(Notice notice) {
        var item = new HashMap<String, AttributeValue>();
        item.put("model", text(notice.model()));
        item.put("result", text(result(notice)));
        item.put("run", number(notice.run()));
        item.put("version", number(notice.version()));
        item.put("stage", text(notice.stage()));
        item.put("kind", text(notice.kind().name()));
        item.put("verdict", text(notice.verdict()));
        item.put(
                "gates",
                AttributeValue.fromL(
                        notice.gates().stream().map(TrainingResults::gate).toList()));
        var facts = new HashMap<String, AttributeValue>();
        notice.facts().forEach((name, value) -> facts.put(name, text(value)));
        item.put("facts", AttributeValue.fromM(facts));
        item.put("bundle", text(notice.bundle()));
        item.put("bundleSha256", text(notice.bundleSha256()));
        item.put("manifestSha256", text(notice.manifestSha256()));
        item.put("at", text(notice.at().toString()));
        return item;
    }

    private static AttributeValue gate(Judged gate) {
        var map = new HashMap<String, AttributeValue>();
        map.put("id", text(gate.id()));
        map.put("metric", text(gate.metric()));
        map.put("verdict", text(gate.verdict()));
        map.put("reason", text(gate.reason()));
        // as text: the table's numbers end at 38 digits and 10 to the power of -130
        gate.value().ifPresent(value -> map.put("value", text(Double.toString(value))));
        return AttributeValue.fromM(map);
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }

    @Override
    public String name() {
        return "DynamoDB table " + table;
    }

    @Override
    public boolean required() {
        return true;
    }
}
