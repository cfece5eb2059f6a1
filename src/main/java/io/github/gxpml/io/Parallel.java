// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work on many items with all processors, as if it were done by one: in order, and the first failure is the failure.
 */
public final class Parallel {
    private Parallel() {}

    /**
     * What is done to one item. May be called by several threads at a time, each with another item.
     *
     * @param <T> type of the items
     * @param <R> type of the results
     */
    @FunctionalInterface
    public interface Work<T, R> {
        /**
         * Does it.
         *
         * @param item the item
         * @return its result
         * @throws IOException if it cannot be done
         */
        R of(T item) throws IOException;
    }

    /**
     * Returns how many threads work at a time.
     *
     * @return the number of processors
     */
    public static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Does the same to every item.
     *
     * @param <T> type of the items
     * @param <R> type of the results
     * @param items what is worked on
     * @param work what is done
     * @return the results in the order of the items
     * @throws IOException the first failure; items not begun by then are left out
     */
    public static <T, R> List<R> map(List<T> items, Work<T, R> work) throws IOException {
        int threads = Math.min(threads(), items.size());
        if (threads < 2) {
            List<R> results = new ArrayList<>(items.size());
            for (T item : items) {
                results.add(work.of(item));
            }
            return results;
        }
        return new Round<>(items, work).on(threads);
    }

    /**
     * Waits for what a thread was asked to do.
     *
     * @param <R> type of the result
     * @param future the answer to come
     * @return the result
     * @throws IOException its failure, or {@link InterruptedIOException} if the caller was interrupted
     */
    public static <R> R result(Future<R> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new UncheckedIOException(new IOException(e.getCause()));
        }
    }

    /** Threads take the next item from one counter, so that no thread waits for another's long one. */
    private static final class Round<T, R> {
        private final List<T> items;
        private final Work<T, R> work;
        private final Object[] results;
        private final AtomicInteger next = new AtomicInteger();

        Round(List<T> items, Work<T, R> work) {
            this.items = items;
            this.work = work;
            this.results = new Object[items.size()];
        }

        @SuppressWarnings("unchecked")
        List<R> on(int threads) throws IOException {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                List<Future<Void>> workers = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    workers.add(pool.submit((Callable<Void>) this::takeItems));
                }
                for (Future<Void> worker : workers) {
                    result(worker);
                }
            } finally {
                next.set(items.size());
                pool.shutdownNow();
            }
            return (List<R>) List.of(results);
        }

        private Void takeItems() throws IOException {
            try {
                for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                    results[i] = work.of(items.get(i));
                }
                return null;
            } catch (IOException | RuntimeException e) {
                next.set(items.size());
                throw e;
            }
        }
    }
}
