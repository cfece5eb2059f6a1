// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/** A window of a stream: its times, or for each shard the first and the last sequence number. */
final class KinesisAsker {
    private KinesisAsker() {}

    static Answer ask(Question question) throws IOException {
        try (KinesisClient kinesis = question.client(KinesisClient.builder(), "KINESIS")) {
            StreamDescriptionSummary stream = kinesis.describeStreamSummary(
                            request -> request.streamName(question.get("stream")))
                    .streamDescriptionSummary();
            Map<String, Shard> shards = shards(kinesis, question.get("stream"));
            Instant oldest = Instant.now().minus(Duration.ofHours(stream.retentionPeriodHours()));
            Facts facts = new Facts()
                    .put("arn", stream.streamARN())
                    .put("created", stream.streamCreationTimestamp())
                    .put("retentionHours", stream.retentionPeriodHours())
                    .put("encryption", stream.encryptionTypeAsString())
                    .put("shards", shards.size());
            times(question, facts, stream, oldest);
            numbers(question, facts, shards);
            return facts.answer();
        }
    }

    private static Map<String, Shard> shards(KinesisClient kinesis, String stream) {
        Map<String, Shard> shards = new TreeMap<>();
        var page = kinesis.listShards(request -> request.streamName(stream));
        while (true) {
            page.shards().forEach(shard -> shards.put(shard.shardId(), shard));
            String next = page.nextToken();
            if (next == null) {
                return shards;
            }
            page = kinesis.listShards(request -> request.nextToken(next));
        }
    }

    private static void times(Question question, Facts facts, StreamDescriptionSummary stream, Instant oldest) {
        Optional<Instant> from = instant(question.get("from"));
        Optional<Instant> to = instant(question.get("to"));
        from.ifPresent(begin -> facts.put("retained", begin.isAfter(oldest) ? "whole" : "not from the begin on"));
        if (to.isPresent() && to.get().isAfter(Instant.now())) {
            facts.against("its end, " + to.get() + ", is still to come");
        }
        if (to.isPresent() && from.isPresent() && to.get().isBefore(from.get())) {
            facts.against("it ends before it begins");
        }
        if (to.isPresent()
                && stream.streamCreationTimestamp() != null
                && to.get().isBefore(stream.streamCreationTimestamp())) {
            facts.against("the stream was made only later, at " + stream.streamCreationTimestamp());
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty(); // a sequence number
        }
    }

    /** A shard that is over and out of retention is not listed any more, which is nobody's fault. */
    private static void numbers(Question question, Facts facts, Map<String, Shard> shards) {
        int gone = 0;
        for (String window : question.get("shards").split(",\\s*")) {
            String[] parts = window.strip().split("\\s+");
            if (parts.length != 3) {
                continue;
            }
            Shard shard = shards.get(parts[0]);
            if (shard == null) {
                gone++;
                continue;
            }
            String first = shard.sequenceNumberRange().startingSequenceNumber();
            String last = shard.sequenceNumberRange().endingSequenceNumber();
            BigInteger from = new BigInteger(parts[1]);
            BigInteger to = new BigInteger(parts[2]);
            if (from.compareTo(to) > 0
                    || first != null && from.compareTo(new BigInteger(first)) < 0
                    || last != null && to.compareTo(new BigInteger(last)) > 0) {
                facts.against("shard " + parts[0] + " has the numbers from " + first + " to "
                        + (last == null ? "now" : last) + ", and not " + parts[1] + " to " + parts[2]);
            }
        }
        facts.put("shardsNotRetained", gone == 0 ? "" : gone);
    }
}
