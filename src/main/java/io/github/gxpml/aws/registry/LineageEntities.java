// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry.Documents;
import io.github.gxpml.port.ModelRegistry.Facts;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Registration;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ActionStatus;
import software.amazon.awssdk.services.sagemaker.model.ArtifactSource;
import software.amazon.awssdk.services.sagemaker.model.ArtifactSourceIdType;
import software.amazon.awssdk.services.sagemaker.model.ArtifactSourceType;
import software.amazon.awssdk.services.sagemaker.model.ArtifactSummary;
import software.amazon.awssdk.services.sagemaker.model.AssociationEdgeType;

/**
 * Lineage of a version in SageMaker, from the graph of its run: tables, code and container as artifacts that
 * contributed to the training, the model that it produced, the package that is derived from the model, the approval.
 * What is there already, by source and digest, is used and not made again.
 */
final class LineageEntities {
    private static final Attempt ATTEMPT = new Attempt(
            "lineage could not be written",
            "sagemaker:ListArtifacts, CreateArtifact, DescribeAction, CreateAction, ListAssociations and AddAssociation");
    private static final Map<String, String> TYPES = Map.of("DATASET", "DataSet", "CODE", "Code", "CONTAINER", "Image");
    private static final int NAME = 40;

    private final SageMakerClient client;

    LineageEntities(SageMakerClient client) {
        this.client = client;
    }

    void write(Registration wanted, VersionItem item, String packageArn) throws IOException {
        ModelVersion version = item.version();
        String model = model(version, item.place());
        String training = action(version, "train", "ModelTraining", item.place().address());
        associate(training, model, AssociationEdgeType.PRODUCED);
        byte[] document = wanted.documents().get(Documents.LINEAGE);
        if (document != null) {
            JsonNode graph = Json.read(document, JsonNode.class).path("graph");
            Map<String, String> artifacts = new HashMap<>();
            for (JsonNode node : graph.path("nodes")) {
                Optional<String> arn = artifact(node, wanted);
                if (arn.isPresent()) {
                    artifacts.put(node.path("id").asText(), arn.get());
                    associate(arn.get(), training, AssociationEdgeType.CONTRIBUTED_TO);
                }
            }
            for (JsonNode edge : graph.path("edges")) {
                String earlier = artifacts.get(edge.path("to").asText());
                boolean derived = edge.path("relation").asText().equals("DERIVED");
                if (derived && earlier != null && edge.path("from").asText().equals("model")) {
                    associate(earlier, model, AssociationEdgeType.DERIVED_FROM);
                }
            }
        }
        associate(model, artifact("ModelPackage", packageArn, version.sha256()), AssociationEdgeType.DERIVED_FROM);
    }

    void approved(ModelVersion version, String packageArn) throws IOException {
        String approval = action(version, "approval", "Approval", "bundle sha256:" + version.bundle());
        associate(
                artifact("ModelPackage", packageArn, version.sha256()), approval, AssociationEdgeType.ASSOCIATED_WITH);
    }

    private String model(ModelVersion version, S3Source place) throws IOException {
        return artifact("Model", place.address(), version.sha256());
    }

    private Optional<String> artifact(JsonNode node, Registration wanted) throws IOException {
        String kind = node.path("kind").asText();
        String type = TYPES.get(kind);
        if (type == null) {
            return Optional.empty();
        }
        String name = node.path("name").asText();
        String digest = node.path("sha256").asText("");
        String source = name;
        if (kind.equals("DATASET")) {
            source = node.path("facts").path("path").asText(name);
        } else if (kind.equals("CODE")) {
            source = wanted.facts().getOrDefault(Facts.REPOSITORY, "code") + "@" + name;
            digest = name;
        }
        return Optional.of(artifact(type, source, digest));
    }

    private String artifact(String type, String source, String digest) throws IOException {
        var wanted = ArtifactSource.builder().sourceUri(source);
        if (!digest.isEmpty()) {
            wanted.sourceTypes(ArtifactSourceType.builder()
                    .sourceIdType(ArtifactSourceIdType.CUSTOM)
                    .value(digest)
                    .build());
        }
        ArtifactSource from = wanted.build();
        Optional<String> there = find(type, from);
        if (there.isPresent()) {
            return there.get();
        }
        try {
            return client.createArtifact(request -> request.artifactType(type).source(from))
                    .artifactArn();
        } catch (SdkException e) {
            // made by somebody else since, or by a call whose answer was lost
            return find(type, from).orElseThrow(() -> Refusals.of(ATTEMPT, e));
        }
    }

    private Optional<String> find(String type, ArtifactSource from) throws IOException {
        return ATTEMPT.call(() ->
                client
                        .listArtifactsPaginator(
                                request -> request.sourceUri(from.sourceUri()).artifactType(type))
                        .stream()
                        .flatMap(page -> page.artifactSummaries().stream())
                        .filter(one -> from.sourceTypes().equals(one.source().sourceTypes()))
                        .map(ArtifactSummary::artifactArn)
                        .findFirst());
    }

    private String action(ModelVersion version, String what, String type, String source) throws IOException {
        String plain = version.model().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String name =
                "gxp-" + plain.substring(0, Math.min(NAME, plain.length())).replaceAll("-+$", "") + "-"
                        + version.version() + "-" + what + "-"
                        + Sha256.of(version.model() + "\n" + version.bundle()).substring(0, 12);
        try {
            return client.describeAction(request -> request.actionName(name)).actionArn();
        } catch (SdkException e) {
            if (!ModelPackages.isRefusal(e)) {
                throw Refusals.of(ATTEMPT, e);
            }
        }
        return ATTEMPT.call(() -> client.createAction(request -> request.actionName(name)
                        .actionType(type)
                        .status(ActionStatus.COMPLETED)
                        .source(from -> from.sourceUri(source).sourceType("gxp"))
                        .properties(Map.of(
                                "model", version.model(),
                                "version", Integer.toString(version.version()),
                                "bundle", version.bundle())))
                .actionArn());
    }

    private void associate(String from, String to, AssociationEdgeType type) throws IOException {
        try {
            client.addAssociation(
                    request -> request.sourceArn(from).destinationArn(to).associationType(type));
        } catch (SdkException e) {
            boolean there = ATTEMPT.call(() ->
                    client
                            .listAssociationsPaginator(
                                    request -> request.sourceArn(from).destinationArn(to))
                            .stream()
                            .anyMatch(page -> page.associationSummaries().stream()
                                    .anyMatch(one -> one.associationType() == type)));
            if (!there) {
                throw Refusals.of(ATTEMPT, e);
            }
        }
    }
}
