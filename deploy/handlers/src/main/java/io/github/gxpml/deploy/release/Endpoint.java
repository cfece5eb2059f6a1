// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import io.github.gxpml.deploy.lambda.Clients;
import io.github.gxpml.deploy.lambda.HandlerException;
import io.github.gxpml.deploy.lambda.Settings;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CaptureMode;
import software.amazon.awssdk.services.sagemaker.model.CaptureOption;
import software.amazon.awssdk.services.sagemaker.model.ContainerDefinition;
import software.amazon.awssdk.services.sagemaker.model.CreateModelRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelCompressionType;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemaker.model.S3ModelDataType;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/**
 * The endpoint of a model. What it serves has a name made of version and bundle, so that doing it twice changes
 * nothing; its variant is called {@code v-<version>}, which SageMaker says in every answer of the endpoint.
 */
final class Endpoint {
    private static final int SHORT = 12;

    private final SageMakerClient sageMaker;
    private final Settings settings;

    Endpoint(Settings settings) {
        this.settings = settings;
        sageMaker = Clients.of(SageMakerClient.builder(), "SAGEMAKER", settings);
    }

    /** Names what is served: one of these for each version and bundle. */
    static String name(ReleaseOrder order, String manifest) {
        return order.model() + "-" + order.version() + "-" + manifest.substring(0, SHORT);
    }

    /** Returns the configuration that an endpoint has now. */
    Optional<String> configuration(String model) {
        return describe(model).map(DescribeEndpointResponse::endpointConfigName);
    }

    /**
     * Has the endpoint serve an artifact.
     *
     * @param order the version
     * @param manifest digest of the bundle that approves it
     * @param artifact address of the approved artifact
     * @param version as it is registered
     * @throws HandlerException as long as it is not in service with it; calling again goes on
     */
    void serve(ReleaseOrder order, String manifest, String artifact, RegisteredVersion version) {
        String name = name(order, manifest);
        Optional<DescribeEndpointResponse> now = describe(order.model());
        if (now.isPresent() && now.get().endpointStatus() == EndpointStatus.IN_SERVICE) {
            if (now.get().endpointConfigName().equals(name)) {
                return;
            }
            prepare(order, manifest, artifact, version);
            sageMaker.updateEndpoint(
                    request -> request.endpointName(order.model()).endpointConfigName(name));
        } else if (now.isEmpty()) {
            prepare(order, manifest, artifact, version);
            sageMaker.createEndpoint(request ->
                    request.endpointName(order.model()).endpointConfigName(name).tags(tags(order, manifest, version)));
        }
        boolean served = describe(order.model())
                .filter(then -> then.endpointStatus() == EndpointStatus.IN_SERVICE
                        && then.endpointConfigName().equals(name))
                .isPresent();
        if (!served) {
            throw new HandlerException("the endpoint is not in service with the new version yet");
        }
    }

    private void prepare(ReleaseOrder order, String manifest, String artifact, RegisteredVersion version) {
        String name = name(order, manifest);
        List<Tag> tags = tags(order, manifest, version);
        unlessThere(() -> sageMaker.createModel(CreateModelRequest.builder()
                .modelName(name)
                .executionRoleArn(settings.text("SERVING_ROLE"))
                .primaryContainer(container(artifact))
                .enableNetworkIsolation(true)
                .vpcConfig(vpc -> vpc.subnets(settings.text("SUBNETS").split(","))
                        .securityGroupIds(settings.text("SERVING_SECURITY_GROUP")))
                .tags(tags)
                .build()));
        unlessThere(() -> sageMaker.createEndpointConfig(request -> request.endpointConfigName(name)
                .kmsKeyId(settings.text("KMS_KEY"))
                .productionVariants(ProductionVariant.builder()
                        .variantName("v-" + order.version())
                        .modelName(name)
                        .initialInstanceCount(settings.number("SERVING_INSTANCES"))
                        .instanceType(ProductionVariantInstanceType.fromValue(settings.text("SERVING_INSTANCE")))
                        .build())
                .dataCaptureConfig(capture -> capture.enableCapture(true)
                        .initialSamplingPercentage(100)
                        .kmsKeyId(settings.text("KMS_KEY"))
                        .destinationS3Uri("s3://" + settings.text("CAPTURE_BUCKET") + "/capture")
                        .captureOptions(
                                CaptureOption.builder()
                                        .captureMode(CaptureMode.INPUT)
                                        .build(),
                                CaptureOption.builder()
                                        .captureMode(CaptureMode.OUTPUT)
                                        .build()))
                .tags(tags)));
    }

    /** A packed artifact is unpacked by SageMaker; any other file is given to the container as it is, in its folder. */
    private ContainerDefinition container(String artifact) {
        String folder = artifact.substring(0, artifact.lastIndexOf('/') + 1);
        boolean packed = artifact.endsWith(".tar.gz");
        return ContainerDefinition.builder()
                .image(settings.text("SERVING_IMAGE"))
                .modelDataSource(source -> source.s3DataSource(s3 -> s3.s3Uri(packed ? artifact : folder)
                        .s3DataType(packed ? S3ModelDataType.S3_OBJECT : S3ModelDataType.S3_PREFIX)
                        .compressionType(packed ? ModelCompressionType.GZIP : ModelCompressionType.NONE)))
                .build();
    }

    private static List<Tag> tags(ReleaseOrder order, String manifest, RegisteredVersion version) {
        return List.of(
                tag("gxp:model", order.model()),
                tag("gxp:version", Integer.toString(order.version())),
                tag("gxp:bundle", manifest),
                tag("gxp:sha256", version.sha256()));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    /** A name belongs to one content, so what is there already is what would be made. */
    private static void unlessThere(Runnable create) {
        try {
            create.run();
        } catch (SageMakerException e) {
            if (!said(e, "Cannot create already existing")) {
                throw e;
            }
        }
    }

    private Optional<DescribeEndpointResponse> describe(String model) {
        try {
            return Optional.of(sageMaker.describeEndpoint(request -> request.endpointName(model)));
        } catch (SageMakerException e) {
            if (said(e, "Could not find")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** SageMaker has no code of its own for these two, only a text. */
    private static boolean said(SageMakerException e, String text) {
        return e.awsErrorDetails() != null
                && "ValidationException".equals(e.awsErrorDetails().errorCode())
                && String.valueOf(e.awsErrorDetails().errorMessage()).contains(text);
    }
}
