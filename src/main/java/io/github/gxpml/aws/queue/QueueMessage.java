// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as it was received.
 *
 * @param id of the message, the same at each delivery
 * @param receipt of this delivery, by which it is hidden or deleted
 * @param body as sent
 * @param sentAt when the queue took it; absent if it does not say
 * @param sender who sent it, as the queue knows it; may be empty
 * @param receives how often it was received, this time among them
 */
public record QueueMessage(
        String id, String receipt, String body, Optional<Instant> sentAt, String sender, int receives) {
    @Override
    public String toString() {
        return "QueueMessage[" + id + "]"; // neither the body nor the receipt is for a log
    }
}
