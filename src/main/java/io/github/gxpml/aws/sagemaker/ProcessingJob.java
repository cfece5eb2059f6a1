// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.aws.s3.GetSettings;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.port.command.CommandRequest;
import io.github.gxpml.spec.SageMakerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.CreateProcessingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.NetworkConfig;
import software.amazon.awssdk.services.sagemaker.model.ProcessingInput;
import software.amazon.awssdk.services.sagemaker.model.ProcessingOutput;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/** A processing job with the image of the training that predicts one table, by the contract of scoring commands. */
final class ProcessingJob implements PredictingWork {
    private static final String INSIDE = "/opt/ml/processing/";
    private static final String MODEL = INSIDE + "model/model.tar.gz";
    private static final String OUTPUT = INSIDE + "output";

    private final SageMakerServices services;
    private final Described described;
    private final ScoringRows rows;
    private final ServedModel model;
    private final String name;

    ProcessingJob(SageMakerServices services, Described described, ScoringRows rows, ServedModel model, String name) {
        this.services = services;
        this.described = described;
        this.rows = rows;
        this.model = model;
        this.name = name;
    }

    @Override
    public String kind() {
        return "processing";
    }

    @Override
    public String name() {
        return name;
    }

    private SageMakerSpec job() {
        return TrainingOrder.job(rows.spec());
    }

    @Override
    public Optional<Look> look() throws IOException, InterruptedException {
        return describe()
                .map(job -> new Look(
                        Work.state(job.processingJobStatusAsString()),
                        job.processingJobArn(),
                        job.processingJobStatusAsString(),
                        Optional.ofNullable(job.failureReason())
                                .or(() -> Optional.ofNullable(job.exitMessage()))
                                .orElse("")));
    }

    private Optional<DescribeProcessingJobResponse> describe() throws IOException, InterruptedException {
        return services.call(
                new Attempt(
                        "processing job " + name + " could not be looked at", "sagemaker:DescribeProcessingJob on it"),
                client -> Missing.asEmpty(
                        () -> client.describeProcessingJob(request -> request.processingJobName(name))));
    }

    @Override
    public void start() throws TrainingException, IOException, InterruptedException {
        var handover = new Handover(services, rows.spec());
        String file = Container.fileName(rows.spec(), rows.table());
        Path inside = Path.of(INSIDE + "table/" + file);
        Path predictions = Path.of(OUTPUT + "/" + rows.table() + ".csv");
        Map<String, String> variables =
                new TreeMap<>(CommandRequest.variables(rows.spec(), Map.of(rows.table(), inside)));
        variables.put("GXP_MODEL", MODEL);
        variables.put("GXP_TABLE", inside.toString());
        variables.put("GXP_PREDICTIONS", predictions.toString());
        variables.put("GXP_REQUEST", INSIDE + "gxp/" + Container.REQUEST);
        String request = handover.document(
                CommandRequest.scoring(rows.spec(), Path.of(MODEL), rows.table(), inside, predictions),
                Container.REQUEST);
        String table = handover.file(rows.file(), file);
        CreateProcessingJobRequest asked =
                request(variables, Map.of("gxp", request, "table", table, "model", model.archive()));
        services.call(
                new Attempt("processing job " + name + " could not be started", "sagemaker:CreateProcessingJob on it"),
                client -> {
                    try {
                        client.createProcessingJob(asked);
                    } catch (ResourceInUseException e) {
                        // as with a training job
                    }
                    return name;
                });
    }

    private CreateProcessingJobRequest request(Map<String, String> variables, Map<String, String> inputs) {
        return CreateProcessingJobRequest.builder()
                .processingJobName(name)
                .roleArn(job().role())
                .appSpecification(app -> app.imageUri(model.image()))
                .environment(variables)
                .processingInputs(new TreeMap<>(inputs)
                        .entrySet().stream().map(ProcessingJob::input).toList())
                .processingOutputConfig(
                        outputs -> outputs.kmsKeyId(job().kmsKey().orElse(null)).outputs(output()))
                .processingResources(resources -> resources.clusterConfig(cluster -> cluster.instanceCount(1)
                        .instanceType(job().machines().type())
                        .volumeSizeInGB(job().machines().volume())
                        .volumeKmsKeyId(job().kmsKey().orElse(null))))
                .stoppingCondition(limit -> limit.maxRuntimeInSeconds(TrainingOrder.seconds(rows.spec())))
                .networkConfig(network())
                .tags(Tag.builder()
                        .key("gxp:model")
                        .value(rows.spec().model().name())
                        .build())
                .build();
    }

    private ProcessingOutput output() {
        return ProcessingOutput.builder()
                .outputName("predictions")
                .s3Output(s3 -> s3.s3Uri(outputPath()).localPath(OUTPUT).s3UploadMode("EndOfJob"))
                .build();
    }

    private static ProcessingInput input(Map.Entry<String, String> input) {
        return ProcessingInput.builder()
                .inputName(input.getKey())
                .s3Input(s3 -> s3.s3Uri(input.getValue())
                        .localPath(INSIDE + input.getKey())
                        .s3DataType("S3Prefix")
                        .s3InputMode("File"))
                .build();
    }

    private NetworkConfig network() {
        NetworkConfig.Builder network = NetworkConfig.builder()
                .enableNetworkIsolation(job().network().isolated())
                .enableInterContainerTrafficEncryption(job().network().encryptTraffic());
        return job().network().subnets().isEmpty()
                ? network.build()
                : network.vpcConfig(TrainingOrder.vpc(job())).build();
    }

    private String outputPath() {
        return job().bucket().address("jobs/" + name);
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        services.call(
                new Attempt("processing job " + name + " could not be stopped", "sagemaker:StopProcessingJob on it"),
                client -> client.stopProcessingJob(request -> request.processingJobName(name)));
    }

    @Override
    public RemoteJob fetch(Path predictions) throws TrainingException, IOException, InterruptedException {
        DescribeProcessingJobResponse job = describe().orElseThrow(() -> TrainingJob.gone(name));
        Files.createDirectories(predictions.toAbsolutePath().getParent());
        services.objects()
                .get(
                        Results.source(outputPath() + "/" + rows.table() + ".csv"),
                        predictions,
                        new GetSettings(Long.MAX_VALUE, false));
        return new RemoteJob(
                kind(),
                name,
                job.processingJobArn(),
                Map.of(
                        "table", rows.table(),
                        "image", model.image(),
                        "model", model.archive(),
                        "status", job.processingJobStatusAsString()),
                List.of(TrainingWork.document(name, described.tree(job))));
    }
}
