// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.notice;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.Notifier;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Publishes to an SNS topic: a text for people, JSON for queues, functions and addresses. Subscriptions may filter by
 * the attributes {@code model}, {@code kind}, {@code stage} and {@code verdict}.
 *
 * @param access makes the client
 * @param topic its ARN
 */
public record SnsNotice(AwsAccess access, String topic) implements Notifier {
    /** A message has 256 KiB, and the JSON stands in it four times, with its quotation marks escaped. */
    private static final int ROOM_FOR_JSON = 28 * 1024;

    private static final int ROOM_FOR_TEXT = 20_000;
    private static final int LONGEST_SUBJECT = 100;
    private static final int LONGEST_ID = 128;

    @Override
    public void tell(Notice notice) throws IOException {
        try (SnsClient client = access.client(SnsClient.builder(), "SNS", notice.stage())) {
            client.publish(request(notice));
        } catch (SdkException e) {
            throw Refusals.of(new Attempt("the " + name() + " was not told", "sns:Publish on it"), e);
        }
    }

    private PublishRequest request(Notice notice) {
        String text = NoticeTexts.cut(NoticeTexts.plain(notice), ROOM_FOR_TEXT);
        String json = NoticeDocument.json(notice, ROOM_FOR_JSON);
        PublishRequest.Builder request = PublishRequest.builder()
                .topicArn(topic)
                .messageStructure("json")
                .message(
                        Json.compact(Map.of("default", text, "sqs", json, "lambda", json, "http", json, "https", json)))
                .messageAttributes(Map.of(
                        "model", attribute(notice.model()),
                        "kind", attribute(notice.kind().name()),
                        "stage", attribute(notice.stage()),
                        "verdict", attribute(notice.verdict().isEmpty() ? "NONE" : notice.verdict())));
        if (topic.endsWith(".fifo")) {
            return request.messageGroupId(fifo(notice.model()))
                    .messageDeduplicationId(fifo(notice.id()))
                    .build();
        }
        return request.subject(NoticeTexts.asciiSubject(notice, LONGEST_SUBJECT))
                .build();
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    /** The end of an id tells it apart. */
    private static String fifo(String text) {
        String id = text.replaceAll("[^\\x21-\\x7e]", "_");
        return id.substring(Math.max(0, id.length() - LONGEST_ID));
    }

    @Override
    public String name() {
        return "SNS topic " + topic;
    }
}
