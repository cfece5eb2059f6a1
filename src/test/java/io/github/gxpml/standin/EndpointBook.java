// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointResponse;

/** Endpoints of SageMaker: every one serves the model of the latest training job. */
final class EndpointBook {
    private static final int LARGEST = 6 << 20;

    private final SageMakerStandIn sageMaker;
    private volatile int changes;

    EndpointBook(SageMakerStandIn sageMaker) {
        this.sageMaker = sageMaker;
        sageMaker.aws().on(DescribeEndpointRequest.class, this::describe);
        sageMaker.aws().on(DescribeEndpointConfigRequest.class, this::config);
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
                .build();
    }

    private DescribeEndpointConfigResponse config(DescribeEndpointConfigRequest request) {
        return DescribeEndpointConfigResponse.builder()
                .endpointConfigName(request.endpointConfigName())
                .endpointConfigArn(SageMakerStandIn.arn("endpoint-config/" + request.endpointConfigName()))
                .productionVariants(ProductionVariant.builder()
                        .variantName("all")
                        .modelName("the-latest")
                        .build())
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
