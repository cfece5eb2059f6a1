// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.time.Instant;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.model.DeployedImage;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelResponse;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantSummary;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointResponse;

/** Endpoints of SageMaker: every one serves the model of the latest training job. */
final class EndpointBook {
    private static final int LARGEST = 6 << 20;
    private static final String IMAGE =
            "111122223333.dkr.ecr.eu-central-1.amazonaws.com/serve@sha256:" + "5".repeat(64);

    private final SageMakerStandIn sageMaker;
    private volatile int changes;

    EndpointBook(SageMakerStandIn sageMaker) {
        this.sageMaker = sageMaker;
        sageMaker.aws().on(DescribeEndpointRequest.class, this::describe);
        sageMaker.aws().on(DescribeEndpointConfigRequest.class, this::config);
        sageMaker.aws().on(DescribeModelRequest.class, this::model);
        sageMaker.aws().on(InvokeEndpointRequest.class, this::invoke);
    }

    /** Lets endpoints have another configuration from now on. */
    void change() {
        changes++;
    }

    private DescribeEndpointResponse describe(DescribeEndpointRequest request) {
        return DescribeEndpointResponse.builder()
                .endpointName(request.endpointName())
                .endpointArn(SageMakerStandIn.arn("endpoint/" + request.endpointName()))
                .endpointConfigName(request.endpointName() + "-config" + (changes == 0 ? "" : "-" + changes))
                .endpointStatus("InService")
                .productionVariants(ProductionVariantSummary.builder()
                        .variantName("all")
                        .deployedImages(
                                DeployedImage.builder().resolvedImage(IMAGE).build())
                        .build())
                .build();
    }

    private DescribeEndpointConfigResponse config(DescribeEndpointConfigRequest request) {
        return DescribeEndpointConfigResponse.builder()
                .endpointConfigName(request.endpointConfigName())
                .endpointConfigArn(SageMakerStandIn.arn("endpoint-config/" + request.endpointConfigName()))
                .productionVariants(ProductionVariant.builder()
                        .variantName("all")
                        .modelName("the-latest")
                        .instanceType("ml.m5.large")
                        .initialInstanceCount(2)
                        .build())
                .build();
    }

    private DescribeModelResponse model(DescribeModelRequest request) {
        return DescribeModelResponse.builder()
                .modelName(request.modelName())
                .modelArn(SageMakerStandIn.arn("model/" + request.modelName()))
                .primaryContainer(container ->
                        container.modelDataUrl(sageMaker.trainings().latestModel()))
                .creationTime(Instant.EPOCH)
                .build();
    }

    private InvokeEndpointResponse invoke(InvokeEndpointRequest request) {
        byte[] rows = request.body().asByteArray();
        if (rows.length > LARGEST) {
            throw new ServiceError("ValidationError", "the body is larger than 6 MB");
        }
        String answers = sageMaker.served(sageMaker.read(sageMaker.trainings().latestModel()), rows);
        return InvokeEndpointResponse.builder()
                .contentType("text/csv")
                .body(SdkBytes.fromUtf8String(answers))
                .build();
    }
}
