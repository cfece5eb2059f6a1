// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.serving;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.port.Serving;
import io.github.gxpml.spec.MonitorSpec.Endpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/**
 * Reads the metrics that SageMaker keeps of an endpoint in CloudWatch. A value of another unit than the expected one is
 * not asked for, and so not taken for it.
 *
 * @param access makes the client, for stage monitor
 */
public record CloudWatchServing(AwsAccess access) implements Serving {
    /** An answer has at most 100,800 datapoints: more pages than this make no sense. */
    private static final int MOST_PAGES = 100;

    private static final String STAGE = "monitor";
    private static final String NOTHING = "nothing";
    private static final Set<String> MAY_CHANGE = Set.of(NOTHING, "PartialData", Series.COMPLETE);

    /** What the pages say of one reading. */
    private static final class Collected {
        private final List<Point> points = new ArrayList<>();
        private String status = NOTHING;
    }

    @Override
    public List<Series> read(Endpoint endpoint, Window window) throws IOException {
        List<MetricDataQuery> queries = Arrays.stream(Reading.values())
                .map(reading -> query(reading, endpoint, window))
                .toList();
        Map<Reading, Collected> collected = new EnumMap<>(Reading.class);
        for (Reading reading : Reading.values()) {
            collected.put(reading, new Collected());
        }
        try (CloudWatchClient cloudWatch = access.client(CloudWatchClient.builder(), "CLOUDWATCH", STAGE)) {
            String token = null;
            int pages = 0;
            do {
                String next = token;
                GetMetricDataResponse page = cloudWatch.getMetricData(request -> request.metricDataQueries(queries)
                        .startTime(window.from())
                        .endTime(window.to())
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .nextToken(next));
                for (MetricDataResult result : page.metricDataResults()) {
                    collect(result, collected);
                }
                token = page.nextToken();
                pages++;
            } while (token != null && !token.isEmpty() && pages < MOST_PAGES);
            if (token != null && !token.isEmpty()) {
                throw new IOException("CloudWatch says without end what endpoint " + endpoint.name() + " did");
            }
        } catch (AbortedException e) {
            throw (IOException) new InterruptedIOException("interrupted while CloudWatch was asked").initCause(e);
        } catch (SdkException e) {
            throw Refusals.of(
                    new Attempt(
                            "CloudWatch could not be asked what endpoint " + endpoint.name() + " did",
                            "cloudwatch:GetMetricData"),
                    e);
        }
        return collected.entrySet().stream()
                .map(one -> series(one.getKey(), one.getValue()))
                .toList();
    }

    private static MetricDataQuery query(Reading reading, Endpoint endpoint, Window window) {
        return MetricDataQuery.builder()
                .id(id(reading))
                .metricStat(stat -> stat.metric(metric -> metric.namespace(reading.namespace())
                                .metricName(reading.metric())
                                .dimensions(
                                        dimension("EndpointName", endpoint.name()),
                                        dimension("VariantName", endpoint.variant())))
                        .period(window.period())
                        .stat(reading.statistic())
                        .unit(reading.unit().isEmpty() ? null : reading.unit()))
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    /** An id begins with a lower-case letter. */
    private static String id(Reading reading) {
        return reading.name().toLowerCase(Locale.ROOT);
    }

    /** A later page makes whole what was partial, and nothing else: what went wrong once stays so. */
    private static void collect(MetricDataResult result, Map<Reading, Collected> collected) throws IOException {
        Collected one = Arrays.stream(Reading.values())
                .filter(reading -> id(reading).equals(result.id()))
                .map(collected::get)
                .findFirst()
                .orElseThrow(() -> new IOException("CloudWatch answers what it was not asked: " + result.id()));
        if (result.timestamps().size() != result.values().size()) {
            throw new IOException("CloudWatch gives " + result.values().size() + " values for "
                    + result.timestamps().size() + " times of " + result.id());
        }
        for (int i = 0; i < result.values().size(); i++) {
            one.points.add(new Point(result.timestamps().get(i), result.values().get(i)));
        }
        if (MAY_CHANGE.contains(one.status)) {
            one.status = result.statusCodeAsString() == null ? "nothing about it" : result.statusCodeAsString();
        }
    }

    private static Series series(Reading reading, Collected collected) {
        return new Series(
                reading,
                collected.status,
                collected.points.stream()
                        .sorted(Comparator.comparing(Point::at))
                        .toList());
    }
}
