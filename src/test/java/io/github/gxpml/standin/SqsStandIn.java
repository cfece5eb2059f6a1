// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * One standard queue with what its users must be ready for: messages come again when they were not deleted in time, or
 * because a test says so, the last one first if a test says so, each delivery with a receipt of its own; only the
 * receipt of the last delivery hides or deletes. What was received too often is put aside.
 */
public final class SqsStandIn {
    private static final String ARN = "arn:aws:sqs:" + AwsStandIn.REGION + ":" + AwsStandIn.ACCOUNT + ":gxp-train";
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final String url;
    private final List<Held> messages = new ArrayList<>();
    private final List<String> aside = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();
    private int mostReceives;
    private boolean lastFirst;

    /** A message in the queue. */
    private static final class Held {
        private final String id;
        private final String body;
        private final Instant sentAt = Instant.now();
        private Instant visibleAt = Instant.EPOCH;
        private String receipt = "";
        private int receives;

        Held(String id, String body) {
            this.id = id;
            this.body = body;
        }
    }

    private SqsStandIn(URI endpoint) {
        this.url = endpoint + "/" + AwsStandIn.ACCOUNT + "/gxp-train";
    }

    /** Adds a queue to the services. */
    public static SqsStandIn in(AwsStandIn aws) {
        var queue = new SqsStandIn(aws.endpoint());
        aws.on(ReceiveMessageRequest.class, queue::receive)
                .on(DeleteMessageRequest.class, queue::delete)
                .on(ChangeMessageVisibilityRequest.class, queue::hide)
                .on(GetQueueAttributesRequest.class, queue::attributes);
        return queue;
    }

    /** Returns its address. */
    public String url() {
        return url;
    }

    /** Puts messages aside that were received so often. */
    public synchronized SqsStandIn redriveAfter(int receives) {
        mostReceives = receives;
        return this;
    }

    /** Delivers the last message first from now on. */
    public synchronized SqsStandIn lastFirst() {
        lastFirst = true;
        return this;
    }

    /** Sends a message; returns its id. */
    public String send(String body) {
        return send(UUID.randomUUID().toString(), body);
    }

    /** Puts a message with this id into the queue, also a second time: a duplicate delivery. */
    public synchronized String send(String id, String body) {
        messages.add(new Held(id, body));
        return id;
    }

    /** Returns how many messages are there, hidden ones among them. */
    public synchronized int size() {
        return messages.size();
    }

    /** Returns the ids that were put aside. */
    public synchronized List<String> aside() {
        return List.copyOf(aside);
    }

    /** Returns the ids of all deliveries until now. */
    public synchronized List<String> delivered() {
        return List.copyOf(delivered);
    }

    private ReceiveMessageResponse receive(ReceiveMessageRequest request) {
        check(request.queueUrl());
        int wait = Optional.ofNullable(request.waitTimeSeconds()).orElse(0);
        if (wait < 0 || wait > 20) {
            throw new ServiceError("InvalidParameterValue", "WaitTimeSeconds must be between 0 and 20");
        }
        long end = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        while (true) {
            Optional<Message> next = take(request);
            if (next.isPresent() || System.nanoTime() - end > 0) {
                return ReceiveMessageResponse.builder()
                        .messages(next.stream().toList())
                        .build();
            }
            sleep();
        }
    }

    private synchronized Optional<Message> take(ReceiveMessageRequest request) {
        Instant now = Instant.now();
        for (Held held : List.copyOf(messages)) {
            if (mostReceives > 0 && held.receives >= mostReceives && held.visibleAt.isBefore(now)) {
                messages.remove(held);
                aside.add(held.id);
            }
        }
        List<Held> visible =
                messages.stream().filter(held -> held.visibleAt.isBefore(now)).toList();
        if (visible.isEmpty()) {
            return Optional.empty();
        }
        Held held = visible.get(lastFirst ? visible.size() - 1 : 0);
        held.visibleAt =
                now.plusSeconds(Optional.ofNullable(request.visibilityTimeout()).orElse(30));
        held.receipt = UUID.randomUUID().toString();
        held.receives++;
        delivered.add(held.id);
        return Optional.of(Message.builder()
                .messageId(held.id)
                .receiptHandle(held.receipt)
                .body(held.body)
                .md5OfBody(md5(held.body))
                .attributes(Map.of(
                        MessageSystemAttributeName.SENT_TIMESTAMP,
                        Long.toString(held.sentAt.toEpochMilli()),
                        MessageSystemAttributeName.SENDER_ID,
                        "AIDASENDER",
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                        Integer.toString(held.receives)))
                .build());
    }

    /** Returns the digest by which the SDK knows that a message arrived as it was sent. */
    public static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized DeleteMessageResponse delete(DeleteMessageRequest request) {
        check(request.queueUrl());
        messages.removeIf(held -> held.receipt.equals(request.receiptHandle()));
        return DeleteMessageResponse.builder().build();
    }

    private synchronized ChangeMessageVisibilityResponse hide(ChangeMessageVisibilityRequest request) {
        check(request.queueUrl());
        Held held = messages.stream()
                .filter(one -> one.receipt.equals(request.receiptHandle()))
                .findFirst()
                .orElseThrow(() -> new ServiceError("ReceiptHandleIsInvalid", "no delivery has this receipt"));
        if (held.visibleAt.isBefore(Instant.now())) {
            throw new ServiceError("MessageNotInflight", "the message is visible again");
        }
        held.visibleAt = Instant.now().plusSeconds(request.visibilityTimeout());
        return ChangeMessageVisibilityResponse.builder().build();
    }

    private synchronized GetQueueAttributesResponse attributes(GetQueueAttributesRequest request) {
        check(request.queueUrl());
        Map<QueueAttributeName, String> attributes = new HashMap<>();
        attributes.put(QueueAttributeName.QUEUE_ARN, ARN);
        if (mostReceives > 0) {
            attributes.put(QueueAttributeName.REDRIVE_POLICY, "{\"maxReceiveCount\":" + mostReceives + "}");
        }
        return GetQueueAttributesResponse.builder().attributes(attributes).build();
    }

    private void check(String asked) {
        if (!url.equals(asked)) {
            throw new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(GLANCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
