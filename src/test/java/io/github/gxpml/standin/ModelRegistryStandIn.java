// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sagemaker.model.CreateModelPackageGroupRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateModelPackageGroupResponse;
import software.amazon.awssdk.services.sagemaker.model.CreateModelPackageRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateModelPackageResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageGroupRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageGroupResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageResponse;
import software.amazon.awssdk.services.sagemaker.model.ListModelPackagesRequest;
import software.amazon.awssdk.services.sagemaker.model.ListModelPackagesResponse;
import software.amazon.awssdk.services.sagemaker.model.MetricsSource;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageGroupStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageModelCard;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageSummary;
import software.amazon.awssdk.services.sagemaker.model.UpdateModelPackageRequest;
import software.amazon.awssdk.services.sagemaker.model.UpdateModelPackageResponse;

/**
 * The SageMaker Model Registry: groups and packages with their versions, client tokens, approval and cards, as
 * {@link AwsStandIn} is to answer for it. Pages have two packages each, so that whoever lists must turn them.
 */
public final class ModelRegistryStandIn {
    private static final String ARN = "arn:aws:sagemaker:" + AwsStandIn.REGION + ":" + AwsStandIn.ACCOUNT + ":";
    private static final int PAGE = 2;
    private static final int CARD = 100_000;

    private final Map<String, Integer> groups = new ConcurrentHashMap<>();
    private final Map<String, DescribeModelPackageResponse> packages = new TreeMap<>();
    private final Map<String, CreateModelPackageRequest> tokens = new HashMap<>();
    private final Map<String, String> made = new HashMap<>();

    /** Lets a stand-in for AWS answer for the registry. */
    public ModelRegistryStandIn(AwsStandIn aws) {
        aws.on(DescribeModelPackageGroupRequest.class, this::group)
                .on(CreateModelPackageGroupRequest.class, this::make)
                .on(CreateModelPackageRequest.class, this::create)
                .on(DescribeModelPackageRequest.class, this::describe)
                .on(ListModelPackagesRequest.class, this::list)
                .on(UpdateModelPackageRequest.class, this::update);
    }

    /** Returns all packages in the order of their versions. */
    public synchronized List<DescribeModelPackageResponse> packages() {
        return packages.values().stream()
                .sorted(Comparator.comparing(DescribeModelPackageResponse::modelPackageVersion))
                .toList();
    }

    /** Decides on a package as somebody in the console does. */
    public synchronized void decide(String arn, ModelApprovalStatus status) {
        packages.computeIfPresent(
                arn,
                (name, found) ->
                        found.toBuilder().approvalDescription("looks good").build());
        switchTo(arn, status);
    }

    /** Changes the status of a package as somebody does who gives no reason: the last one stays beside it. */
    public synchronized void switchTo(String arn, ModelApprovalStatus status) {
        packages.computeIfPresent(
                arn,
                (name, found) -> found.toBuilder()
                        .modelApprovalStatus(status)
                        .lastModifiedBy(by -> by.userProfileName("impatient"))
                        .lastModifiedTime(Instant.EPOCH)
                        .build());
    }

    private DescribeModelPackageGroupResponse group(DescribeModelPackageGroupRequest request) {
        String name = request.modelPackageGroupName();
        if (!groups.containsKey(name)) {
            throw refused("ModelPackageGroup " + name + " does not exist.");
        }
        return DescribeModelPackageGroupResponse.builder()
                .modelPackageGroupName(name)
                .modelPackageGroupArn(ARN + "model-package-group/" + name)
                .modelPackageGroupStatus(ModelPackageGroupStatus.COMPLETED)
                .creationTime(Instant.EPOCH)
                .createdBy(by -> by.userProfileName("gxp"))
                .build();
    }

    private CreateModelPackageGroupResponse make(CreateModelPackageGroupRequest request) {
        String name = request.modelPackageGroupName();
        if (!name.matches("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")) {
            throw refused("Value at 'modelPackageGroupName' failed to satisfy constraint");
        }
        if (groups.putIfAbsent(name, 0) != null) {
            throw refused("Model Package Group already exists: " + ARN + "model-package-group/" + name);
        }
        return CreateModelPackageGroupResponse.builder()
                .modelPackageGroupArn(ARN + "model-package-group/" + name)
                .build();
    }

    private synchronized CreateModelPackageResponse create(CreateModelPackageRequest request) {
        check(request);
        CreateModelPackageRequest before = tokens.putIfAbsent(request.clientToken(), request);
        if (before != null) {
            if (!before.equals(request)) {
                throw new ServiceError("ConflictException", "the client token was used with other parameters");
            }
            return answer(made.get(request.clientToken()));
        }
        int version = groups.merge(request.modelPackageGroupName(), 1, Integer::sum);
        String arn = ARN + "model-package/" + request.modelPackageGroupName() + "/" + version;
        made.put(request.clientToken(), arn);
        packages.put(
                arn,
                DescribeModelPackageResponse.builder()
                        .modelPackageName(arn)
                        .modelPackageArn(arn)
                        .modelPackageGroupName(request.modelPackageGroupName())
                        .modelPackageVersion(version)
                        .modelPackageDescription(request.modelPackageDescription())
                        .modelPackageStatus(ModelPackageStatus.COMPLETED)
                        .modelPackageStatusDetails(details -> details.validationStatuses(List.of()))
                        .modelApprovalStatus(request.modelApprovalStatus())
                        .inferenceSpecification(request.inferenceSpecification())
                        .modelMetrics(request.modelMetrics())
                        .driftCheckBaselines(request.driftCheckBaselines())
                        .customerMetadataProperties(request.customerMetadataProperties())
                        .metadataProperties(request.metadataProperties())
                        .modelCard(request.modelCard())
                        .modelLifeCycle(request.modelLifeCycle())
                        .securityConfig(request.securityConfig())
                        .sourceUri(request.sourceUri())
                        .creationTime(Instant.EPOCH)
                        .build());
        return answer(arn);
    }

