// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who is who in the account and may do what, and the job that ran last. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
final class AccountIdentity {
    static final String ACCOUNT = AwsStandIn.ACCOUNT;
    static final String IMAGE =
            ACCOUNT + ".dkr.ecr." + AwsStandIn.REGION + ".amazonaws.com/train@sha256:" + "0123456789abcdef".repeat(4);
    private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/";
    private static final Instant DAY = Instant.parse("2026-01-02T03:04:05Z");

    private static final Set<String> OBJECTS = Set.of("s3:GetObject", "s3:PutObject");
    private static final Map<String, Set<String>> OWN = Map.of(
            "gxp-train",
            Set.of(
                    "sagemaker:CreateTrainingJob",
                    "sagemaker:DescribeTrainingJob",
                    "sagemaker:StopTrainingJob",
                    "iam:PassRole"),
            "gxp-register",
            Set.of("dynamodb:GetItem", "dynamodb:PutItem", "sagemaker:CreateModelPackage"),
            "gxp-monitor",
            Set.of("cloudwatch:GetMetricData"));

    private final AwsStandIn aws;
    private final Set<Flaw> flaws;

    /** The stand-in does not tell its handlers who calls; a session is used right after it was given. */
    private final ConcurrentLinkedQueue<String> sessions = new ConcurrentLinkedQueue<>();

    AccountIdentity(AwsStandIn aws, Set<Flaw> flaws) {
        this.aws = aws;
        this.flaws = flaws;
    }

    /** Forgets sessions that nobody used. */
    void forget() {
        sessions.clear();
    }

    void answer() {
        aws.on(AssumeRoleRequest.class, this::assume)
                .on(GetCallerIdentityRequest.class, request -> caller())
                .on(GetRoleRequest.class, this::role)
                .on(SimulatePrincipalPolicyRequest.class, this::simulate)
                .on(
                        ListTrainingJobsRequest.class,
                        request -> ListTrainingJobsResponse.builder()
                                .trainingJobSummaries(job -> job.trainingJobName("gxp-flc-mortality-1-1-0123456789ab")
                                        .trainingJobArn(
                                                "arn:aws:sagemaker:x:" + ACCOUNT + ":training-job/flc-mortality-1")
                                        .creationTime(DAY)
                                        .trainingJobStatus("Completed"))
                                .build())
                .on(DescribeTrainingJobRequest.class, this::job);
    }

    private AssumeRoleResponse assume(AssumeRoleRequest request) {
        sessions.add(request.roleArn().substring(ROLE.length()) + "/" + request.roleSessionName());
        IssuedCredentials.Temporary fresh = aws.credentials().issue();
        return AssumeRoleResponse.builder()
                .credentials(given -> given.accessKeyId(fresh.accessKeyId())
                        .secretAccessKey(fresh.secretAccessKey())
                        .sessionToken(fresh.sessionToken())
                        .expiration(Instant.now().plusSeconds(3600)))
                .build();
    }

    private GetCallerIdentityResponse caller() {
        String session = sessions.poll();
        String arn = "arn:aws:sts::" + ACCOUNT + ":assumed-role/" + (session == null ? "ci/build-7" : session);
        if (session != null && flaws.contains(Flaw.STAGE_IS_SOMEBODY_ELSE)) {
            arn = "arn:aws:sts::" + ACCOUNT + ":assumed-role/ci/build-7";
        }
        if (session == null && flaws.contains(Flaw.ROOT_CALLS)) {
            arn = "arn:aws:iam::" + ACCOUNT + ":root";
        }
        if (session == null && flaws.contains(Flaw.USER_CALLS)) {
            arn = "arn:aws:iam::" + ACCOUNT + ":user/ann";
        }
        if (session == null && flaws.contains(Flaw.CALLER_IS_STRANGE)) {
            arn = "arn:aws:sts::" + ACCOUNT + ":federated-user/ann";
        }
        return GetCallerIdentityResponse.builder()
                .account(ACCOUNT)
                .arn(arn)
                .userId("id")
                .build();
    }

