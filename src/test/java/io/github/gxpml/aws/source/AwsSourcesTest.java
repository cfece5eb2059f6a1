// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.DataSources.Answer;
import io.github.gxpml.spec.TableSource;
import io.github.gxpml.spec.TableSource.Kind;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.ServiceError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

class AwsSourcesTest extends SourceCase {
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

    private Instant jobModified = BEGUN;

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
                                        .lastModifiedOn(jobModified)
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
        jobModified = Instant.now().plusSeconds(90);
        job("SUCCEEDED", Instant.now().plusSeconds(60));
        assertThat(ask(Kind.GLUE_JOB, "job", "prepare", "run", "jr_1").note())
                .as("another script may have run")
                .startsWith("jobModified is ")
                .contains("after the run began");
        jobModified = BEGUN;
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
