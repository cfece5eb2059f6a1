// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Gives messages and events to handlers as Lambda does. */
public final class Delivery {
    private static final int BATCH = 10;
    private static final int MANY = 20;

    private Delivery() {}

    /** Gives what is in a queue to a handler once; what it took is removed, what failed is to be had again at once. */
    public static int once(SqsClient sqs, String url, RequestStreamHandler handler) throws IOException {
        List<Message> messages = receive(sqs, url);
        if (messages.isEmpty()) {
            return 0;
        }
        TreeSet<String> failed = new TreeSet<>();
        invoke(handler, event(messages))
                .path("batchItemFailures")
                .forEach(each -> failed.add(each.path("itemIdentifier").textValue()));
        for (Message message : messages) {
            if (failed.contains(message.messageId())) {
                sqs.changeMessageVisibility(request -> request.queueUrl(url)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0));
            } else {
                sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
        return failed.size();
    }

    /** Goes on until the queue is empty, be it that everything was taken or is in the dead-letter queue. */
    public static void all(SqsClient sqs, String url, RequestStreamHandler handler) throws IOException {
        for (int i = 0; i < MANY && waiting(sqs, url) > 0; i++) {
            once(sqs, url, handler);
        }
    }

    /** Returns how many messages a queue has. */
    public static int waiting(SqsClient sqs, String url) {
        return Integer.parseInt(sqs.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNamesWithStrings("ApproximateNumberOfMessages"))
                .attributesAsStrings()
                .get("ApproximateNumberOfMessages"));
    }

    /** Takes the messages out of a queue. */
    public static List<String> bodies(SqsClient sqs, String url) {
        List<String> bodies = new ArrayList<>();
        for (List<Message> some = receive(sqs, url); !some.isEmpty(); some = receive(sqs, url)) {
            for (Message message : some) {
                bodies.add(message.body());
                sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
        return bodies;
    }

    private static List<Message> receive(SqsClient sqs, String url) {
        return sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(BATCH)
                        .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                .messages();
    }

    private static byte[] event(List<Message> messages) {
        return Json.pretty(Map.of(
                "Records",
                messages.stream()
                        .map(message -> Map.of(
                                "messageId", message.messageId(),
                                "receiptHandle", message.receiptHandle(),
                                "body", message.body(),
                                "eventSource", "aws:sqs",
                                "awsRegion", "eu-central-1"))
                        .toList()));
    }

    /** Gives an event of a queue with one message, whose id is known, and returns what the handler answers. */
    public static JsonNode message(RequestStreamHandler handler, String id, String body) throws IOException {
        return invoke(handler, Json.pretty(Map.of("Records", List.of(Map.of("messageId", id, "body", body)))));
    }

    /** Gives an event of EventBridge. */
    public static void event(RequestStreamHandler handler, String type, Map<String, ?> detail) throws IOException {
        invoke(handler, Json.pretty(Map.of("id", "e-1", "detail-type", type, "detail", detail)));
    }

    /** Gives any event. */
    public static JsonNode invoke(RequestStreamHandler handler, byte[] event) throws IOException {
        var answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), answer, null);
        return answer.size() == 0 ? Json.tree(Map.of()) : Json.foreign(answer.toByteArray());
    }
}
