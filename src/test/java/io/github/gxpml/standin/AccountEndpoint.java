// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sagemaker.model.CaptureOption;
import software.amazon.awssdk.services.sagemaker.model.DataCaptureConfig;
import software.amazon.awssdk.services.sagemaker.model.DataCaptureConfigSummary;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;

/**
 * The endpoint, and what it captures.
 *
 * @param flaws what is wrong
 */
record AccountEndpoint(Set<Flaw> flaws) {
    private static final String DESTINATION = "s3://gxp-capture/flc";

    void answer(AwsStandIn aws) {
        aws.on(DescribeEndpointRequest.class, this::endpoint).on(DescribeEndpointConfigRequest.class, this::config);
    }

    private DescribeEndpointResponse endpoint(DescribeEndpointRequest request) {
        boolean stopped = flaws.contains(Flaw.CAPTURE_IS_STOPPED);
        DataCaptureConfigSummary summary = DataCaptureConfigSummary.builder()
                .enableCapture(!stopped)
                .captureStatus(stopped ? "Stopped" : "Started")
                .currentSamplingPercentage(flaws.contains(Flaw.CAPTURE_OF_TOO_LITTLE) ? 49 : 50)
                .destinationS3Uri(flaws.contains(Flaw.CAPTURE_GOES_ELSEWHERE) ? "s3://other" : DESTINATION)
                .kmsKeyId(AccountKeys.OF_BUCKETS)
                .build();
        return DescribeEndpointResponse.builder()
                .endpointName(request.endpointName())
                .endpointArn(SageMakerStandIn.arn("endpoint/" + request.endpointName()))
                .endpointConfigName("flc-live-3")
                .endpointStatus(flaws.contains(Flaw.ENDPOINT_IS_UPDATED) ? "Updating" : "InService")
                .dataCaptureConfig(flaws.contains(Flaw.CAPTURE_IS_SILENT) ? null : summary)
                .build();
    }

    private DescribeEndpointConfigResponse config(DescribeEndpointConfigRequest request) {
        List<CaptureOption> options = Stream.of("Input", "Output")
                .filter(mode -> mode.equals("Input") || !flaws.contains(Flaw.CAPTURE_WITHOUT_OUTPUT))
                .map(mode -> CaptureOption.builder().captureMode(mode).build())
                .toList();
        DataCaptureConfig capture = DataCaptureConfig.builder()
                .enableCapture(!flaws.contains(Flaw.CAPTURE_IS_OFF))
                .initialSamplingPercentage(50)
                .destinationS3Uri(DESTINATION)
                .kmsKeyId(flaws.contains(Flaw.CAPTURE_WITHOUT_KEY) ? null : AccountKeys.OF_BUCKETS)
                .captureOptions(options)
                .build();
        return DescribeEndpointConfigResponse.builder()
                .endpointConfigName(request.endpointConfigName())
                .endpointConfigArn(SageMakerStandIn.arn("endpoint-config/" + request.endpointConfigName()))
                .dataCaptureConfig(flaws.contains(Flaw.CAPTURE_IS_NOT_THERE) ? null : capture)
                .build();
    }
}
