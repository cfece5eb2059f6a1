// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.spec.MonitorSpec;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.S3Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a role must be able to do, and what it must not: no stage may do what another is for, and none may loosen what
 * the others are held by. Each is asked for one resource, since a policy that names resources allows nothing on others.
 *
 * @param needed actions by resource
 * @param forbidden actions by resource
 */
record StageActions(Map<String, List<String>> needed, Map<String, List<String>> forbidden) {
    /** The holder of a job's own role. */
    static final String JOB = "job";

    private static final List<String> TRAINING =
            List.of("sagemaker:CreateTrainingJob", "sagemaker:DescribeTrainingJob", "sagemaker:StopTrainingJob");
    private static final List<String> RELEASING = List.of("sagemaker:UpdateModelPackage");

    /** With any of these a role could widen itself, or stop the evidence. */
    private static final List<String> NEVER = List.of(
            "iam:AttachRolePolicy",
            "iam:CreateAccessKey",
            "iam:PutRolePolicy",
            "iam:UpdateAssumeRolePolicy",
            "cloudtrail:StopLogging",
            "config:StopConfigurationRecorder",
            "kms:ScheduleKeyDeletion");

    private static final List<String> NEVER_OF_BUCKETS =
            List.of("s3:DeleteBucketPolicy", "s3:PutBucketPolicy", "s3:PutBucketVersioning");

    /** Names what a stage does; a resource stands for the others of its kind. */
    static StageActions of(String holder, String role, Used used, String region) {
        Map<String, List<String>> needed = new LinkedHashMap<>();
        Map<String, List<String>> forbidden = new LinkedHashMap<>();
        String[] parts = role.split(":");
        String base = "arn:" + parts[1] + ":%s:" + region + ":" + parts[4] + ":";
        String name = used.jobs() + "1-1";
        String job = base.formatted("sagemaker") + "training-job/" + name;
        String model = base.formatted("sagemaker") + "model-package/"
                + used.registry().flatMap(RegisterSpec.Aws::group).orElse(used.model()) + "/1";
        boolean trains = holder.equals(Used.TRAIN);
        used.job().filter(spec -> trains).ifPresent(spec -> {
            if (spec.pipeline().isPresent()) {
                needed.put(
                        base.formatted("sagemaker") + "pipeline/"
                                + spec.pipeline().get().name(),
                        List.of("sagemaker:StartPipelineExecution"));
            } else if (spec.tuning().isPresent()) {
                needed.put(
                        base.formatted("sagemaker") + "hyper-parameter-tuning-job/" + name,
                        List.of("sagemaker:CreateHyperParameterTuningJob"));
                needed.put(spec.role(), List.of("iam:PassRole"));
            } else {
                needed.put(job, TRAINING);
                needed.put(spec.role(), List.of("iam:PassRole"));
            }
            objects(needed, parts[1], spec.bucket());
        });
        if (!trains) {
            forbidden.put(job, List.of("sagemaker:CreateTrainingJob"));
        }
        if (holder.equals(Used.MONITOR)
                && used.spec().monitor().flatMap(MonitorSpec::endpoint).isPresent()) {
            needed.put("*", List.of("cloudwatch:GetMetricData"));
        }
        boolean registers = holder.equals(Used.REGISTER);
        used.registry().filter(spec -> registers).ifPresent(spec -> {
            needed.put(
                    base.formatted("dynamodb") + "table/" + spec.table(),
                    List.of("dynamodb:GetItem", "dynamodb:PutItem"));
            objects(needed, parts[1], spec.bucket());
            if (used.registersPackages()) {
                needed.put(model, List.of("sagemaker:CreateModelPackage"));
            }
        });
        if (!registers) {
            forbidden.put(model, RELEASING);
        }
        used.store().filter(spec -> !holder.equals(JOB)).ifPresent(spec -> objects(needed, parts[1], spec.place()));
        forbidden.put("*", NEVER);
        used.buckets().forEach(bucket -> forbidden.put("arn:" + parts[1] + ":s3:::" + bucket, NEVER_OF_BUCKETS));
        return new StageActions(needed, forbidden);
    }

    private static void objects(Map<String, List<String>> needed, String partition, S3Place place) {
        needed.put(
                "arn:" + partition + ":s3:::" + place.bucket() + "/" + place.key("gxp-preflight"),
                List.of("s3:GetObject", "s3:PutObject"));
    }
}
