// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.s3.GetSettings;
import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.SageMakerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;

/** Fetches what a training job left in S3. */
final class Results {
    private static final long GIB = 1L << 30;
    private static final String MODEL = "model.tar.gz";

    private final SageMakerServices services;
    private final SageMakerSpec job;

    Results(SageMakerServices services, SageMakerSpec job) {
        this.services = services;
        this.job = job;
    }

    /** Empties a folder that an earlier look at the same job may have filled. */
    static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            List<Path> entries;
            try (Stream<Path> walk = Files.walk(folder)) {
                entries = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path entry : entries) {
                Files.delete(entry);
            }
        }
        Files.createDirectories(folder);
    }

    /** Takes model and results of a job into a folder; where the job itself predicts, out of its archives. */
    void fetch(DescribeTrainingJobResponse training, Path folder) throws TrainingException, IOException {
        if (training.modelArtifacts() == null || training.modelArtifacts().s3ModelArtifacts() == null) {
            throw new TrainingException(
                    "training job " + training.trainingJobName() + " left no model: write it to /opt/ml/model");
        }
        S3Source model = source(training.modelArtifacts().s3ModelArtifacts());
        long most = job.machines().volume() * GIB;
        Path archive = folder.resolve(MODEL);
        Files.createDirectories(folder);
        if (job.predictions() != SageMakerSpec.Predictions.JOB) {
            services.objects().get(model, archive, new GetSettings(most, true));
            return;
        }
        Path apart = Files.createTempDirectory(folder.toAbsolutePath().getParent(), ".archive-");
        try {
            archive = apart.resolve(MODEL);
            services.objects().get(model, archive, new GetSettings(most, true));
            new OutputArchive(archive, most).unpack(folder);
            S3Source output = S3Source.of(model.bucket(), model.key().replaceAll("[^/]*$", "output.tar.gz"));
            if (exists(output)) {
                Path more = apart.resolve("output.tar.gz");
                services.objects().get(output, more, new GetSettings(most, true));
                new OutputArchive(more, most).unpack(folder);
            }
        } finally {
            empty(apart);
            Files.delete(apart);
        }
    }

    /** Who may not list a bucket is told that he may not read what is not there. */
    private boolean exists(S3Source object) throws IOException {
        try {
            return services.objects().exists(object);
        } catch (AwsException e) {
            if (e.kind() == AwsException.Kind.DENIED) {
                return false;
            }
            throw e;
        }
    }

    static S3Source source(String address) throws TrainingException {
        String[] parts = address.replaceFirst("^s3://", "").split("/", 2);
        if (!address.startsWith("s3://") || parts.length < 2 || parts[1].isEmpty()) {
            throw new TrainingException("SageMaker names no object in S3: " + address);
        }
        return S3Source.of(parts[0], parts[1]);
    }
}
