// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.spec.MonitorSpec;
import io.github.gxpml.spec.MonitorSpec.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.CaptureMode;
import software.amazon.awssdk.services.sagemaker.model.CaptureOption;
import software.amazon.awssdk.services.sagemaker.model.CaptureStatus;
import software.amazon.awssdk.services.sagemaker.model.DataCaptureConfig;
import software.amazon.awssdk.services.sagemaker.model.DataCaptureConfigSummary;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;

/** Whether the endpoint of the version in use keeps what it is asked and what it answers, encrypted. */
final class DataCapture implements Probe {
    @Override
    public String id() {
        return "data-capture";
    }

    @Override
    public List<String> read() {
        return List.of("sagemaker:DescribeEndpoint", "sagemaker:DescribeEndpointConfig");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.endpoint().stream().toList();
    }

    @Override
    public Finding look(String name, Used used, Account account) throws IOException {
        DescribeEndpointResponse endpoint = account.sageMaker().describeEndpoint(request -> request.endpointName(name));
        DataCaptureConfig asked = account.sageMaker()
                .describeEndpointConfig(request -> request.endpointConfigName(endpoint.endpointConfigName()))
                .dataCaptureConfig();
        Facts facts = new Facts()
                .put("status", endpoint.endpointStatusAsString())
                .put("configuration", endpoint.endpointConfigName());
        if (asked == null || !Boolean.TRUE.equals(asked.enableCapture())) {
            return Finding.fail("it captures no data", facts);
        }
        List<String> modes = asked.captureOptions().stream()
                .map(CaptureOption::captureModeAsString)
                .toList();
        facts.put("destination", asked.destinationS3Uri())
                .put("key", asked.kmsKeyId())
                .put("initialSamplingPercentage", asked.initialSamplingPercentage())
                .put("captures", modes);
        List<String> problems = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        modes(asked, problems);
        if (asked.kmsKeyId() == null || asked.kmsKeyId().isBlank()) {
            problems.add("what it captures is encrypted with no key of KMS that is named");
        }
        running(endpoint, asked, facts, new Open(problems, unknown));
        int least = used.spec()
                .monitor()
                .flatMap(MonitorSpec::endpoint)
                .flatMap(Endpoint::sampling)
                .orElse(1);
        sampling(sampled(endpoint, asked), least, new Open(problems, unknown));
        return Finding.of(problems, unknown, "it captures what it is asked and what it answers", facts);
    }

    private record Open(List<String> problems, List<String> unknown) {}

    private static void modes(DataCaptureConfig asked, List<String> problems) {
        for (CaptureMode mode : List.of(CaptureMode.INPUT, CaptureMode.OUTPUT)) {
            boolean captured = asked.captureOptions().stream()
                    .map(CaptureOption::captureMode)
                    .anyMatch(one -> one == mode || one == CaptureMode.INPUT_AND_OUTPUT);
            if (!captured) {
                problems.add("it does not capture " + mode);
            }
        }
    }

    /** What an endpoint does while it is changed is that of neither configuration. */
    private static void running(DescribeEndpointResponse endpoint, DataCaptureConfig asked, Facts facts, Open open) {
        if (endpoint.endpointStatus() != EndpointStatus.IN_SERVICE) {
            open.unknown.add("it is " + endpoint.endpointStatusAsString() + ", look again when it is InService");
        }
        DataCaptureConfigSummary now = endpoint.dataCaptureConfig();
        if (now == null) {
            open.unknown.add("it does not say whether it captures now");
            return;
        }
        facts.put("captureStatus", now.captureStatusAsString())
                .put("currentSamplingPercentage", now.currentSamplingPercentage());
        if (now.captureStatus() == CaptureStatus.STOPPED || Boolean.FALSE.equals(now.enableCapture())) {
            open.problems.add("its capture is stopped");
        } else if (now.captureStatus() != CaptureStatus.STARTED) {
            open.unknown.add("its capture is " + now.captureStatusAsString());
        }
        if (now.destinationS3Uri() != null && !now.destinationS3Uri().equals(asked.destinationS3Uri())) {
            open.unknown.add("it captures to " + now.destinationS3Uri() + ", and its configuration says "
                    + asked.destinationS3Uri());
        }
    }

    private static Optional<Integer> sampled(DescribeEndpointResponse endpoint, DataCaptureConfig asked) {
        return Optional.ofNullable(endpoint.dataCaptureConfig())
                .map(DataCaptureConfigSummary::currentSamplingPercentage)
                .or(() -> Optional.ofNullable(asked.initialSamplingPercentage()));
    }

    private static void sampling(Optional<Integer> sampled, int least, Open open) {
        if (sampled.isEmpty()) {
            open.unknown.add("it does not say how much it captures");
        } else if (sampled.get() < least) {
            open.problems.add("it captures " + sampled.get() + " % of the requests, at least " + least + " % must be");
        }
    }
}
