// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.queue;

import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One queue in SQS. */
public final class SqsQueue implements Closeable {
    private static final Pattern OF_AWS = Pattern.compile("https://sqs\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?/.*");
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final SqsClient client;
    private final String url;

    private SqsQueue(SqsClient client, String url) {
        this.client = client;
        this.url = url;
    }

    /**
     * Opens a queue; nothing is asked yet.
     *
     * @param url of the queue, which names its region
     * @param environment variables of the process
     * @return the queue, to be closed
     * @throws IOException if region or address are not known
     */
    public static SqsQueue open(String url, Map<String, String> environment) throws IOException {
        Matcher known = OF_AWS.matcher(url);
        Optional<Region> region = known.matches() ? Optional.of(Region.of(known.group(1))) : Optional.empty();
        var service = new AwsClients.Service("SQS", region, LONGEST);
        return new SqsQueue(
                AwsClients.prepare(SqsClient.builder(), service, environment).build(), url);
    }

    /**
     * Waits for one message.
     *
     * @param most how long to wait, up to 20 s
     * @param hidden how long nobody else gets it then
     * @return the message; empty if none came
     * @throws QueueException if the queue cannot be asked
     */
    public Optional<QueueMessage> receive(Duration most, Duration hidden) throws QueueException {
        try {
            List<Message> messages = client.receiveMessage(request -> request.queueUrl(url)
                            .maxNumberOfMessages(1)
                            .waitTimeSeconds((int) most.toSeconds())
                            .visibilityTimeout((int) hidden.toSeconds())
                            .messageSystemAttributeNames(
                                    MessageSystemAttributeName.SENT_TIMESTAMP,
                                    MessageSystemAttributeName.SENDER_ID,
                                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                    .messages();
            return messages.stream().findFirst().map(SqsQueue::message);
        } catch (SdkException e) {
            throw failure("no message can be received from", "sqs:ReceiveMessage", e);
        }
    }

    private static QueueMessage message(Message message) {
        Map<MessageSystemAttributeName, String> known = message.attributes();
        String sent = known.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "");
        String count = known.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "");
        return new QueueMessage(
                message.messageId(),
                message.receiptHandle(),
                message.body() == null ? "" : message.body(),
                sent.matches("\\d{1,15}") ? Optional.of(Instant.ofEpochMilli(Long.parseLong(sent))) : Optional.empty(),
                known.getOrDefault(MessageSystemAttributeName.SENDER_ID, ""),
                count.matches("\\d{1,9}") ? Integer.parseInt(count) : 1);
    }

    /**
     * Hides a message from others, from now on.
     *
     * @param receipt of its last delivery
     * @param time how long; zero to give it back at once
     * @throws QueueException if it cannot be hidden
     */
    public void hide(String receipt, Duration time) throws QueueException {
        try {
            client.changeMessageVisibility(
                    request -> request.queueUrl(url).receiptHandle(receipt).visibilityTimeout((int) time.toSeconds()));
        } catch (SdkException e) {
            throw failure("a message cannot be hidden in", "sqs:ChangeMessageVisibility", e);
        }
    }

    /**
     * Deletes a message. To delete it twice does no harm.
     *
     * @param receipt of its last delivery
     * @throws QueueException if it is not known to be deleted
     */
    public void delete(String receipt) throws QueueException {
        try {
            client.deleteMessage(request -> request.queueUrl(url).receiptHandle(receipt));
        } catch (SdkException e) {
            throw failure("a message cannot be deleted from", "sqs:DeleteMessage", e);
        }
    }

    /**
     * Tells whether the queue moves messages elsewhere that were received too often.
     *
     * @return true if it has a redrive policy
     * @throws QueueException if the queue cannot be asked
     */
    public boolean redrives() throws QueueException {
        try {
            return !client.getQueueAttributes(
                            request -> request.queueUrl(url).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                    .attributes()
                    .getOrDefault(QueueAttributeName.REDRIVE_POLICY, "")
                    .isBlank();
        } catch (SdkException e) {
            throw failure("nothing can be learned of", "sqs:GetQueueAttributes", e);
        }
    }

    private QueueException failure(String what, String action, SdkException error) {
        AwsException refused = Refusals.of(new Attempt(what + " the queue " + url, action + " on it"), error);
        String code = Refusals.code(error);
        boolean passing = refused.kind() == AwsException.Kind.UNAVAILABLE
                || code.isEmpty()
                || code.contains("OverLimit")
                || code.startsWith("ExpiredToken"); // new ones may be had by then
        return new QueueException(refused.getMessage(), passing, refused);
    }

    @Override
    public void close() {
        client.close();
    }
}
