// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import software.amazon.awssdk.services.sagemaker.model.AddAssociationRequest;
import software.amazon.awssdk.services.sagemaker.model.AddAssociationResponse;
import software.amazon.awssdk.services.sagemaker.model.ArtifactSummary;
import software.amazon.awssdk.services.sagemaker.model.AssociationSummary;
import software.amazon.awssdk.services.sagemaker.model.CreateActionRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateActionResponse;
import software.amazon.awssdk.services.sagemaker.model.CreateArtifactRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateArtifactResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeActionRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeActionResponse;
import software.amazon.awssdk.services.sagemaker.model.ListArtifactsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListArtifactsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListAssociationsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListAssociationsResponse;

/** Lineage in SageMaker, as {@link AwsStandIn} is to answer for it. What is there already is refused. */
public final class LineageStandIn {
    private static final String ARN = "arn:aws:sagemaker:" + AwsStandIn.REGION + ":" + AwsStandIn.ACCOUNT + ":";

    private final List<ArtifactSummary> artifacts = new CopyOnWriteArrayList<>();
    private final Map<String, CreateActionRequest> actions = new LinkedHashMap<>();
    private final Set<AddAssociationRequest> associations = new CopyOnWriteArraySet<>();

    /** Lets a stand-in for AWS answer for lineage. */
    public LineageStandIn(AwsStandIn aws) {
        aws.on(ListArtifactsRequest.class, this::list)
                .on(CreateArtifactRequest.class, this::create)
                .on(DescribeActionRequest.class, this::describe)
                .on(CreateActionRequest.class, this::act)
                .on(AddAssociationRequest.class, this::associate)
                .on(ListAssociationsRequest.class, this::associations);
    }

    /** Returns every association as {@code type source EDGE type source}, sources of actions being their types. */
    public List<String> edges() {
        return associations.stream()
                .map(one ->
                        said(one.sourceArn()) + " " + one.associationTypeAsString() + " " + said(one.destinationArn()))
                .sorted()
                .toList();
    }

    private String said(String arn) {
        return artifacts.stream()
                .filter(one -> one.artifactArn().equals(arn))
                .map(one -> one.artifactType() + " " + one.source().sourceUri())
                .findFirst()
                .orElseGet(
                        () -> actions.get(arn.substring(arn.indexOf('/') + 1)).actionType());
    }

    private ListArtifactsResponse list(ListArtifactsRequest request) {
        return ListArtifactsResponse.builder()
                .artifactSummaries(artifacts.stream()
                        .filter(one -> one.source().sourceUri().equals(request.sourceUri())
                                && one.artifactType().equals(request.artifactType()))
                        .toList())
                .build();
    }

    private synchronized CreateArtifactResponse create(CreateArtifactRequest request) {
        boolean there = artifacts.stream()
                .anyMatch(one -> one.source().equals(request.source())
                        && one.artifactType().equals(request.artifactType()));
        if (there) {
            throw new ServiceError("ValidationException", "Artifact with this source already exists");
        }
        String arn = ARN + "artifact/" + (artifacts.size() + 1);
        artifacts.add(ArtifactSummary.builder()
                .artifactArn(arn)
                .artifactType(request.artifactType())
                .source(request.source())
                .creationTime(Instant.EPOCH)
                .build());
        return CreateArtifactResponse.builder().artifactArn(arn).build();
    }

    private synchronized DescribeActionResponse describe(DescribeActionRequest request) {
        if (!actions.containsKey(request.actionName())) {
            throw new ServiceError("ResourceNotFound", "Action " + request.actionName() + " does not exist");
        }
        return DescribeActionResponse.builder()
                .actionName(request.actionName())
                .actionArn(ARN + "action/" + request.actionName())
                .build();
    }

    private synchronized CreateActionResponse act(CreateActionRequest request) {
        if (!request.actionName().matches("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}")) {
            throw new ServiceError("ValidationException", "Value at 'actionName' failed to satisfy constraint");
        }
        if (actions.putIfAbsent(request.actionName(), request) != null) {
            throw new ServiceError("ValidationException", "Action already exists");
        }
        return CreateActionResponse.builder()
                .actionArn(ARN + "action/" + request.actionName())
                .build();
    }

    private AddAssociationResponse associate(AddAssociationRequest request) {
        if (!associations.add(request)) {
            throw new ServiceError("ValidationException", "Association already exists");
        }
        return AddAssociationResponse.builder()
                .sourceArn(request.sourceArn())
                .destinationArn(request.destinationArn())
                .build();
    }

    private ListAssociationsResponse associations(ListAssociationsRequest request) {
        return ListAssociationsResponse.builder()
                .associationSummaries(associations.stream()
                        .filter(one -> one.sourceArn().equals(request.sourceArn())
                                && one.destinationArn().equals(request.destinationArn()))
                        .map(one -> AssociationSummary.builder()
                                .sourceArn(one.sourceArn())
                                .destinationArn(one.destinationArn())
                                .associationType(one.associationType())
                                .build())
                        .toList())
                .build();
    }
}
