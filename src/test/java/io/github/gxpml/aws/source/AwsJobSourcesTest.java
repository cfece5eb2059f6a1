// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.DataSources.Answer;
import io.github.gxpml.spec.TableSource.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.databrew.model.DescribeJobRunRequest;
import software.amazon.awssdk.services.databrew.model.DescribeJobRunResponse;
import software.amazon.awssdk.services.databrew.model.DescribeRecipeRequest;
import software.amazon.awssdk.services.databrew.model.DescribeRecipeResponse;
import software.amazon.awssdk.services.databrew.model.RecipeStep;
import software.amazon.awssdk.services.emr.model.DescribeClusterRequest;
import software.amazon.awssdk.services.emr.model.DescribeClusterResponse;
import software.amazon.awssdk.services.emr.model.DescribeStepRequest;
import software.amazon.awssdk.services.emr.model.DescribeStepResponse;
import software.amazon.awssdk.services.healthlake.model.DescribeFhirDatastoreRequest;
import software.amazon.awssdk.services.healthlake.model.DescribeFhirDatastoreResponse;
import software.amazon.awssdk.services.healthlake.model.DescribeFhirExportJobRequest;
import software.amazon.awssdk.services.healthlake.model.DescribeFhirExportJobResponse;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.lakeformation.model.ListPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListPermissionsResponse;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.sagemaker.model.DescribeFeatureGroupRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeFeatureGroupResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeLabelingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeLabelingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.FeatureDefinition;

