// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.port.Serving.Point;
import io.github.gxpml.port.Serving.Reading;
import io.github.gxpml.port.Serving.Series;
import io.github.gxpml.port.Serving.Window;
import io.github.gxpml.spec.MonitorSpec.Endpoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code data/endpoint.json}: what an endpoint did in a window, from which the numbers of its gates are computed.
 *
 * @param format 1
 * @param endpoint name, variant and length of the window
 * @param window when
 * @param trouble why it could not be read; absent if it could
 * @param series one for each reading; none if it could not be read
 */
public record ServingDocument(
        int format, Endpoint endpoint, Window window, Optional<String> trouble, List<Series> series) {
    /** Its name in the bundle. */
    public static final String FILE = "endpoint.json";

    /** The format that this version writes. */
    public static final int FORMAT = 1;

    private static final double MICROSECONDS = 1000;

    /** Metrics that are the largest value of a reading, and what a value is divided by. */
    private static final Map<String, Largest> LARGEST = Map.of(
            "endpoint_model_latency", new Largest(Reading.MODEL_LATENCY, MICROSECONDS, false),
            "endpoint_overhead_latency", new Largest(Reading.OVERHEAD_LATENCY, MICROSECONDS, false),
            "endpoint_cpu", new Largest(Reading.CPU, 1, true),
            "endpoint_memory", new Largest(Reading.MEMORY, 1, true),
            "endpoint_disk", new Largest(Reading.DISK, 1, true));

    private static final Map<String, Reading> RATES = Map.of(
            "endpoint_5xx_rate", Reading.ERRORS_5XX,
            "endpoint_4xx_rate", Reading.ERRORS_4XX);

    private static final String INVOCATIONS = "endpoint_invocations";

    private record Largest(Reading reading, double divisor, boolean always) {}

    /** There is no number, for this reason. */
    private static final class NoNumber extends Exception {
        private static final long serialVersionUID = 1;

        NoNumber(String reason) {
            super(reason);
        }
    }

    /** Copies the series. */
    public ServingDocument {
        series = List.copyOf(series);
    }

    /** Tells whether a metric is one of an endpoint. */
    public static boolean knows(String metric) {
        return metric.equals(INVOCATIONS) || LARGEST.containsKey(metric) || RATES.containsKey(metric);
    }

    /**
     * Computes the number of a metric.
     *
     * @param metric one that is {@link #knows known}
     * @return the number; undefined, with the reason, where anything that it needs is missing
     */
    public MetricValue value(String metric) {
        if (trouble.isPresent()) {
            return MetricValue.undefined(trouble.get(), 0);
        }
        try {
            if (metric.equals(INVOCATIONS)) {
                return requests();
            }
            return RATES.containsKey(metric) ? rate(RATES.get(metric)) : largest(LARGEST.get(metric));
        } catch (NoNumber e) {
            return MetricValue.undefined(e.getMessage(), 0);
        }
    }

    private MetricValue requests() throws NoNumber {
        double sum = total(points(Reading.INVOCATIONS));
        return MetricValue.exact(sum, Math.round(sum)).withDetail("Sum of Invocations, " + when());
    }

    private MetricValue largest(Largest asked) throws NoNumber {
        Map<Instant, Double> points = points(asked.reading());
        if (asked.always() && points.size() < window.periods()) {
            throw new NoNumber(asked.reading().metric() + " has a datapoint in only " + points.size() + " of "
                    + window.periods() + " periods of " + text(asked.reading()));
        }
        if (!asked.always()) {
            refuseGaps(asked.reading(), points);
        }
        double most =
                points.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return MetricValue.exact(most / asked.divisor(), points.size())
                .withDetail(
                        asked.reading().statistic() + " of " + asked.reading().metric() + " in " + window.period()
                                + " s, the largest of " + points.size() + " periods, " + when());
    }

    /** A period with requests and no datapoint may have had any value. */
    private Map<Instant, Double> refuseGaps(Reading reading, Map<Instant, Double> points) throws NoNumber {
        Map<Instant, Double> requests = new HashMap<>(points(Reading.INVOCATIONS));
        requests.values().removeIf(count -> count == 0);
        if (!points.keySet().containsAll(requests.keySet())) {
            throw new NoNumber(reading.metric() + " has no datapoint in some of the " + requests.size()
                    + " periods with requests of " + text(reading));
        }
        return requests;
    }

    private MetricValue rate(Reading errors) throws NoNumber {
        Map<Instant, Double> failed = points(errors);
        Map<Instant, Double> requests = refuseGaps(errors, failed);
        double all = total(requests);
        double bad = total(failed);
        if (all <= 0 || bad > all) {
            throw new NoNumber(errors.metric() + " is " + bad + " of " + all + " requests to " + text(errors));
        }
        return MetricValue.exact(bad / all, Math.round(all))
                .withDetail("Sum of " + errors.metric() + " over Sum of Invocations, " + when());
    }

    private static double total(Map<Instant, Double> points) {
        return points.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private String when() {
        return window.from() + " to " + window.to();
    }

    private String text(Reading reading) {
        return "endpoint " + endpoint.name() + ", variant " + endpoint.variant() + " (" + reading.namespace() + "), "
                + when();
    }

    /** Returns the values of a reading: complete, at least one, each of its own period in the window. */
    private Map<Instant, Double> points(Reading reading) throws NoNumber {
        List<Series> found =
                series.stream().filter(one -> one.reading() == reading).toList();
        if (found.size() != 1) {
            throw new NoNumber(reading.metric() + " was not read of " + text(reading));
        }
        Series one = found.get(0);
        if (!one.status().equals(Series.COMPLETE)) {
            throw new NoNumber(reading.metric() + " could not be read whole, CloudWatch says " + one.status() + ", of "
                    + text(reading));
        }
        if (one.points().isEmpty()) {
            throw new NoNumber(reading.metric() + " has no datapoint of " + text(reading));
        }
        Map<Instant, Double> points = new HashMap<>();
        Set<Long> periods = new HashSet<>();
        for (Point point : one.points()) {
            boolean inside = !point.at().isBefore(window.from()) && point.at().isBefore(window.to());
            boolean good = Double.isFinite(point.value()) && point.value() >= 0;
            long period =
                    Math.floorDiv(point.at().getEpochSecond() - window.from().getEpochSecond(), window.period());
            if (!inside || !good || !periods.add(period)) {
                throw new NoNumber(reading.metric() + " has a datapoint that cannot be, " + point.value() + " at "
                        + point.at() + ", of " + text(reading));
            }
            points.put(window.from().plusSeconds(period * window.period()), point.value());
        }
        return points;
    }
}
