// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import io.github.gxpml.spec.MonitorSpec.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells what an endpoint that serves the version in use did. */
@FunctionalInterface
public interface Serving {
    /** What is read of an endpoint; names, statistics and units are those of CloudWatch. */
    enum Reading {
        /** Requests in a period. */
        INVOCATIONS("AWS/SageMaker", "Invocations", "Sum", ""),
        /** Time that the model took, in microseconds. */
        MODEL_LATENCY("AWS/SageMaker", "ModelLatency", "p99", "Microseconds"),
        /** Time that SageMaker added, in microseconds. */
        OVERHEAD_LATENCY("AWS/SageMaker", "OverheadLatency", "p99", "Microseconds"),
        /** Requests that the model failed. */
        ERRORS_5XX("AWS/SageMaker", "Invocation5XXErrors", "Sum", ""),
        /** Requests that were refused. */
        ERRORS_4XX("AWS/SageMaker", "Invocation4XXErrors", "Sum", ""),
        /** Use of processors; 100 for each that is wholly used. */
        CPU("/aws/sagemaker/Endpoints", "CPUUtilization", "Maximum", "Percent"),
        /** Use of memory. */
        MEMORY("/aws/sagemaker/Endpoints", "MemoryUtilization", "Maximum", "Percent"),
        /** Use of disks. */
        DISK("/aws/sagemaker/Endpoints", "DiskUtilization", "Maximum", "Percent");

        private final String namespace;
        private final String metric;
        private final String statistic;
        private final String unit;

        Reading(String namespace, String metric, String statistic, String unit) {
            this.namespace = namespace;
            this.metric = metric;
            this.statistic = statistic;
            this.unit = unit;
        }

        /** Returns the namespace. */
        public String namespace() {
            return namespace;
        }

        /** Returns the name of the metric. */
        public String metric() {
            return metric;
        }

        /** Returns how the values of a period make one. */
        public String statistic() {
            return statistic;
        }

        /** Returns the unit; empty for a count. */
        public String unit() {
            return unit;
        }
    }

    /**
     * A time, in periods of equal length.
     *
     * @param from its begin
     * @param to its end
     * @param period length of a period in seconds
     */
    record Window(Instant from, Instant to, int period) {
        private static final int LONG = 24;
        private static final int SHORT_PERIOD = 300;
        private static final int LONG_PERIOD = 3600;

        /** What is younger may still be on its way to where it is read. */
        private static final Duration LATE = Duration.ofMinutes(5);

        /**
         * Returns the latest window whose numbers are all in.
         *
         * @param now the time
         * @param hours its length
         * @return periods of five minutes up to a day, of an hour beyond; whole ones
         */
        public static Window before(Instant now, int hours) {
            return ending(now.minus(LATE), hours);
        }

        /**
         * Returns the window that ends with the last whole period of a time.
         *
         * @param time the time
         * @param hours its length
         * @return the window
         */
        public static Window ending(Instant time, int hours) {
            int period = hours <= LONG ? SHORT_PERIOD : LONG_PERIOD;
            long end = Math.floorDiv(time.getEpochSecond(), period) * period;
            Instant to = Instant.ofEpochSecond(end);
            return new Window(to.minus(Duration.ofHours(hours)), to, period);
        }

        /** Returns the number of periods. */
        public long periods() {
            return Duration.between(from, to).toSeconds() / period;
        }
    }

    /**
     * A value of a period.
     *
     * @param at its begin
     * @param value in the unit of its reading
     */
    record Point(Instant at, double value) {}

    /**
     * The values of a window.
     *
     * @param reading what was read
     * @param status {@code Complete}, or what the service says otherwise
     * @param points one for each period that there is a value of, in their order
     */
    record Series(Reading reading, String status, List<Point> points) {
        /** The status of values of which none is missing. */
        public static final String COMPLETE = "Complete";

        /** Copies the points. */
        public Series {
            points = List.copyOf(points);
        }
    }

    /**
     * Reads what an endpoint did.
     *
     * @param endpoint name and variant
     * @param window when
     * @return one series for each reading
     * @throws IOException if it cannot be read
     */
    List<Series> read(Endpoint endpoint, Window window) throws IOException;
}
