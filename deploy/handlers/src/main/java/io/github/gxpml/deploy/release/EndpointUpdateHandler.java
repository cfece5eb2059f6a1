// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import io.github.gxpml.deploy.lambda.Clients;
import io.github.gxpml.deploy.lambda.HandlerException;
import io.github.gxpml.deploy.lambda.QueueHandler;
import io.github.gxpml.deploy.lambda.QueueMessage;
import io.github.gxpml.deploy.lambda.ResultsTable;
import io.github.gxpml.deploy.lambda.ReviewQueue;
import io.github.gxpml.deploy.lambda.Settings;
import io.github.gxpml.deploy.release.BundleGate.Answer;
import io.github.gxpml.deploy.release.BundleGate.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Steps 7 to 10 of the training pipeline: has the endpoint serve a version if, and only if, its bundle shows that it
 * was approved; otherwise keeps the endpoint as it is. Errors of the machinery decide nothing: the message comes again.
 */
public final class EndpointUpdateHandler extends QueueHandler {
    private static final Set<String> DEPLOYABLE = Set.of("PENDING", "APPROVED", "ACTIVE");
    private static final String RETIRED = "RETIRED";

    private final ManagementTable management;
    private final Decisions decisions;
    private final ReleaseFiles files;
    private final Endpoint endpoint;
    private final BundleGate gate;
    private final CataloguedPackages packages;

    /** Creates the handler as Lambda does. */
    public EndpointUpdateHandler() {
        this(new Settings(System.getenv()));
    }

    /**
     * Creates the handler.
     *
     * @param settings MANAGEMENT_TABLE, RESULTS_TABLE, REVIEW_QUEUE_URL, CLIENT_TOPIC, MODELS_BUCKET, SEAL_KEYS,
     *     APPROVER_KEYS, SERVING_ROLE, SERVING_IMAGE, SERVING_INSTANCE, SERVING_INSTANCES, SERVING_SECURITY_GROUP,
     *     SUBNETS, KMS_KEY, CAPTURE_BUCKET
     */
    public EndpointUpdateHandler(Settings settings) {
        DynamoDbClient dynamo = Clients.dynamo(settings);
        management = new ManagementTable(dynamo, settings.text("MANAGEMENT_TABLE"));
        decisions = new Decisions(
                new ResultsTable(dynamo, settings.text("RESULTS_TABLE")),
                new ReviewQueue(settings),
                Clients.of(SnsClient.builder(), "SNS", settings),
                settings.text("CLIENT_TOPIC"));
        files = new ReleaseFiles(Clients.s3(settings), settings.text("MODELS_BUCKET"));
        endpoint = new Endpoint(settings);
        packages = new CataloguedPackages(Clients.of(SageMakerClient.builder(), "SAGEMAKER", settings));
        try {
            gate = new BundleGate(TrustedKeys.of(settings.text("SEAL_KEYS"), settings.text("APPROVER_KEYS")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void take(QueueMessage message) throws IOException {
        ReleaseOrder order = ReleaseOrder.of(message);
        Path folder = Files.createTempDirectory("release");
        try {
            decide(order, folder);
        } finally {
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void decide(ReleaseOrder order, Path folder) throws IOException {
        Optional<RegisteredVersion> found = management.find(order.model(), order.version());
        if (found.isEmpty()) {
            decisions.keep(order, Optional.empty(), List.of("the version is not in the management table"));
            return;
        }
        RegisteredVersion version = found.get();
        Optional<Path> zip = files.bundle(order, folder);
        if (zip.isEmpty()) {
            decisions.keep(order, Optional.empty(), List.of("there is no such bundle, or it is too large to be one"));
            return;
        }
        Answer answer = gate.judge(zip.get(), order, version);
        if (!answer.open()) {
            decisions.keep(order, answer.evidence(), answer.reasons());
            return;
        }
        Evidence evidence = answer.evidence().orElseThrow();
        String manifest = evidence.manifest();
        // the message itself again, or another one that asks for what is served already
        if (decisions.over(order, manifest)
                && (decisions.by(order, manifest)
                        || management.serving(order.model()).equals(Optional.of(order.version())))) {
            return;
        }
        Optional<String> objection = order(order, version).or(() -> packages.objection(version));
        if (objection.isPresent()) {
            decisions.keep(order, answer.evidence(), List.of(objection.get()));
            return;
        }
        deploy(order, evidence, version, folder);
    }

    /** Says why a version may not follow the one that is in use. */
    private Optional<String> order(ReleaseOrder order, RegisteredVersion version) {
        int active = management.active(order.model()).orElse(0);
        if (active > order.version() && !order.rollback()) {
            return Optional.of("version " + active + " is in use, a later one; to go back must be asked for");
        }
        if (!DEPLOYABLE.contains(version.status())
                && !(order.rollback() && version.status().equals(RETIRED))) {
            return Optional.of("the version is " + version.status());
        }
        if (version.status().equals("ACTIVE") && active != order.version()) {
            throw new HandlerException("the management table has an active version that it does not point to");
        }
        return Optional.empty();
    }

    private void deploy(ReleaseOrder order, Evidence evidence, RegisteredVersion version, Path folder)
            throws IOException {
        Optional<Path> artifact = files.artifact(version, folder);
        if (artifact.isEmpty() || !ReleaseFiles.digest(artifact.get()).equals(version.sha256())) {
            decisions.keep(
                    order,
                    Optional.of(evidence),
                    List.of("the artifact is missing or is not the one that was approved"));
            return;
        }
        decisions.begin(order, evidence, endpoint.configuration(order.model()), version);
        String address = files.serve(artifact.get(), version);
        endpoint.serve(order, evidence.manifest(), address, version);
        management.serves(order.model(), order.version());
        management.activate(order.model(), order.version(), version, "deployed with bundle " + evidence.manifest());
        decisions.done(order, evidence, version);
    }
}
