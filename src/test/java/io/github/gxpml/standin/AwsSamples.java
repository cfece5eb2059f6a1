// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.databrew.model.DescribeJobRunResponse;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;

/** Requests and answers with everything in them that a protocol can carry wrongly. */
@SuppressWarnings("unchecked") // the varargs of the SDK's builders
final class AwsSamples {
    private AwsSamples() {}

    static CreateTrainingJobRequest training() {
        return CreateTrainingJobRequest.builder()
                .trainingJobName("one")
                .roleArn("arn:aws:iam::111122223333:role/trainer")
                .algorithmSpecification(a -> a.trainingImage("image@sha256:0")
                        .trainingInputMode("File")
                        .metricDefinitions(m -> m.name("auc").regex("auc=(.*)")))
                .hyperParameters(Map.of("eta", "0.1", "quote", "\"é\""))
                .inputDataConfig(c -> c.channelName("train")
                        .dataSource(d ->
                                d.s3DataSource(s -> s.s3DataType("S3Prefix").s3Uri("s3://b/k"))))
                .outputDataConfig(o -> o.s3OutputPath("s3://b/out"))
                .resourceConfig(
                        r -> r.instanceType("ml.m5.large").instanceCount(1).volumeSizeInGB(30))
                .stoppingCondition(s -> s.maxRuntimeInSeconds(86400))
                .enableNetworkIsolation(true)
                .build();
    }

    static DescribeTrainingJobResponse trained(Instant time) {
        return DescribeTrainingJobResponse.builder()
                .trainingJobName("one")
                .trainingJobStatus("Completed")
                .modelArtifacts(m -> m.s3ModelArtifacts("s3://b/out/model.tar.gz"))
                .creationTime(time)
                .finalMetricDataList(m -> m.metricName("auc").value(0.75f).timestamp(time))
                .hyperParameters(Map.of("eta", "0.1"))
                .trainingTimeInSeconds(6000)
                .build();
    }

    static DescribeJobRunResponse profiled(Instant time) {
        return DescribeJobRunResponse.builder()
                .runId("db_é")
                .jobName("a job/1+2")
                .attempt(0)
                .state("SUCCEEDED")
                .startedOn(time)
                .completedOn(time.plusSeconds(5))
                .outputs(o -> o.format("PARQUET")
                        .location(l -> l.bucket("b").key("k"))
                        .partitionColumns("a", "b"))
                .build();
    }
}
