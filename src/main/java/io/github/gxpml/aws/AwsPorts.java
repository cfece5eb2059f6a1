// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import io.github.gxpml.aws.notice.EventNotice;
import io.github.gxpml.aws.notice.MailNotice;
import io.github.gxpml.aws.notice.MetricNotice;
import io.github.gxpml.aws.notice.SnsNotice;
import io.github.gxpml.aws.preflight.AwsPlatform;
import io.github.gxpml.aws.records.TrainingResults;
import io.github.gxpml.aws.registry.DynamoModelRegistry;
import io.github.gxpml.aws.registry.SageMakerModelRegistry;
import io.github.gxpml.aws.sagemaker.SageMakerScorer;
import io.github.gxpml.aws.sagemaker.SageMakerTrainer;
import io.github.gxpml.aws.serving.CloudWatchServing;
import io.github.gxpml.aws.source.AwsSources;
import io.github.gxpml.port.DataSources;
import io.github.gxpml.port.EvidenceStore;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.Notifier;
import io.github.gxpml.port.Platform;
import io.github.gxpml.port.Scorer;
import io.github.gxpml.port.Serving;
import io.github.gxpml.port.Trainer;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.EvidenceSpec.S3Store;
import io.github.gxpml.spec.MonitorSpec;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.SageMakerSpec;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.TrainSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of AWS a spec asks for, as ports. Nothing is asked over the network before a port is used. */
public final class AwsPorts {
    private AwsPorts() {}

    /**
     * Returns who trains where the spec says so.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return the trainer; empty unless the spec says {@code with: sagemaker}
     */
    public static Optional<Trainer> trainer(Spec spec, Map<String, String> environment) {
        return spec.train().with() == TrainSpec.With.SAGEMAKER
                ? Optional.of(new SageMakerTrainer(AwsAccess.of(spec, environment)))
                : Optional.empty();
    }

    /**
     * Returns who scores with a model that was trained so.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return the scorer; empty unless the spec says {@code with: sagemaker}
     */
    public static Optional<Scorer> scorer(Spec spec, Map<String, String> environment) {
        return spec.train().with() == TrainSpec.With.SAGEMAKER
                ? Optional.of(new SageMakerScorer(AwsAccess.of(spec, environment)))
                : Optional.empty();
    }

    /**
     * Returns where versions are kept.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @param cache folder for artifacts that are fetched
     * @return the registry; empty if the spec names the local one
     * @throws IOException if the environment does not say what a client needs
     */
    public static Optional<ModelRegistry> registry(Spec spec, Map<String, String> environment, Path cache)
            throws IOException {
        Optional<RegisterSpec.Aws> asked = spec.register().aws();
        if (asked.isEmpty() || spec.register().registry().equals("local")) {
            return Optional.empty();
        }
        AwsAccess access = AwsAccess.of(spec, environment);
        if (spec.register().registry().equals("dynamodb")) {
            return Optional.of(DynamoModelRegistry.open(access, asked.get(), cache));
        }
        RegisterSpec.Aws where = asked.get().servedBy(spec.train().sageMaker().flatMap(SageMakerSpec::image));
        return Optional.of(SageMakerModelRegistry.open(access, where, cache));
    }

    /**
     * Returns where bundles are kept.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return the store; empty if the spec names none in AWS
     * @throws IOException if the environment does not say what a client needs
     */
    public static Optional<EvidenceStore> store(Spec spec, Map<String, String> environment) throws IOException {
        Optional<S3Store> asked = spec.evidence().s3();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Optional<Retention> retention = asked.get().lock().isPresent()
                ? Optional.of(Retention.of(spec.evidence().retention()))
                : Optional.empty();
        return Optional.of(
                new S3EvidenceStore(AwsAccess.of(spec, environment), asked.get(), retention, Clock.systemUTC()));
    }

    /**
     * Returns the systems that data comes from. They are asked only where the spec has a section {@code aws} or the
     * environment names {@code AWS_REGION}; else what is declared is written down, and no more.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return the systems; {@link DataSources#NONE} if the spec names none in AWS
     * @throws IOException if the environment does not say what a client needs
     */
    public static DataSources sources(Spec spec, Map<String, String> environment) throws IOException {
        boolean named = spec.data().tables().values().stream()
                .flatMap(table -> table.source().stream())
                .anyMatch(source -> source.kind().ofAws());
        boolean asked = !spec.aws().equals(AwsSpec.NONE)
                || !environment.getOrDefault("AWS_REGION", "").isBlank();
        return named && asked
                ? new AwsSources(AwsAccess.of(spec, environment), spec.folder()::resolve)
                : DataSources.NONE;
    }

    /**
     * Returns who is told.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return everybody that the spec names
     * @throws IOException if the environment does not say what a client needs
     */
    public static List<Notifier> notifiers(Spec spec, Map<String, String> environment) throws IOException {
        AwsSpec aws = spec.aws();
        AwsAccess access = AwsAccess.of(spec, environment);
        List<Notifier> notifiers = new ArrayList<>();
        if (aws.results().isPresent()) {
            notifiers.add(TrainingResults.open(access, aws.results().get()));
        }
        aws.metrics().ifPresent(namespace -> notifiers.add(new MetricNotice(access, namespace)));
        aws.events().ifPresent(bus -> notifiers.add(new EventNotice(access, bus)));
        aws.topic().ifPresent(topic -> notifiers.add(new SnsNotice(access, topic)));
        aws.mail().filter(mail -> !mail.to().isEmpty()).ifPresent(mail -> notifiers.add(new MailNotice(access, mail)));
        return List.copyOf(notifiers);
    }

    /**
     * Returns who tells what the endpoint of a version in use did.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return empty if the spec names no endpoint
     */
    public static Optional<Serving> serving(Spec spec, Map<String, String> environment) {
        return spec.monitor()
                .flatMap(MonitorSpec::endpoint)
                .map(endpoint -> new CloudWatchServing(AwsAccess.of(spec, environment)));
    }

    /**
     * Returns the platform of a spec.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return the platform; empty if the spec uses nothing of AWS
     * @throws IOException if the environment does not say what a client needs
     */
    public static Optional<Platform> platform(Spec spec, Map<String, String> environment) throws IOException {
        return AwsPlatform.of(spec, environment);
    }
}
