// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What goes wrong, as a test has ordered it, operation by operation. Operations are called as AWS calls them
 * ({@code PollForJobs}, {@code UploadPart}). Orders for one operation are carried out one after another.
 */
public final class Faults {
    /** Often enough to be for ever. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private final Map<String, Deque<Order>> orders = new HashMap<>();

    /** What happens to a request. */
    enum Kind {
        THROTTLED,
        BROKEN,
        DENIED,
        CONFLICT,
        LOST_ANSWER,
        CUT_BODY,
        EMPTY_BODY,
        CORRUPT,
        SLOW
    }

    record Order(Kind kind, int after, int times, Duration delay) {}

    /** Asks to come back later, so many times. */
    public Faults throttle(String operation, int times) {
        return order(operation, Kind.THROTTLED, 0, times);
    }

    /** Answers with status 500, so many times. */
    public Faults fail(String operation, int times) {
        return order(operation, Kind.BROKEN, 0, times);
    }

    /** Answers with status 500 so many times, after so many requests went well. */
    public Faults failAfter(String operation, int good, int times) {
        return order(operation, Kind.BROKEN, good, times);
    }

    /** Says that a policy does not allow it, so many times. */
    public Faults deny(String operation, int times) {
        return order(operation, Kind.DENIED, 0, times);
    }

    /** S3 only: says that another conditional request for the key is under way, so many times. */
    public Faults conflict(String operation, int times) {
        return order(operation, Kind.CONFLICT, 0, times);
    }

    /** Does what is asked, and ends the connection before a byte of the answer is sent, so many times. */
    public Faults loseAnswer(String operation, int times) {
        return order(operation, Kind.LOST_ANSWER, 0, times);
    }

    /** Ends the connection in the middle of the answer's body, so many times. */
    public Faults cutBody(String operation, int times) {
        return order(operation, Kind.CUT_BODY, 0, times);
    }

    /** CodePipeline only: does what is asked, and answers without a body, so many times. */
    public Faults emptyBody(String operation, int times) {
        return order(operation, Kind.EMPTY_BODY, 0, times);
    }

    /** S3 only: changes a byte of the answer's body, and the checksum that it tells, so many times. */
    public Faults corrupt(String operation, int times) {
        return order(operation, Kind.CORRUPT, 0, times);
    }

    /** Answers late, so many times. */
    public Faults delay(String operation, Duration by, int times) {
        return add(operation, new Order(Kind.SLOW, 0, times, by));
    }

    /** Forgets all orders. */
    public synchronized void clear() {
        orders.clear();
    }

    private Faults order(String operation, Kind kind, int after, int times) {
        return add(operation, new Order(kind, after, times, Duration.ZERO));
    }

    private synchronized Faults add(String operation, Order order) {
        queue(operation).add(order);
        return this;
    }

    private Deque<Order> queue(String operation) {
        return orders.computeIfAbsent(operation, name -> new ArrayDeque<>());
    }

    /** Takes what is to happen to this request; waits here if it is to be late. */
    Optional<Kind> next(String operation) {
        Optional<Order> order = take(operation);
        order.filter(one -> one.kind() == Kind.SLOW).ifPresent(one -> sleep(one.delay()));
        return order.map(Order::kind).filter(kind -> kind != Kind.SLOW);
    }

    private synchronized Optional<Order> take(String operation) {
        Deque<Order> waiting = queue(operation);
        Order order = waiting.poll();
        if (order == null) {
            return Optional.empty();
        }
        if (order.after() > 0) {
            waiting.addFirst(new Order(order.kind(), order.after() - 1, order.times(), order.delay()));
            return Optional.empty();
        }
        if (order.times() == ALWAYS) {
            waiting.addFirst(order);
        } else if (order.times() > 1) {
            waiting.addFirst(new Order(order.kind(), 0, order.times() - 1, order.delay()));
        }
        return Optional.of(order);
    }

    private static void sleep(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