class AwsJobSourcesTest extends SourceCase {
    @Test
    void shouldKnowAStepOfEmr() throws IOException {
        put("prepare.py", SCRIPT);
        aws.on(
                        DescribeClusterRequest.class,
                        request -> DescribeClusterResponse.builder()
                                .cluster(cluster -> cluster.id("j-1").releaseLabel("emr-7.1.0"))
                                .build())
                .on(
                        DescribeStepRequest.class,
                        request -> DescribeStepResponse.builder()
                                .step(step -> step.id("s-1")
                                        .config(config -> config.jar("command-runner.jar")
                                                .args("spark-submit", "s3://study/prepare.py"))
                                        .status(status -> status.state("COMPLETED")
                                                .timeline(times -> times.startDateTime(
                                                        Instant.now().plusSeconds(60)))))
                                .build());

        Answer good = ask(Kind.EMR, "cluster", "j-1", "step", "s-1", "releaseLabel", "emr-7.1.0");
        Answer other = ask(
                Kind.EMR, "cluster", "j-1", "step", "s-1", "releaseLabel", "emr-6.0.0", "script", "s3://study/x.py");

        assertThat(good.matches()).as(good.note()).isEmpty();
        assertThat(good.found()).containsEntry("scriptSha256", SCRIPT_SHA256);
        assertThat(other.note()).contains("releaseLabel is emr-7.1.0", "the step has no argument s3://study/x.py");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shardId-000000000000 100 200 | 2026-01-01T00:00:00Z | true  |
            shardId-000000000000 99 200  | 2026-01-01T00:00:00Z | false | has the numbers from 100 to now
            shardId-000000000000 300 200 | 2026-01-01T00:00:00Z | false | has the numbers
            shardId-000000000007 1 2     | 2026-01-01T00:00:00Z | true  |
            shardId-000000000000 100 200 | 2999-01-01T00:00:00Z | false | is still to come
            """)
    void shouldKnowAWindowOfAStream(String shards, String to, boolean fits, String note) throws IOException {
        aws.on(
                        DescribeStreamSummaryRequest.class,
                        request -> DescribeStreamSummaryResponse.builder()
                                .streamDescriptionSummary(stream -> stream.streamName("admissions")
                                        .streamARN("arn:aws:kinesis:eu-central-1:111122223333:stream/admissions")
                                        .streamStatus("ACTIVE")
                                        .retentionPeriodHours(24)
                                        .streamCreationTimestamp(Instant.parse("2025-01-01T00:00:00Z"))
                                        .enhancedMonitoring(List.of())
                                        .openShardCount(1))
                                .build())
                .on(
                        ListShardsRequest.class,
                        request -> ListShardsResponse.builder()
                                .shards(Shard.builder()
                                        .shardId("shardId-000000000000")
                                        .hashKeyRange(range ->
                                                range.startingHashKey("0").endingHashKey("1"))
                                        .sequenceNumberRange(range -> range.startingSequenceNumber("100"))
                                        .build())
                                .build());

        Answer answer =
                ask(Kind.KINESIS, "stream", "admissions", "from", "2025-12-01T00:00:00Z", "to", to, "shards", shards);

        assertThat(answer.matches()).isEqualTo(fits ? Optional.empty() : Optional.of(false));
        assertThat(answer.note()).contains(note == null ? "" : note);
        assertThat(answer.found())
                .containsEntry("retentionHours", "24")
                .containsEntry("retained", "not from the begin on");
    }

    @Test
    void shouldKnowAFeatureGroup() throws IOException {
        aws.on(
                DescribeFeatureGroupRequest.class,
                request -> DescribeFeatureGroupResponse.builder()
                        .featureGroupArn("arn:aws:sagemaker:eu-central-1:111122223333:feature-group/flc")
                        .featureGroupName(request.featureGroupName())
                        .recordIdentifierFeatureName("id")
                        .eventTimeFeatureName("at")
                        .featureDefinitions(FeatureDefinition.builder()
                                .featureName("age")
                                .featureType("Integral")
                                .build())
                        .creationTime(BEGUN)
                        .featureGroupStatus("Created")
                        .nextToken("")
                        .build());

        assertThat(ask(Kind.FEATURE_STORE, "group", "flc", "cutOff", "2026-01-01T00:00:00Z")
                        .found())
                .containsEntry("featuresSha256", Sha256.of("age Integral"))
                .containsEntry("eventTime", "at");
        assertThat(ask(Kind.FEATURE_STORE, "group", "flc", "cutOff", "2999-01-01T00:00:00Z")
                        .note())
                .contains("is still to come");
        assertThatThrownBy(() -> ask(Kind.FEATURE_STORE, "group", "flc", "cutOff", "January"))
                .hasMessageContaining("January");
    }

    @Test
    void shouldKnowARunOfDataBrew() throws IOException {
        aws.on(
                        DescribeJobRunRequest.class,
                        request -> DescribeJobRunResponse.builder()
                                .jobName(request.name())
                                .runId(request.runId())
                                .state("SUCCEEDED")
                                .recipeReference(recipe -> recipe.name("clean").recipeVersion("1.0"))
                                .build())
                .on(
                        DescribeRecipeRequest.class,
                        request -> DescribeRecipeResponse.builder()
                                .name(request.name())
                                .recipeVersion(request.recipeVersion())
                                .steps(RecipeStep.builder()
                                        .action(action ->
                                                action.operation("UPPER_CASE").parameters(Map.of("column", "sex")))
                                        .build())
                                .build());

        Answer good = ask(Kind.DATA_BREW, "recipe", "clean", "version", "1.0", "job", "j", "run", "r");
        Answer other = ask(Kind.DATA_BREW, "recipe", "clean", "version", "2.0", "job", "j", "run", "r");

        assertThat(good.matches()).as(good.note()).isEmpty();
        assertThat(good.found()).containsEntry("steps", "1").containsKey("recipeSha256");
        assertThat(other.note()).isEqualTo("the run used clean 1.0");
    }

    @Test
    void shouldTellHowSureWorkersWereTogether() throws IOException {
        byte[] manifest = """
                {"source-ref":"s3://b/1","class":1,"class-metadata":{"confidence":0.9,"human-annotated":"yes"}}
                {"source-ref":"s3://b/2","class":0,"class-metadata":{"confidence":0.6,"human-annotated":"yes"}}
                {"source-ref":"s3://b/3"}
                """.getBytes(StandardCharsets.UTF_8);
        put("out/output.manifest", manifest);
        aws.on(
                DescribeLabelingJobRequest.class,
                request -> DescribeLabelingJobResponse.builder()
                        .labelingJobStatus("Completed")
                        .labelCounters(counters ->
                                counters.totalLabeled(2).humanLabeled(2).unlabeled(1))
                        .creationTime(BEGUN)
                        .lastModifiedTime(BEGUN)
                        .jobReferenceCode("ref")
                        .labelingJobName("label")
                        .labelingJobArn("arn:aws:sagemaker:eu-central-1:111122223333:labeling-job/label")
                        .labelAttributeName("class")
                        .labelingJobOutput(output -> output.outputDatasetS3Uri("s3://study/out/output.manifest"))
                        .build());

        assertThat(ask(Kind.GROUND_TRUTH, "job", "label").found())
                .containsEntry("manifestSha256", Sha256.of(manifest))
                .containsEntry("objects", "3")
                .containsEntry("objectsWithConfidence", "2")
                .containsEntry("confidenceMean", "0.7500")
                .containsEntry("confidenceLeast", "0.6000");
    }

    @Test
    void shouldTakeASnapshotOfGrants() throws IOException {
        aws.on(ListPermissionsRequest.class, request -> {
            boolean first = request.nextToken() == null;
            return ListPermissionsResponse.builder()
                    .principalResourcePermissions(PrincipalResourcePermissions.builder()
                            .permissionsWithStrings(first ? "SELECT" : "DESCRIBE")
                            .build())
                    .nextToken(first ? "more" : null)
                    .build();
        });
        String[] named = {"principal", "arn:aws:iam::111122223333:role/r", "database", "d", "table", "t"};

        assertThat(ask(Kind.LAKE_FORMATION, named).found()).containsEntry("permissions", "DESCRIBE, SELECT");

        aws.on(
                ListPermissionsRequest.class,
                request -> ListPermissionsResponse.builder().build());
        assertThat(ask(Kind.LAKE_FORMATION, named).note()).isEqualTo("the principal has no grant to SELECT");
    }

    @Test
    void shouldKnowAnExportOfHealthLake() throws IOException {
        aws.on(
                        DescribeFhirDatastoreRequest.class,
                        request -> DescribeFhirDatastoreResponse.builder()
                                .datastoreProperties(store -> store.datastoreId("d")
                                        .datastoreArn("arn:d")
                                        .datastoreStatus("ACTIVE")
                                        .datastoreTypeVersion("R4")
                                        .datastoreEndpoint("https://example.org"))
                                .build())
                .on(
                        DescribeFhirExportJobRequest.class,
                        request -> DescribeFhirExportJobResponse.builder()
                                .exportJobProperties(job -> job.jobId("j")
                                        .jobStatus("COMPLETED_WITH_ERRORS")
                                        .submitTime(BEGUN)
                                        .datastoreId("d"))
                                .build());

        Answer answer = ask(Kind.HEALTH_LAKE, "dataStore", "d", "job", "j");

        assertThat(answer.found()).containsEntry("fhir", "R4");
        assertThat(answer.note()).isEqualTo("its state is COMPLETED_WITH_ERRORS");
    }
}
