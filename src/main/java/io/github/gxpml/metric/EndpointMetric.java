// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import java.util.List;
import java.util.Optional;

/** What an endpoint did in a window: only described here, its datapoints are read by the run. */
final class EndpointMetric {
    /** Source of names and units: Amazon SageMaker, Metrics for monitoring with Amazon CloudWatch. */
    static final List<Metric> ALL = List.of(
            of(
                    "endpoint_invocations",
                    "Requests to the endpoint",
                    "requests",
                    Direction.NEITHER,
                    "Requests in the window of `monitor.endpoint`; undefined where CloudWatch has no datapoint.",
                    "sum of Invocations"),
            latency(
                    "endpoint_model_latency",
                    "Latency of the model",
                    "What all but the slowest hundredth of the requests took in the model, in the worst period of the"
                            + " window.",
                    "ModelLatency"),
            latency(
                    "endpoint_overhead_latency",
                    "Latency that SageMaker adds",
                    "What SageMaker added to all but the slowest hundredth of the requests, in the worst period of the"
                            + " window.",
                    "OverheadLatency"),
            rate(
                    "endpoint_5xx_rate",
                    "Requests that the endpoint failed",
                    "Share of the requests in the window that failed in the endpoint (status 5xx); undefined without"
                            + " requests.",
                    "Invocation5XXErrors"),
            rate(
                    "endpoint_4xx_rate",
                    "Requests that the endpoint refused",
                    "Share of the requests in the window that were refused (status 4xx); undefined without requests.",
                    "Invocation4XXErrors"),
            use(
                    "endpoint_cpu",
                    "Use of processors",
                    "Largest use of the processors in the window; 100 for each that is wholly used, so that four may"
                            + " reach 400.",
                    "CPUUtilization"),
            use("endpoint_memory", "Use of memory", "Largest use of the memory in the window.", "MemoryUtilization"),
            use("endpoint_disk", "Use of disks", "Largest use of the disks in the window.", "DiskUtilization"));

    private EndpointMetric() {}

    private static Metric latency(String id, String title, String meaning, String name) {
        return of(
                id,
                title,
                "ms",
                Direction.LOWER,
                meaning,
                "largest p99 of " + name + " in any period, microseconds / 1000");
    }

    private static Metric rate(String id, String title, String meaning, String name) {
        return of(id, title, "share", Direction.LOWER, meaning, "sum of " + name + " / sum of Invocations");
    }

    private static Metric use(String id, String title, String meaning, String name) {
        return of(
                id,
                title,
                "percent",
                Direction.LOWER,
                meaning + " Undefined unless every period has a datapoint.",
                "largest Maximum of " + name + " in any period");
    }

    private static Metric of(String id, String title, String unit, Direction direction, String... meaningAndFormula) {
        return new RunMetric(new MetricInfo(
                id,
                title,
                unit,
                Scope.RUN,
                direction,
                Optional.empty(),
                meaningAndFormula[0],
                meaningAndFormula[1] + " (CloudWatch)",
                MetricInfo.NO_INTERVAL));
    }
}
