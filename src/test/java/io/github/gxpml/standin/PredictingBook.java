// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.CreateModelRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateModelResponse;
import software.amazon.awssdk.services.sagemaker.model.CreateProcessingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateProcessingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.CreateTransformJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTransformJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTransformJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTransformJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ProcessingInput;
import software.amazon.awssdk.services.sagemaker.model.StopTransformJobRequest;
import software.amazon.awssdk.services.sagemaker.model.StopTransformJobResponse;

/** Models that are served, and the jobs that predict with them: done when they are created. */
final class PredictingBook {
    private static final String PREDICTIONS = "/opt/ml/processing/output";

    private final SageMakerStandIn sageMaker;
    private final Map<String, CreateModelRequest> models = new TreeMap<>();
    private final Map<String, CreateTransformJobRequest> transforms = new TreeMap<>();
    private final Map<String, CreateProcessingJobRequest> processings = new TreeMap<>();
    private final Map<String, String> statuses = new TreeMap<>();
    private int failing;
    private boolean held;

    PredictingBook(SageMakerStandIn sageMaker) {
        this.sageMaker = sageMaker;
        AwsStandIn aws = sageMaker.aws();
        aws.on(CreateModelRequest.class, this::model);
        aws.on(CreateTransformJobRequest.class, this::transform);
        aws.on(DescribeTransformJobRequest.class, this::describe);
        aws.on(StopTransformJobRequest.class, this::stop);
        aws.on(CreateProcessingJobRequest.class, this::process);
        aws.on(DescribeProcessingJobRequest.class, this::describe);
    }

    synchronized void fail(int jobs) {
        failing = jobs;
    }

    synchronized void hold() {
        held = true;
    }

    /** Returns how each transform job stands, by name. */
    synchronized Map<String, String> transforms() {
        return new TreeMap<>(statuses);
    }

    private synchronized StopTransformJobResponse stop(StopTransformJobRequest request) {
        statuses.replace(request.transformJobName(), "InProgress", "Stopped");
        return StopTransformJobResponse.builder().build();
    }

    private synchronized CreateModelResponse model(CreateModelRequest request) {
        if (models.putIfAbsent(request.modelName(), request) != null) {
            throw new ServiceError(
                    "ValidationException", "Cannot create already existing model \"" + request.modelName() + "\".");
        }
        return CreateModelResponse.builder()
                .modelArn(SageMakerStandIn.arn("model/" + request.modelName()))
                .build();
    }

    private synchronized CreateTransformJobResponse transform(CreateTransformJobRequest request) {
        String name = request.transformJobName();
        if (transforms.putIfAbsent(name, request) != null) {
            throw new ServiceError("ResourceInUse", "Job name must be unique within an AWS account and region");
        }
        statuses.put(name, held ? "InProgress" : failing-- > 0 ? "Failed" : "Completed");
        if (statuses.get(name).equals("Completed")) {
            score(request);
        }
        return CreateTransformJobResponse.builder()
                .transformJobArn(SageMakerStandIn.arn("transform-job/" + name))
                .build();
    }

    private void score(CreateTransformJobRequest request) {
        String input = request.transformInput().dataSource().s3DataSource().s3Uri();
        String archive = models.get(request.modelName()).primaryContainer().modelDataUrl();
        String answers = sageMaker.served(sageMaker.read(archive), sageMaker.read(input));
        sageMaker.write(
                request.transformOutput().s3OutputPath() + "/" + input.replaceFirst(".*/", "") + ".out",
                sageMaker.answered(answers).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private synchronized DescribeTransformJobResponse describe(DescribeTransformJobRequest request) {
        CreateTransformJobRequest asked = transforms.get(request.transformJobName());
        if (asked == null) {
            throw new ServiceError("ResourceNotFound", "Could not find requested job");
        }
        return DescribeTransformJobResponse.builder()
                .transformJobName(asked.transformJobName())
                .transformJobArn(SageMakerStandIn.arn("transform-job/" + asked.transformJobName()))
                .transformJobStatus(statuses.get(asked.transformJobName()))
                .modelName(asked.modelName())
                .transformInput(asked.transformInput())
                .transformResources(asked.transformResources())
                .creationTime(java.time.Instant.now())
                .build();
    }

    private synchronized CreateProcessingJobResponse process(CreateProcessingJobRequest request) {
        String name = request.processingJobName();
        if (processings.putIfAbsent(name, request) != null) {
            throw new ServiceError("ResourceInUse", "Job name must be unique within an AWS account and region");
        }
        try (var container = new ContainerRun()) {
            for (ProcessingInput input : request.processingInputs()) {
                String address = input.s3Input().s3Uri();
                String file = address.replaceFirst(".*/", "");
                container.put(input.s3Input().localPath() + "/" + file, sageMaker.read(address));
            }
            int exit = container.run(List.of("sh", "-c", SageMakerStandIn.SCORING), request.environment(), line -> {});
            if (exit != 0) {
                throw new IllegalStateException("the processing program ended with " + exit);
            }
            String file = request.environment().get("GXP_PREDICTIONS").replaceFirst(".*/", "");
            String target =
                    request.processingOutputConfig().outputs().get(0).s3Output().s3Uri();
            sageMaker.write(target + "/" + file, Files.readAllBytes(container.at(PREDICTIONS + "/" + file)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return CreateProcessingJobResponse.builder()
                .processingJobArn(SageMakerStandIn.arn("processing-job/" + name))
                .build();
    }

    private synchronized DescribeProcessingJobResponse describe(DescribeProcessingJobRequest request) {
        CreateProcessingJobRequest asked = processings.get(request.processingJobName());
        if (asked == null) {
            throw new ServiceError("ResourceNotFound", "Could not find requested job");
        }
        return DescribeProcessingJobResponse.builder()
                .processingJobName(asked.processingJobName())
                .processingJobArn(SageMakerStandIn.arn("processing-job/" + asked.processingJobName()))
                .processingJobStatus("Completed")
                .appSpecification(asked.appSpecification())
                .environment(asked.environment())
                .processingResources(asked.processingResources())
                .creationTime(java.time.Instant.now())
                .build();
    }
}
