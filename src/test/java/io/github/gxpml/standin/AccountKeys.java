// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecr.model.DescribeImageScanFindingsRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImageScanFindingsResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.glue.model.GetJobRequest;
import software.amazon.awssdk.services.glue.model.GetJobResponse;
import software.amazon.awssdk.services.glue.model.GetSecurityConfigurationRequest;
import software.amazon.awssdk.services.glue.model.GetSecurityConfigurationResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;

/**
 * Keys, the image, and the Glue job.
 *
 * @param flaws what is wrong
 */
record AccountKeys(Set<Flaw> flaws) {
    static final String OF_JOBS =
            "arn:aws:kms:" + AwsStandIn.REGION + ":" + AwsStandIn.ACCOUNT + ":key/11111111-1111-1111-1111-111111111111";
    static final String OF_BUCKETS =
            "arn:aws:kms:" + AwsStandIn.REGION + ":" + AwsStandIn.ACCOUNT + ":key/22222222-2222-2222-2222-222222222222";

    private static final String OF_SIGNATURES =
            "arn:aws:kms:" + AwsStandIn.REGION + ":" + AwsStandIn.ACCOUNT + ":key/33333333-3333-3333-3333-333333333333";

    void answer(AwsStandIn aws) {
        aws.on(DescribeKeyRequest.class, this::key)
                .on(GetKeyPolicyRequest.class, this::policy)
                .on(
                        GetKeyRotationStatusRequest.class,
                        request -> GetKeyRotationStatusResponse.builder()
                                .keyRotationEnabled(!flaws.contains(Flaw.KEY_IS_NOT_ROTATED))
                                .build())
                .on(DescribeImagesRequest.class, this::images)
                .on(DescribeImageScanFindingsRequest.class, this::findings)
                .on(
                        GetJobRequest.class,
                        request -> GetJobResponse.builder()
                                .job(job -> job.name(request.jobName())
                                        .securityConfiguration(
                                                flaws.contains(Flaw.GLUE_WITHOUT_CONFIGURATION) ? null : "encrypted"))
                                .build())
                .on(GetSecurityConfigurationRequest.class, this::configuration);
    }

    private DescribeKeyResponse signingKey(DescribeKeyRequest request) {
        return DescribeKeyResponse.builder()
                .keyMetadata(key -> key.keyId(request.keyId())
                        .arn(request.keyId())
                        .keyManager("CUSTOMER")
                        .origin(flaws.contains(Flaw.SIGNING_KEY_CAME_FROM_ELSEWHERE) ? "EXTERNAL" : "AWS_KMS")
                        .keyUsage(flaws.contains(Flaw.SIGNING_KEY_ENCRYPTS) ? "ENCRYPT_DECRYPT" : "SIGN_VERIFY")
                        .keySpec(flaws.contains(Flaw.SIGNING_KEY_OF_ANOTHER_CURVE) ? "ECC_NIST_P384" : "ECC_NIST_P256")
                        .multiRegion(flaws.contains(Flaw.SIGNING_KEY_OF_MANY_REGIONS))
                        .keyState(flaws.contains(Flaw.SIGNING_KEY_IS_TO_BE_DELETED) ? "PendingDeletion" : "Enabled"))
                .build();
    }

    private GetKeyPolicyResponse policy(GetKeyPolicyRequest request) {
        String principal =
                flaws.contains(Flaw.SIGNING_KEY_IS_EVERYBODYS) ? "*" : "arn:aws:iam::" + AwsStandIn.ACCOUNT + ":root";
        return GetKeyPolicyResponse.builder()
                .policy("{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"kms:*\","
                        + " \"Resource\": \"*\", \"Principal\": {\"AWS\": \"" + principal + "\"}}]}")
                .build();
    }

    private DescribeKeyResponse key(DescribeKeyRequest request) {
        if (request.keyId().equals(OF_SIGNATURES)) {
            return signingKey(request);
        }
        boolean ofJobs = request.keyId().equals(OF_JOBS);
        return DescribeKeyResponse.builder()
                .keyMetadata(key -> key.keyId(request.keyId())
                        .arn(request.keyId())
                        .origin("AWS_KMS")
                        .keyManager(ofJobs && flaws.contains(Flaw.KEY_IS_OF_AWS) ? "AWS" : "CUSTOMER")
                        .keyState(ofJobs && flaws.contains(Flaw.KEY_IS_DISABLED) ? "Disabled" : "Enabled"))
                .build();
    }

    private DescribeImagesResponse images(DescribeImagesRequest request) {
        if (flaws.contains(Flaw.IMAGE_IS_MISSING)) {
            throw new ServiceError("ImageNotFoundException", "The image does not exist");
        }
        return DescribeImagesResponse.builder()
                .imageDetails(ImageDetail.builder()
                        .repositoryName(request.repositoryName())
                        .imageDigest(request.imageIds().get(0).imageDigest())
                        .imageTags("1.0")
                        .imagePushedAt(Instant.parse("2026-01-01T00:00:00Z"))
                        .build())
                .build();
    }

    private DescribeImageScanFindingsResponse findings(DescribeImageScanFindingsRequest request) {
        if (flaws.contains(Flaw.IMAGE_WAS_NOT_SCANNED)) {
            throw new ServiceError("ScanNotFoundException", "Image scan does not exist");
        }
        Map<String, Integer> counts =
                flaws.contains(Flaw.IMAGE_HAS_FINDINGS) ? Map.of("HIGH", 2, "LOW", 1) : Map.of("LOW", 1);
        return DescribeImageScanFindingsResponse.builder()
                .repositoryName(request.repositoryName())
                .imageScanStatus(status -> status.status(flaws.contains(Flaw.SCAN_FAILED) ? "FAILED" : "COMPLETE"))
                .imageScanFindings(found -> found.findingSeverityCountsWithStrings(counts)
                        .imageScanCompletedAt(Instant.parse("2026-01-01T00:10:00Z")))
                .build();
    }

    private GetSecurityConfigurationResponse configuration(GetSecurityConfigurationRequest request) {
        String log = flaws.contains(Flaw.GLUE_WITHOUT_KMS) ? "DISABLED" : "SSE-KMS";
        return GetSecurityConfigurationResponse.builder()
                .securityConfiguration(one -> one.name(request.name())
                        .encryptionConfiguration(encryption -> encryption
                                .s3Encryption(List.of(software.amazon.awssdk.services.glue.model.S3Encryption.builder()
                                        .s3EncryptionMode("SSE-KMS")
                                        .kmsKeyArn(OF_BUCKETS)
                                        .build()))
                                .cloudWatchEncryption(logs -> logs.cloudWatchEncryptionMode(log))
                                .jobBookmarksEncryption(marks -> marks.jobBookmarksEncryptionMode("CSE-KMS"))))
                .build();
    }
}
