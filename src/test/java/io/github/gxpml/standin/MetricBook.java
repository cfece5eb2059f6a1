// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * The metrics that CloudWatch has of one variant of an endpoint, a value for each period; two queries a page. As there,
 * a query for another dimension or unit finds nothing, and that is no error.
 */
public final class MetricBook {
    private static final int PAGE = 2;

    private final List<Dimension> of;
    private final Map<String, LongFunction<Optional<Double>>> values = new TreeMap<>();
    private final Map<String, String> units = new TreeMap<>();
    private final Map<String, String> statuses = new TreeMap<>();
    private final List<GetMetricDataRequest> asked = new ArrayList<>();

    /** Answers for one variant. */
    public MetricBook(AwsStandIn aws, String endpoint, String variant) {
        of = List.of(
                Dimension.builder().name("EndpointName").value(endpoint).build(),
                Dimension.builder().name("VariantName").value(variant).build());
        aws.on(GetMetricDataRequest.class, this::answer);
    }

    /** Sets the values of a metric by the number of the period, as {@code namespace/name statistic}. */
    public synchronized MetricBook put(String metric, String unit, LongFunction<Optional<Double>> byPeriod) {
        values.put(metric, byPeriod);
        units.put(metric, unit);
        return this;
    }

    /** Sets a healthy endpoint: 100 requests a period, one of them refused, none failed. */
    public MetricBook healthy() {
        put("AWS/SageMaker/Invocations Sum", "", period -> Optional.of(100.0));
        put("AWS/SageMaker/ModelLatency p99", "Microseconds", period -> Optional.of(period == 7 ? 180_500.0 : 90_000));
        put("AWS/SageMaker/OverheadLatency p99", "Microseconds", period -> Optional.of(12_000.0));
        put("AWS/SageMaker/Invocation5XXErrors Sum", "", period -> Optional.of(0.0));
        put("AWS/SageMaker/Invocation4XXErrors Sum", "", period -> Optional.of(1.0));
        for (String use : List.of("CPU", "Memory", "Disk")) {
            put("/aws/sagemaker/Endpoints/" + use + "Utilization Maximum", "Percent", period -> Optional.of(40.0));
        }
        return this;
    }

    /** Says of a metric that not all of it was to be had. */
    public synchronized MetricBook status(String metric, String status) {
        statuses.put(metric, status);
        return this;
    }

    /** Returns what was asked for. */
    public synchronized List<GetMetricDataRequest> asked() {
        return List.copyOf(asked);
    }

    private synchronized GetMetricDataResponse answer(GetMetricDataRequest request) {
        asked.add(request);
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(request.metricDataQueries().size(), from + PAGE);
        return GetMetricDataResponse.builder()
                .metricDataResults(request.metricDataQueries().subList(from, to).stream()
                        .map(query -> result(query, request.startTime(), request.endTime()))
                        .toList())
                .nextToken(to < request.metricDataQueries().size() ? Integer.toString(to) : null)
                .build();
    }

    private MetricDataResult result(MetricDataQuery query, Instant from, Instant end) {
        Metric metric = query.metricStat().metric();
        String name = metric.namespace() + "/" + metric.metricName() + " "
                + query.metricStat().stat();
        String unit = query.metricStat().unitAsString();
        boolean known = metric.dimensions().equals(of) && (unit == null || unit.equals(units.get(name)));
        List<Instant> times = new ArrayList<>();
        List<Double> found = new ArrayList<>();
        int period = query.metricStat().period();
        for (long i = 0; known && from.plusSeconds(i * period).isBefore(end); i++) {
            Instant at = from.plusSeconds(i * period);
            values.getOrDefault(name, any -> Optional.empty()).apply(i).ifPresent(value -> {
                times.add(at);
                found.add(value);
            });
        }
        return MetricDataResult.builder()
                .id(query.id())
                .label(metric.metricName())
                .timestamps(times)
                .values(found)
                .statusCode(statuses.getOrDefault(name, "Complete"))
                .build();
    }
}