    private static CreateModelPackageResponse answer(String arn) {
        return CreateModelPackageResponse.builder().modelPackageArn(arn).build();
    }

    private void check(CreateModelPackageRequest request) {
        if (!groups.containsKey(request.modelPackageGroupName())) {
            throw refused("ModelPackageGroup " + request.modelPackageGroupName() + " does not exist.");
        }
        if (request.clientToken() == null || !request.clientToken().matches("[a-zA-Z0-9-]{1,36}")) {
            throw refused("Value at 'clientToken' failed to satisfy constraint");
        }
        properties(request.customerMetadataProperties());
        card(request.modelCard());
        if (request.modelMetrics() != null && request.modelMetrics().modelQuality() != null) {
            digest(request.modelMetrics().modelQuality().statistics());
        }
    }

    private static void properties(Map<String, String> properties) {
        properties.forEach((name, value) -> {
            String letters = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*";
            if (!name.matches(letters) || name.length() > 128 || !value.matches(letters) || value.length() > 256) {
                throw refused("Value at 'customerMetadataProperties' failed to satisfy constraint: " + name);
            }
        });
    }

    private static void card(ModelPackageModelCard card) {
        if (card != null
                && (!card.modelCardContent().matches(".*")
                        || card.modelCardContent().length() > CARD)) {
            throw refused("Value at 'modelCard.modelCardContent' failed to satisfy constraint");
        }
    }

    private static void digest(MetricsSource source) {
        if (!source.contentDigest().matches("[Ss][Hh][Aa]256:[0-9a-fA-F]{64}")) {
            throw refused("Value at 'contentDigest' failed to satisfy constraint");
        }
    }

    private synchronized DescribeModelPackageResponse describe(DescribeModelPackageRequest request) {
        DescribeModelPackageResponse found = packages.get(request.modelPackageName());
        if (found == null) {
            throw refused("ModelPackage " + request.modelPackageName() + " does not exist.");
        }
        return found;
    }

    private synchronized ListModelPackagesResponse list(ListModelPackagesRequest request) {
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        List<ModelPackageSummary> all = new ArrayList<>();
        packages().stream()
                .filter(one -> one.modelPackageGroupName().equals(request.modelPackageGroupName()))
                .forEach(one -> all.add(ModelPackageSummary.builder()
                        .modelPackageArn(one.modelPackageArn())
                        .modelPackageGroupName(one.modelPackageGroupName())
                        .modelPackageVersion(one.modelPackageVersion())
                        .modelPackageDescription(one.modelPackageDescription())
                        .modelPackageStatus(one.modelPackageStatus())
                        .modelApprovalStatus(one.modelApprovalStatus())
                        .creationTime(one.creationTime())
                        .build()));
        int to = Math.min(all.size(), from + PAGE);
        return ListModelPackagesResponse.builder()
                .modelPackageSummaryList(all.subList(from, to))
                .nextToken(to < all.size() ? Integer.toString(to) : null)
                .build();
    }

    private synchronized UpdateModelPackageResponse update(UpdateModelPackageRequest request) {
        DescribeModelPackageResponse found = packages.get(request.modelPackageArn());
        if (found == null) {
            throw refused("ModelPackage " + request.modelPackageArn() + " does not exist.");
        }
        String description = request.approvalDescription();
        if (description != null && description.length() > 1024) {
            throw refused("Value at 'approvalDescription' failed to satisfy constraint");
        }
        properties(request.customerMetadataProperties());
        card(request.modelCard());
        Map<String, String> properties = new HashMap<>(found.customerMetadataProperties());
        properties.putAll(request.customerMetadataProperties());
        var changed = found.toBuilder()
                .customerMetadataProperties(properties)
                .lastModifiedBy(by -> by.userProfileName("gxp"))
                .lastModifiedTime(Instant.EPOCH);
        if (request.modelApprovalStatus() != null) {
            changed.modelApprovalStatus(request.modelApprovalStatus()).approvalDescription(description);
        }
        if (request.modelCard() != null) {
            changed.modelCard(request.modelCard());
        }
        if (request.modelLifeCycle() != null) {
            changed.modelLifeCycle(request.modelLifeCycle());
        }
        packages.put(request.modelPackageArn(), changed.build());
        return UpdateModelPackageResponse.builder()
                .modelPackageArn(request.modelPackageArn())
                .build();
    }

    private static ServiceError refused(String message) {
        return new ServiceError("ValidationException", message);
    }
}
