// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.RemoteTrainer;
import io.github.gxpml.port.RemoteTrainer.Ask;
import io.github.gxpml.port.Trainer.Trained;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.SpecLoader;
import io.github.gxpml.standin.QuickTraining;
import io.github.gxpml.standin.SageMakerStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** A small training in the stand-in, without a run around it. */
final class SageMakerCase implements AutoCloseable {
    private static final String SPEC = """
            gxp: 1
            model: {name: small, intendedUse: Tests., riskClass: research}
            data:
              key: id
              label: {column: y, positive: 1}
              features: [a]
              tables: {train: {path: train.csv}, validation: {path: validation.csv}}
            train:
              with: sagemaker
              seed: 7
              sagemaker:
                role: arn:aws:iam::123456789012:role/gxp-train
                image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/small@sha256:%s
                bucket: s3://gxp-work/small
                volume: 1
            %s""";

    final SageMakerStandIn sageMaker = SageMakerStandIn.start();
    final Ask ask = new Ask("small-1", "2026-01-01T00:00:00Z", 1);
    final List<String> notes = new ArrayList<>();
    final Map<String, Path> tables;
    private final Path folder;
    private final Spec spec;
    private final Map<String, String> environment = new HashMap<>(sageMaker.environment());

    SageMakerCase(Path folder) {
        this(folder, "");
    }

    SageMakerCase(Path folder, String more) {
        this.folder = folder;
        sageMaker.trainsWith(QuickTraining.COMMAND);
        // the stand-in has a role to give to whoever asks
        sageMaker.aws().on(AssumeRoleRequest.class, this::assumed);
        try {
            for (String table : List.of("train", "validation")) {
                Files.writeString(folder.resolve(table + ".csv"), "id,a,y\n1" + table + ",0.5,1\n2,0.25,0\n");
            }
            spec = SpecLoader.load(Files.writeString(folder.resolve("gxp.yaml"), SPEC.formatted("0".repeat(64), more)));
            tables = Map.of("train", folder.resolve("train.csv"), "validation", folder.resolve("validation.csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SpecException e) {
            throw new IllegalStateException(e);
        }
    }

    private AssumeRoleResponse assumed(AssumeRoleRequest request) {
        var keys = sageMaker.aws().credentials().issue();
        return AssumeRoleResponse.builder()
                .credentials(given -> given.accessKeyId(keys.accessKeyId())
                        .secretAccessKey(keys.secretAccessKey())
                        .sessionToken(keys.sessionToken())
                        .expiration(java.time.Instant.now().plusSeconds(3600)))
                .build();
    }

    SageMakerCase with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Lets the process itself have a key that never ends. */
    void standingKey() {
        environment.remove("AWS_SESSION_TOKEN");
        environment.putAll(sageMaker.aws().environment());
        environment.putAll(sageMaker.s3().environment());
    }

    Spec spec() {
        return spec;
    }

    SageMakerTrainer trainer() {
        return new SageMakerTrainer(AwsAccess.of(spec, environment));
    }

    SageMakerScorer scorer() {
        return new SageMakerScorer(AwsAccess.of(spec, environment));
    }

    Progress progress() {
        return new Progress() {
            @Override
            public void advance(long done, long total, String what) {}

            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
    }

    void submit() throws TrainingException, InterruptedException {
        trainer().submit(spec, tables, ask, progress());
    }

    Trained collect() throws TrainingException, InterruptedException {
        return collect(trainer());
    }

    Trained collect(RemoteTrainer trainer) throws TrainingException, InterruptedException {
        return trainer.collect(spec, tables, folder.resolve("out"), ask, progress());
    }

    int calls(String operation) {
        return sageMaker.aws().calls(operation).size();
    }

    @Override
    public void close() {
        sageMaker.release();
        sageMaker.close();
    }
}
