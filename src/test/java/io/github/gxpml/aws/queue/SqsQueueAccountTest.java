// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.account.Account;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A queue of SQS, also a real one. What goes wrong is in the tests of the worker of a queue. */
@Tag(Account.TAG)
class SqsQueueAccountTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Account account = Account.open();
    private final String url = account.queue();

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void shouldGetAMessageAgainUntilItIsDeleted() throws Exception {
        try (SqsClient sqs = account.client(SqsClient.builder(), "SQS");
                SqsQueue queue = SqsQueue.open(url, account.environment())) {
            sqs.sendMessage(request -> request.queueUrl(url).messageBody("{\"id\": \"order-1\"}"));

            QueueMessage first = queue.receive(LONG, Duration.ofMinutes(5)).orElseThrow();
            assertThat(queue.receive(AT_ONCE, LONG)).as("it is hidden").isEmpty();
            queue.hide(first.receipt(), AT_ONCE);
            QueueMessage again = queue.receive(LONG, Duration.ofMinutes(5)).orElseThrow();
            queue.delete(again.receipt());
            queue.delete(again.receipt());

            assertThat(first.body()).isEqualTo("{\"id\": \"order-1\"}");
            assertThat(first.sentAt()).isPresent();
            assertThat(first.sender()).isNotEmpty();
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.receives()).isEqualTo(2);
            assertThat(queue.redrives()).isFalse();
        }
    }
}
