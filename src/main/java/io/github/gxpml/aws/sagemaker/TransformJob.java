// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.aws.s3.GetSettings;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.SageMakerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.CreateTransformJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTransformJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/** A batch transform job that predicts one table. */
final class TransformJob implements PredictingWork {
    private static final String CSV = "text/csv";

    private final SageMakerServices services;
    private final Described described;
    private final ScoringRows rows;
    private final ServedModel model;
    private final String name;

    TransformJob(SageMakerServices services, Described described, ScoringRows rows, ServedModel model, String name) {
        this.services = services;
        this.described = described;
        this.rows = rows;
        this.model = model;
        this.name = name;
    }

    @Override
    public String kind() {
        return "transform";
    }

    @Override
    public String name() {
        return name;
    }

    private SageMakerSpec job() {
        return TrainingOrder.job(rows.spec());
    }

    private String inputName() {
        return rows.table() + ".csv";
    }

    @Override
    public Optional<Look> look() throws IOException, InterruptedException {
        return describe()
                .map(job -> new Look(
                        Work.state(job.transformJobStatusAsString()),
                        job.transformJobArn(),
                        job.transformJobStatusAsString(),
                        Optional.ofNullable(job.failureReason()).orElse("")));
    }

    private Optional<DescribeTransformJobResponse> describe() throws IOException, InterruptedException {
        return services.call(
                new Attempt(
                        "transform job " + name + " could not be looked at", "sagemaker:DescribeTransformJob on it"),
                client ->
                        Missing.asEmpty(() -> client.describeTransformJob(request -> request.transformJobName(name))));
    }

    @Override
    public void start() throws TrainingException, IOException, InterruptedException {
        model.create();
        Path features = Files.createTempFile("gxp-", ".csv");
        try {
            rows.write(features);
            String address = new Handover(services, rows.spec()).file(features, inputName());
            CreateTransformJobRequest request = request(address);
            services.call(
                    new Attempt(
                            "transform job " + name + " could not be started", "sagemaker:CreateTransformJob on it"),
                    client -> {
                        try {
                            client.createTransformJob(request);
                        } catch (ResourceInUseException e) {
                            // as with a training job
                        }
                        return name;
                    });
        } finally {
            Files.deleteIfExists(features);
        }
    }

    private CreateTransformJobRequest request(String address) {
        return CreateTransformJobRequest.builder()
                .transformJobName(name)
                .modelName(model.name())
                .batchStrategy("MultiRecord")
                .transformInput(input -> input.contentType(CSV)
                        .splitType("Line")
                        .dataSource(source -> source.s3DataSource(
                                s3 -> s3.s3DataType("S3Prefix").s3Uri(address))))
                .transformOutput(output -> output.s3OutputPath(outputPath())
                        .accept(CSV)
                        .assembleWith("Line")
                        .kmsKeyId(job().kmsKey().orElse(null)))
                .transformResources(resources -> resources
                        .instanceType(job().machines().type())
                        .instanceCount(1)
                        .volumeKmsKeyId(job().kmsKey().orElse(null)))
                .tags(Tag.builder()
                        .key("gxp:model")
                        .value(rows.spec().model().name())
                        .build())
                .build();
    }

    private String outputPath() {
        return job().bucket().address("jobs/" + name);
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        services.call(
                new Attempt("transform job " + name + " could not be stopped", "sagemaker:StopTransformJob on it"),
                client -> client.stopTransformJob(request -> request.transformJobName(name)));
    }

    @Override
    public RemoteJob fetch(Path predictions) throws TrainingException, IOException, InterruptedException {
        DescribeTransformJobResponse job = describe().orElseThrow(() -> TrainingJob.gone(name));
        Path answers = Files.createTempFile("gxp-", ".out");
        try {
            services.objects()
                    .get(
                            Results.source(outputPath() + "/" + inputName() + ".out"),
                            answers,
                            new GetSettings(Long.MAX_VALUE, false));
            rows.assemble(answers, predictions);
        } finally {
            Files.deleteIfExists(answers);
        }
        return new RemoteJob(
                kind(),
                name,
                job.transformJobArn(),
                Map.of(
                        "table", rows.table(),
                        "image", model.image(),
                        "model", model.archive(),
                        "status", job.transformJobStatusAsString()),
                List.of(TrainingWork.document(name, described.tree(job))));
    }
}
