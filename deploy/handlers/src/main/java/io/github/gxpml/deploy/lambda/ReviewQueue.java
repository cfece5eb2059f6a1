// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

import io.github.gxpml.io.Json;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Tells people what there is to review: first a row in the results table, then a message. A message may be sent twice,
 * never not at all.
 */
public final class ReviewQueue {
    private static final String SENT = "reviewAskedAt";

    private final SqsClient sqs;
    private final String url;
    private final ResultsTable results;

    /**
     * Creates the queue.
     *
     * @param settings REVIEW_QUEUE_URL, RESULTS_TABLE
     */
    public ReviewQueue(Settings settings) {
        this(Clients.sqs(settings), settings.text("REVIEW_QUEUE_URL"), table(settings));
    }

    private ReviewQueue(SqsClient sqs, String url, ResultsTable results) {
        this.sqs = sqs;
        this.url = url;
        this.results = results;
    }

    private static ResultsTable table(Settings settings) {
        DynamoDbClient dynamo = Clients.dynamo(settings);
        return new ResultsTable(dynamo, settings.text("RESULTS_TABLE"));
    }

    /**
     * Keeps a row and asks for a review, unless both happened before.
     *
     * @param model name
     * @param run its number, which is that of the version too
     * @param result sort key of the row
     * @param row the row without its keys
     * @param message what people are told
     */
    public void ask(String model, int run, String result, Item row, Map<String, ?> message) {
        results.add(row.text("model", model)
                .text("result", result)
                .number("run", run)
                .text("at", Instant.now().toString()));
        boolean asked = results.find(model, result).orElseThrow().containsKey(SENT);
        if (!asked) {
            sqs.sendMessage(request -> request.queueUrl(url).messageBody(Json.compact(message)));
            results.note(model, result, SENT, Instant.now().toString());
        }
    }
}
