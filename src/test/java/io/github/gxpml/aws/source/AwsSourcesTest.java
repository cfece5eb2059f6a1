// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.s3.SomeS3;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.DataSources.Answer;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.TableSource;
import io.github.gxpml.spec.TableSource.Kind;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.ServiceError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.databrew.model.DescribeJobRunRequest;
import software.amazon.awssdk.services.databrew.model.DescribeJobRunResponse;
import software.amazon.awssdk.services.databrew.model.DescribeRecipeRequest;
import software.amazon.awssdk.services.databrew.model.DescribeRecipeResponse;
import software.amazon.awssdk.services.databrew.model.RecipeStep;
import software.amazon.awssdk.services.emr.model.DescribeClusterRequest;
import software.amazon.awssdk.services.emr.model.DescribeClusterResponse;
import software.amazon.awssdk.services.emr.model.DescribeStepRequest;
import software.amazon.awssdk.services.emr.model.DescribeStepResponse;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.CrawlerHistory;
import software.amazon.awssdk.services.glue.model.GetCrawlerRequest;
import software.amazon.awssdk.services.glue.model.GetCrawlerResponse;
import software.amazon.awssdk.services.glue.model.GetJobRequest;
import software.amazon.awssdk.services.glue.model.GetJobResponse;
import software.amazon.awssdk.services.glue.model.GetJobRunRequest;
import software.amazon.awssdk.services.glue.model.GetJobRunResponse;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionRequest;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionResponse;
import software.amazon.awssdk.services.glue.model.GetTableVersionRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionResponse;
import software.amazon.awssdk.services.glue.model.ListCrawlsRequest;
import software.amazon.awssdk.services.glue.model.ListCrawlsResponse;
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

class AwsSourcesTest {
    private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05Z");
    private static final byte[] SCRIPT = "print('prepared')\n".getBytes(StandardCharsets.UTF_8);
    private static final String SCRIPT_SHA256 = Sha256.of(SCRIPT);

    private final AwsStandIn aws = AwsStandIn.start();
    private final SomeS3 some = new SomeS3(aws);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeTable() throws IOException {
        file = Files.writeString(folder.resolve("train.csv"), "id,y\n1,0\n2,1\n");
        some.createVersioned("study");
    }

    @AfterEach
    void close() {
        some.standIn().close();
        aws.close();
    }

    private AwsSources sources() {
        return new AwsSources(new AwsAccess(some.environment(), AwsSpec.NONE, "m"), folder::resolve);
    }

