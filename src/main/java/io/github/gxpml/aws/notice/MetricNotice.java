// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.notice;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.Notifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * Publishes metrics in CloudWatch. Each gate's number is a metric of the gate's metric, such as {@code psi}, with the
 * dimensions Model, Stage and Gate; {@code Passed}, {@code Failed}, {@code Undecided} and {@code StagesFailed} count
 * with the dimensions Model and Stage. A number that is none is not published: its gate counts as undecided.
 *
 * @param access makes the client
 * @param namespace of the metrics
 */
public record MetricNotice(AwsAccess access, String namespace) implements Notifier {
    /** What CloudWatch takes in one call. */
    static final int MOST_DATA = 1000;

    private static final int MOST_BYTES = 900_000;

    /** What a datum takes beside its names, at most. */
    private static final int FRAME = 400;

    private static final int LONGEST_NAME = 255;

    /** The numbers that CloudWatch takes are 0 and those of these sizes. */
    private static final double LEAST = 8.515920e-109;

    private static final double GREATEST = 1.174271e108;

    @Override
    public void tell(Notice notice) throws IOException {
        List<MetricDatum> data = data(notice);
        try (CloudWatchClient client = access.client(CloudWatchClient.builder(), "CLOUDWATCH", notice.stage())) {
            for (List<MetricDatum> batch : batches(data)) {
                client.putMetricData(request -> request.namespace(namespace).metricData(batch));
            }
        } catch (SdkException e) {
            throw Refusals.of(
                    new Attempt("the " + name() + " was not told", "cloudwatch:PutMetricData in this namespace"), e);
        }
    }

    @Override
    public boolean wants(Kind kind) {
        return kind == Kind.STAGE_FINISHED || kind == Kind.FAILED;
    }

    /** Returns what is published of a notice. */
    static List<MetricDatum> data(Notice notice) {
        List<Dimension> stage = List.of(dimension("Model", notice.model()), dimension("Stage", notice.stage()));
        if (notice.kind() == Kind.FAILED) {
            return List.of(datum(notice, "StagesFailed", 1, StandardUnit.COUNT, stage));
        }
        List<MetricDatum> data = new ArrayList<>();
        int passed = 0;
        int failed = 0;
        int undecided = 0;
        for (Judged gate : notice.gates()) {
            boolean number = gate.value().filter(MetricNotice::isTaken).isPresent();
            if (number) {
                List<Dimension> dimensions = new ArrayList<>(stage);
                dimensions.add(dimension("Gate", gate.id()));
                data.add(datum(notice, ascii(gate.metric()), gate.value().get(), StandardUnit.NONE, dimensions));
            }
            if (gate.verdict().equals("FAIL")) {
                failed++;
            } else if (number && gate.verdict().equals("PASS")) {
                passed++;
            } else {
                undecided++;
            }
        }
        data.add(datum(notice, "Passed", passed, StandardUnit.COUNT, stage));
        data.add(datum(notice, "Failed", failed, StandardUnit.COUNT, stage));
        data.add(datum(notice, "Undecided", undecided, StandardUnit.COUNT, stage));
        data.add(datum(notice, "StagesFailed", 0, StandardUnit.COUNT, stage));
        return data;
    }

    private static boolean isTaken(double value) {
        double size = Math.abs(value);
        return size == 0 || size >= LEAST && size <= GREATEST;
    }

    private static MetricDatum datum(
            Notice notice, String name, double value, StandardUnit unit, List<Dimension> dimensions) {
        return MetricDatum.builder()
                .metricName(name)
                .dimensions(dimensions)
                .timestamp(notice.at())
                .value(value)
                .unit(unit)
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(ascii(value)).build();
    }

    /** CloudWatch takes ASCII. Two names that look alike then must not become one. */
    static String ascii(String name) {
        String text = name.replaceAll("[^\\x20-\\x7e]|^:", "?");
        if (text.equals(name) && text.length() <= LONGEST_NAME && !text.isBlank()) {
            return text;
        }
        String digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
        return text.substring(0, Math.min(text.length(), LONGEST_NAME - digest.length() - 1)) + "~" + digest;
    }

    /** Divides data so that every call holds as much as CloudWatch takes. */
    static List<List<MetricDatum>> batches(List<MetricDatum> data) {
        List<List<MetricDatum>> batches = new ArrayList<>();
        List<MetricDatum> batch = new ArrayList<>();
        int bytes = 0;
        for (MetricDatum datum : data) {
            int more = size(datum);
            if (batch.size() == MOST_DATA || bytes + more > MOST_BYTES && !batch.isEmpty()) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(datum);
            bytes += more;
        }
        batches.add(batch);
        return batches;
    }

    /** Names are ASCII; each character may take three in the request. */
    private static int size(MetricDatum datum) {
        int names = datum.metricName().length();
        for (Dimension dimension : datum.dimensions()) {
            names += dimension.name().length() + dimension.value().length();
        }
        return FRAME + 3 * names;
    }

    @Override
    public String name() {
        return "CloudWatch namespace " + namespace;
    }
}