    private GetRoleResponse role(GetRoleRequest request) {
        boolean job = request.roleName().equals("gxp-job");
        String principal = job ? "{\"Service\": \"sagemaker.amazonaws.com\"}" : "{\"AWS\": [\"" + ROLE + "ci\"]}";
        if (job && flaws.contains(Flaw.JOB_TRUSTS_PEOPLE)) {
            principal = "{\"AWS\": \"" + ROLE + "admin\"}";
        }
        boolean train = request.roleName().equals("gxp-train");
        if (train && flaws.contains(Flaw.ROLE_TRUSTS_EVERYBODY)) {
            principal = "\"*\"";
        }
        if (train && flaws.contains(Flaw.ROLE_TRUSTS_ANOTHER_ACCOUNT)) {
            principal = "{\"AWS\": \"arn:aws:iam::999988887777:root\"}";
        }
        String member = train && flaws.contains(Flaw.ROLE_TRUSTS_ALL_BUT_ONE) ? "NotPrincipal" : "Principal";
        String trust = "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"" + member + "\": "
                + principal + ", \"Action\": \"sts:AssumeRole\"}}";
        return GetRoleResponse.builder()
                .role(role -> role.roleName(request.roleName())
                        .arn(ROLE + request.roleName())
                        .path("/")
                        .roleId("id")
                        .createDate(DAY)
                        .maxSessionDuration(3600)
                        .permissionsBoundary(boundary -> boundary.permissionsBoundaryType("PermissionsBoundaryPolicy")
                                .permissionsBoundaryArn("arn:aws:iam::" + ACCOUNT + ":policy/gxp-boundary"))
                        .assumeRolePolicyDocument(
                                URLEncoder.encode(trust, StandardCharsets.UTF_8).replace("+", "%20")))
                .build();
    }

    private SimulatePrincipalPolicyResponse simulate(SimulatePrincipalPolicyRequest request) {
        String role = request.policySourceArn().substring(ROLE.length());
        List<EvaluationResult> results = new ArrayList<>();
        for (String action : request.actionNames()) {
            boolean hangs = flaws.contains(Flaw.POLICY_HANGS_ON_CONTEXT) && action.equals("kms:ScheduleKeyDeletion");
            if (!(flaws.contains(Flaw.SIMULATION_IS_SILENT) && action.equals("iam:PassRole"))) {
                results.add(EvaluationResult.builder()
                        .evalActionName(action)
                        .evalResourceName(request.resourceArns().get(0))
                        .evalDecision(allowed(role, action) ? "allowed" : "implicitDeny")
                        .missingContextValues(hangs ? List.of("aws:MultiFactorAuthPresent") : List.of())
                        .build());
            }
        }
        return SimulatePrincipalPolicyResponse.builder()
                .isTruncated(false)
                .evaluationResults(results)
                .build();
    }

    private boolean allowed(String role, String action) {
        if (role.equals("gxp-train") && action.equals("sagemaker:CreateTrainingJob")) {
            return !flaws.contains(Flaw.TRAINER_MAY_NOT_TRAIN);
        }
        return OBJECTS.contains(action)
                || OWN.getOrDefault(role, Set.of()).contains(action)
                || wrongly(Flaw.REGISTRAR_MAY_TRAIN, role + action, "gxp-registersagemaker:CreateTrainingJob")
                || wrongly(Flaw.TRAINER_MAY_APPROVE, role + action, "gxp-trainsagemaker:UpdateModelPackage")
                || wrongly(Flaw.STAGE_MAY_WIDEN_ITSELF, role + action, "gxp-validateiam:PutRolePolicy")
                || wrongly(Flaw.JOB_MAY_OPEN_BUCKETS, role + action, "gxp-jobs3:PutBucketPolicy");
    }

    private boolean wrongly(Flaw flaw, String asked, String allowed) {
        return flaws.contains(flaw) && asked.equals(allowed);
    }

    private DescribeTrainingJobResponse job(DescribeTrainingJobRequest request) {
        boolean vpc = !flaws.contains(Flaw.JOB_RAN_IN_NO_VPC);
        return DescribeTrainingJobResponse.builder()
                .trainingJobName(request.trainingJobName())
                .trainingJobStatus("Completed")
                .creationTime(DAY)
                .roleArn(ROLE + "gxp-job")
                .algorithmSpecification(algorithm -> algorithm
                        .trainingImage(flaws.contains(Flaw.JOB_RAN_WITH_OTHER_IMAGE) ? "train:latest" : IMAGE)
                        .trainingInputMode("File"))
                .vpcConfig(config -> config.subnets(vpc ? List.of("subnet-2", "subnet-1") : List.of("subnet-9"))
                        .securityGroupIds("sg-1"))
                .enableNetworkIsolation(!flaws.contains(Flaw.JOB_RAN_WITH_NETWORK))
                .enableInterContainerTrafficEncryption(!flaws.contains(Flaw.JOB_RAN_IN_THE_CLEAR))
                .outputDataConfig(
                        output -> output.s3OutputPath("s3://gxp-work/out").kmsKeyId(AccountKeys.OF_JOBS))
                .resourceConfig(machines -> machines.instanceType("ml.m5.large")
                        .instanceCount(flaws.contains(Flaw.JOB_RAN_ON_OTHER_MACHINES) ? 5 : 2)
                        .volumeSizeInGB(30)
                        .volumeKmsKeyId(
                                flaws.contains(Flaw.JOB_RAN_WITH_OTHER_KEY)
                                        ? AccountKeys.OF_BUCKETS
                                        : AccountKeys.OF_JOBS.substring(AccountKeys.OF_JOBS.indexOf("/") + 1)))
                .build();
    }
}
