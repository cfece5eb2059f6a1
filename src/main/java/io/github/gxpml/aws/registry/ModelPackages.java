// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Status;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateModelPackageRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageResponse;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelCardStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageSummary;
import software.amazon.awssdk.services.sagemaker.model.UpdateModelPackageRequest;
import software.amazon.awssdk.services.sagemaker.model.UserContext;

/** The packages of one group in the SageMaker Model Registry. */
final class ModelPackages {
    private static final int DESCRIPTION = 1024;
    private static final int PROPERTY = 256;

    private final SageMakerClient client;
    private final String group;

    ModelPackages(SageMakerClient client, String group) {
        this.client = client;
        this.group = group;
    }

    String group() {
        return group;
    }

    /** Makes the group unless it is there. */
    void makeGroup(String model) throws IOException {
        try {
            client.describeModelPackageGroup(request -> request.modelPackageGroupName(group));
            return;
        } catch (SdkException e) {
            if (!isRefusal(e)) {
                throw Refusals.of(attempt("read", "sagemaker:DescribeModelPackageGroup"), e);
            }
        }
        try {
            client.createModelPackageGroup(request -> request.modelPackageGroupName(group)
                    .modelPackageGroupDescription("Versions of " + model + ", each with its sealed evidence"));
        } catch (SdkException e) {
            if (!String.valueOf(e.getMessage()).contains("already exists")) {
                throw Refusals.of(attempt("made", "sagemaker:CreateModelPackageGroup"), e);
            }
        }
    }

    /** What SageMaker says to a name that is not there, or is there already. */
    static boolean isRefusal(SdkException e) {
        String code = Refusals.code(e);
        return code.equals("ValidationException") || code.startsWith("ResourceNotFound");
    }

    /** Finds the package of a version among those of the group. */
    Optional<String> find(ModelVersion version) throws IOException {
        String wanted = PackageRequest.description(version);
        String token = null;
        do {
            String from = token;
            var page = attempt("read", "sagemaker:ListModelPackages")
                    .call(() -> client.listModelPackages(
                            request -> request.modelPackageGroupName(group).nextToken(from)));
            Optional<String> found = page.modelPackageSummaryList().stream()
                    .filter(one -> wanted.equals(one.modelPackageDescription()))
                    .map(ModelPackageSummary::modelPackageArn)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            token = page.nextToken();
        } while (token != null);
        return Optional.empty();
    }

    /** Makes a package; one that an earlier call made, whose answer was lost, is found. */
    String create(CreateModelPackageRequest wanted, ModelVersion version) throws IOException {
        try {
            return client.createModelPackage(wanted).modelPackageArn();
        } catch (SdkException e) {
            Optional<String> made = find(version);
            if (made.isPresent()) {
                return made.get();
            }
            throw Refusals.of(attempt("written", "sagemaker:CreateModelPackage"), e);
        }
    }

    DescribeModelPackageResponse describe(String arn) throws IOException {
        return attempt("read", "sagemaker:DescribeModelPackage")
                .call(() -> client.describeModelPackage(request -> request.modelPackageName(arn)));
    }

    /**
     * Tells what the catalogue says of a package that the signatures are not complete for.
     *
     * @throws IOException if somebody else has decided on it there
     */
    void refuseForeign(DescribeModelPackageResponse found, ModelVersion version) throws IOException {
        boolean approved = found.modelApprovalStatus() == ModelApprovalStatus.APPROVED;
        boolean rejected = found.modelApprovalStatus() == ModelApprovalStatus.REJECTED;
        if (isOurs(found, version) || !approved && !rejected) {
            return;
        }
        String who = Optional.ofNullable(found.lastModifiedBy())
                .map(UserContext::userProfileName)
                .or(() -> Optional.ofNullable(found.lastModifiedBy()).map(UserContext::domainId))
                .orElse("somebody");
        throw new IOException("model package " + found.modelPackageArn() + " was switched to "
                + found.modelApprovalStatusAsString() + " in SageMaker by " + who + " at " + found.lastModifiedTime()
                + ", and not by the signatures that version " + version.version() + " of " + version.model()
                + " needs: it is not released; find out what that set off, set it back to PendingManualApproval, and"
                + " go on with `gxp resume`");
    }

    /**
     * The console cannot write this by mistake, and whoever writes it on purpose still changes no table. It names the
     * decision, because who changes the status alone leaves the words that stand beside it.
     */
    private static boolean isOurs(DescribeModelPackageResponse found, ModelVersion version) {
        return String.valueOf(found.approvalDescription()).startsWith(mark(version, found.modelApprovalStatus()));
    }

    private static String mark(ModelVersion version, ModelApprovalStatus decision) {
        return "bundle sha256:" + version.bundle() + " " + decision + " ";
    }

    /** Switches a package to Approved, with its card, unless that was done. */
    void approve(String arn, ModelVersion version, Change change) throws IOException {
        DescribeModelPackageResponse found = describe(arn);
        refuseForeign(found, version);
        if (found.modelApprovalStatus() != ModelApprovalStatus.APPROVED) {
            var request = decided(arn, ModelApprovalStatus.APPROVED, version, change);
            if (found.modelCard() != null) {
                request.modelCard(PackageCard.with(found.modelCard().modelCardContent(), ModelCardStatus.APPROVED));
            }
            update(request);
        }
    }

    /** Switches a package to Rejected unless it is. */
    void reject(String arn, ModelVersion version, Change change) throws IOException {
        if (describe(arn).modelApprovalStatus() != ModelApprovalStatus.REJECTED) {
            update(decided(arn, ModelApprovalStatus.REJECTED, version, change));
        }
    }

    /** Says which stage of its life a version is at; its approval stays what it was. */
    void stage(String arn, Status status, Change change) throws IOException {
        update(UpdateModelPackageRequest.builder()
                .modelPackageArn(arn)
                .modelLifeCycle(PackageRequest.stage(status.name(), cut(change.reason(), DESCRIPTION))));
    }

    private static UpdateModelPackageRequest.Builder decided(
            String arn, ModelApprovalStatus status, ModelVersion version, Change change) {
        return UpdateModelPackageRequest.builder()
                .modelPackageArn(arn)
                .modelApprovalStatus(status)
                .approvalDescription(
                        cut(mark(version, status) + "by " + change.by() + ": " + change.reason(), DESCRIPTION))
                .customerMetadataProperties(Map.of(
                        "gxp:decidedBy", property(change.by()),
                        "gxp:decidedAt", property(change.at().toString()),
                        "gxp:decision", property(change.reason())))
                .modelLifeCycle(PackageRequest.stage(change.to().name(), cut(change.reason(), DESCRIPTION)));
    }

    private void update(UpdateModelPackageRequest.Builder request) throws IOException {
        attempt("changed", "sagemaker:UpdateModelPackage").call(() -> client.updateModelPackage(request.build()));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** Values take letters, digits, blanks and a few signs. */
    private static String property(String text) {
        return cut(text.replaceAll("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]", " "), PROPERTY);
    }

    private Attempt attempt(String done, String action) {
        return new Attempt(
                "model package group " + group + " could not be " + done, action + " on it and its packages");
    }
}