    private Answer ask(Kind kind, String... details) throws IOException {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < details.length; i += 2) {
            named.put(details[i], details[i + 1]);
        }
        return sources()
                .ask(new TableSource(kind, named), file, Sha256.of(file))
                .orElseThrow();
    }

    private String put(String key, byte[] content) {
        some.standIn().put("study", key, content);
        return some.versions("study", key).get(0).versionId();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flc/train.csv", "a b/ü+%41.csv", "q\"uo'te.csv"})
    void shouldCompareTheVersionOfAnObject(String key) throws IOException {
        String version = put(key, Files.readAllBytes(file));
        String newer = put(key, "id,y\n1,0\n2,0\n".getBytes(StandardCharsets.UTF_8));

        Answer same = ask(Kind.S3, "bucket", "study", "key", key, "versionId", version);
        Answer other = ask(Kind.S3, "bucket", "study", "key", key, "versionId", newer);

        assertThat(same.matches()).contains(true);
        assertThat(same.found()).containsEntry("size", "13").containsEntry("versionId", version);
        assertThat(other.matches()).contains(false);
        assertThat(other.note()).isEqualTo("the checksum that S3 keeps is not the one of the file");
    }

    @Test
    void shouldFetchTheVersionThatIsNamed() throws IOException {
        String version = put("train.csv", Files.readAllBytes(file));
        put("train.csv", new byte[5]);
        Path target = folder.resolve("fetched.csv");
        var source = new TableSource(Kind.S3, Map.of("bucket", "study", "key", "train.csv", "versionId", version));

        assertThat(sources().fetch(source, target)).isTrue();
        assertThat(target).hasSameBinaryContentAs(file);
        assertThat(sources().fetch(new TableSource(Kind.GLUE, Map.of()), target))
                .isFalse();
    }

    @Test
    void shouldFetchWholeOrNotAtAll() throws IOException {
        String version = put("train.csv", new byte[1 << 20]);
        Path target = folder.resolve("fetched.csv");
        var source = new TableSource(Kind.S3, Map.of("bucket", "study", "key", "train.csv", "versionId", version));
        some.standIn().faults().deny("GetObject", Faults.ALWAYS);

        assertThatThrownBy(() -> sources().fetch(source, target))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("s3:GetObjectVersion");
        assertThat(folder).isDirectoryNotContaining(found -> !found.equals(file));
    }

    private void table(String type) {
        aws.on(GetTableVersionRequest.class, request -> {
            assertThat(request.databaseName() + "." + request.tableName() + " " + request.versionId())
                    .isEqualTo("studies.flc 3");
            return GetTableVersionResponse.builder()
                    .tableVersion(version -> version.versionId("3")
                            .table(table -> table.name("flc")
                                    .storageDescriptor(storage -> storage.location("s3://lake/flc")
                                            .columns(
                                                    Column.builder()
                                                            .name("id")
                                                            .type("bigint")
                                                            .build(),
                                                    Column.builder()
                                                            .name("y")
                                                            .type(type)
                                                            .build()))))
                    .build();
        });
    }

    @Test
    void shouldDigestTheColumnsOfATableVersion() throws IOException {
        table("int");
        String digest = Sha256.of("id bigint\ny int");
        String[] named = {"database", "studies", "table", "flc", "version", "3", "columnsSha256", digest};

        assertThat(ask(Kind.GLUE, named).matches()).isEmpty();
        assertThat(ask(Kind.GLUE, named).found())
                .containsEntry("columnsSha256", digest)
                .containsEntry("columns", "2")
                .containsEntry("location", "s3://lake/flc");

        table("string");
        assertThat(ask(Kind.GLUE, named).matches()).contains(false);
        assertThat(ask(Kind.GLUE, named).note()).contains("and not the declared " + digest);
    }

    private void job(String state, Instant started) {
        aws.on(
                        GetJobRunRequest.class,
                        request -> GetJobRunResponse.builder()
                                .jobRun(run -> run.id(request.runId())
                                        .jobRunState(state)
                                        .startedOn(started)
                                        .securityConfiguration("encrypted"))
                                .build())
                .on(
                        GetJobRequest.class,
                        request -> GetJobResponse.builder()
                                .job(job -> job.name(request.jobName())
                                        .command(command -> command.scriptLocation("s3://study/prepare.py")))
                                .build());
    }

    @Test
    void shouldKnowTheScriptThatAGlueJobRan() throws IOException {
        String version = put("prepare.py", SCRIPT);
        job("SUCCEEDED", Instant.now().plusSeconds(60));
        Answer good = ask(Kind.GLUE_JOB, "job", "prepare", "run", "jr_1", "scriptSha256", SCRIPT_SHA256);
        assertThat(good.matches()).as(good.note()).isEmpty();
        assertThat(good.found())
                .containsEntry("scriptSha256", SCRIPT_SHA256)
                .containsEntry("scriptVersion", version)
                .containsEntry("securityConfiguration", "encrypted");

        assertThat(ask(Kind.GLUE_JOB, "job", "prepare", "run", "jr_1", "scriptSha256", Sha256.of("x"))
                        .note())
                .contains("scriptSha256 is " + SCRIPT_SHA256);
        job("SUCCEEDED", BEGUN);
        assertThat(ask(Kind.GLUE_JOB, "job", "prepare", "run", "jr_1").note())
                .contains("after the run began at " + BEGUN);
        assertThat(ask(Kind.GLUE_JOB, "job", "prepare", "run", "jr_1", "scriptVersion", version)
                        .matches())
                .as("the version is pinned")
                .isEmpty();
        job("FAILED", Instant.now().plusSeconds(60));
        assertThat(ask(Kind.GLUE_JOB, "job", "prepare", "run", "jr_1").note()).isEqualTo("its state is FAILED");
    }

    @Test
    void shouldKnowACrawl() throws IOException {
        aws.on(
                        GetCrawlerRequest.class,
                        request -> GetCrawlerResponse.builder()
                                .crawler(crawler -> crawler.name("flc").databaseName("studies"))
                                .build())
                .on(
                        ListCrawlsRequest.class,
                        request -> ListCrawlsResponse.builder()
                                .crawls(CrawlerHistory.builder()
                                        .crawlId("crawl-1")
                                        .state("COMPLETED")
                                        .startTime(BEGUN)
                                        .build())
                                .build());

        assertThat(ask(Kind.GLUE_CRAWLER, "crawler", "flc", "crawl", "crawl-1").found())
                .containsEntry("state", "COMPLETED")
                .containsEntry("started", BEGUN.toString());
        assertThatThrownBy(() -> ask(Kind.GLUE_CRAWLER, "crawler", "flc", "crawl", "crawl-2"))
                .hasMessageStartingWith("crawler flc knows no crawl crawl-2");
    }

    @Test
    void shouldKnowASchema() throws IOException {
        aws.on(
                GetSchemaVersionRequest.class,
                request -> GetSchemaVersionResponse.builder()
                        .schemaDefinition("{}")
                        .status("AVAILABLE")
                        .dataFormat("JSON")
                        .versionNumber(request.schemaVersionNumber().versionNumber())
                        .build());

        Answer answer = ask(Kind.GLUE_SCHEMA, "registry", "r", "schema", "s", "version", "3");

        assertThat(answer.matches()).isEmpty();
        assertThat(answer.found()).containsEntry("schemaSha256", Sha256.of("{}"));
        assertThatThrownBy(() -> ask(Kind.GLUE_SCHEMA, "registry", "r", "schema", "s", "version", "latest"))
                .hasMessage("`version` of a schema is a number, this is latest");
    }

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
    void shouldDigestAFlowHereAndInS3() throws IOException {
        byte[] flow = "{\"metadata\":{\"version\":1},\"nodes\":[{},{}]}".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("prepare.flow"), flow);
        put("prepare.flow", flow);

        for (String place : List.of("prepare.flow", "s3://study/prepare.flow")) {
            assertThat(ask(Kind.DATA_WRANGLER, "flow", place).found())
                    .containsEntry("flowSha256", Sha256.of(flow))
                    .containsEntry("nodes", "2");
        }
        assertThat(ask(Kind.DATA_WRANGLER, "flow", "prepare.flow", "flowSha256", Sha256.of("x"))
                        .matches())
                .contains(false);
        assertThatThrownBy(() -> ask(Kind.DATA_WRANGLER, "flow", "none.flow")).hasMessageContaining("none.flow");
        assertThatThrownBy(() -> ask(Kind.DATA_WRANGLER, "flow", "train.csv")).hasMessageContaining("not JSON");
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

    @Test
    void shouldSayWhatTheTroubleIsAndKnowNothingOfTheRest() throws IOException {
        aws.on(GetTableVersionRequest.class, request -> {
            throw new ServiceError("EntityNotFoundException", "no such version");
        });
        assertThatThrownBy(() -> ask(Kind.GLUE, "database", "d", "table", "t", "version", "9"))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("the source glue ")
                .hasMessageContaining("EntityNotFoundException: no such version");

        aws.faults().deny("GetTableVersion", 1);
        assertThatThrownBy(() -> ask(Kind.GLUE, "database", "d", "table", "t", "version", "9"))
                .hasMessageContaining("allow glue:GetTableVersion");

        aws.faults().throttle("GetTableVersion", Faults.ALWAYS);
        assertThatThrownBy(() -> ask(Kind.GLUE, "database", "d", "table", "t", "version", "9"))
                .hasMessageContaining("asked too often");
        aws.faults().clear();

        aws.expireTokens();
        assertThatThrownBy(() -> ask(Kind.GLUE, "database", "d", "table", "t", "version", "9"))
                .hasMessageContaining("the credentials are over");
        assertThat(sources().ask(new TableSource(Kind.TRANSFER, Map.of("channel", "snowball")), file, ""))
                .isEmpty();
    }
}
