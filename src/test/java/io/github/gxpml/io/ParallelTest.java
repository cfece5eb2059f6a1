// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ParallelTest {
    private static final List<Integer> ITEMS =
            IntStream.range(0, 10_000).boxed().toList();

    @Test
    void shouldGiveResultsInTheOrderOfTheItems() throws IOException {
        assertThat(Parallel.map(ITEMS, i -> i * 2))
                .isEqualTo(ITEMS.stream().map(i -> i * 2).toList());
        assertThat(Parallel.map(List.<Integer>of(), i -> i)).isEmpty();
    }

    @Test
    @Timeout(60)
    void shouldWorkWithSeveralThreadsAtATime() throws IOException {
        int threads = Math.min(Parallel.threads(), 4);
        CountDownLatch all = new CountDownLatch(threads);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        Parallel.map(IntStream.range(0, threads).boxed().toList(), i -> {
            seen.add(Thread.currentThread());
            all.countDown();
            try {
                // passes only once as many items are under way as there are threads
                all.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            return i;
        });
        assertThat(seen).hasSize(threads);
    }

    @Test
    void shouldFailAsTheItemDidAndLeaveTheRestOut() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        assertThatThrownBy(() -> Parallel.map(ITEMS, i -> {
                    if (i == 5) {
                        throw new IOException("item five");
                    }
                    done.add(i);
                    return i;
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("item five");
        assertThat(done).hasSizeLessThan(ITEMS.size() - 1);
        assertThatThrownBy(() -> Parallel.map(ITEMS, i -> 1 / (i - 5))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    @Timeout(60)
    void shouldStopForAnInterrupt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Parallel.map(ITEMS, i -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException();
                    }
                    return i;
                }))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
