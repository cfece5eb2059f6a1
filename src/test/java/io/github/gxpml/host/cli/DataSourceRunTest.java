// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.s3.SomeS3;
import io.github.gxpml.io.Json;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.GetTableVersionRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionResponse;

/** Whole trainings on tables whose sources are in AWS. */
class DataSourceRunTest {
    private static final String TRAIN = "data/train.csv";

    private final AwsStandIn aws = AwsStandIn.start();
    private final SomeS3 some = new SomeS3(aws);

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private Project project;
    private byte[] table;

    @BeforeEach
    void createProject() throws IOException {
        some.createVersioned("study");
        project = Project.of(folder);
        table = Files.readAllBytes(folder.resolve(TRAIN));
        some.standIn().put("study", "flc/train.csv", table);
        String version = some.versions("study", "flc/train.csv").get(0).versionId();
        from("s3: {bucket: study, key: flc/train.csv, versionId: '" + version + "'}");
    }

    @AfterEach
    void close() {
        some.standIn().close();
        aws.close();
    }

    private void from(String source) {
        project.edit(
                "gxp.yaml",
                text -> text.replaceAll(
                        "(?m)^( +)train: *\\{path: data/train.csv.*$",
                        "$1train: {path: data/train.csv, source: {" + source + "}}"));
    }

    private Cli.Outcome train() {
        Cli cli = new Cli(home);
        some.impatience().forEach(cli::with);
        return cli.run("train", project.spec());
    }

    private JsonNode source(int number) throws IOException {
        JsonNode lineage = Json.read(project.read(1, "lineage.json").getBytes(StandardCharsets.UTF_8), JsonNode.class);
        return lineage.path("sources").get(number);
    }

    /** One training for both, as it takes its time. */
    @Test
    void shouldFetchWhatIsMissingAndRecordWhatServicesSay() throws IOException {
        Files.delete(folder.resolve(TRAIN));
        project.edit(
                "gxp.yaml",
                text -> text.replace(
                        "{path: data/live.csv}",
                        "{path: data/live.csv, source: {glue: {database: studies, table: flc, version: 3}}}"));
        aws.on(
                GetTableVersionRequest.class,
                request -> GetTableVersionResponse.builder()
                        .tableVersion(version -> version.table(told -> told.name("flc")))
                        .build());

        Cli.Outcome outcome = train();

        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
        assertThat(folder.resolve(TRAIN)).hasBinaryContent(table);
        assertThat(source(0).path("state").asText()).isEqualTo("MATCHES");
        assertThat(source(0).path("found").path("size").asInt()).isEqualTo(table.length);
        assertThat(source(1).path("state").asText()).isEqualTo("CONFIRMED");
        assertThat(project.read(1, "report.html")).contains("known to the service, content not compared");
        assertThat(new Cli(home).run("verify", project.bundle(1).toString()).exit())
                .isZero();
    }

    @Test
    void shouldStopWhereTheFileIsNotTheVersion() throws IOException {
        String text = new String(table, StandardCharsets.UTF_8);
        Files.writeString(folder.resolve(TRAIN), text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));

        Cli.Outcome outcome = train();

        assertThat(outcome.exit()).as(outcome.out()).isEqualTo(ExitCode.FAIL);
        assertThat(source(0).path("state").asText()).isEqualTo("DIFFERS");
    }

    @Test
    void shouldLeaveOpenWhatCannotBeAsked() throws IOException {
        some.standIn().faults().deny("HeadObject", Faults.ALWAYS);

        assertThat(train().exit()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(source(0).path("state").asText()).isEqualTo("UNREADABLE");
    }

    @Test
    void shouldNotTakeAnotherContentThanThePinnedOne() {
        project.edit(
                "gxp.yaml",
                text -> text.replace(
                        "train: {path: data/train.csv, ",
                        "train: {path: data/train.csv, sha256: '" + "0".repeat(64) + "', "));
        assertThat(folder.resolve(TRAIN).toFile().delete()).isTrue();

        Cli.Outcome outcome = train();

        assertThat(outcome.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err()).contains("table train was fetched from its source with SHA-256");
        assertThat(folder.resolve(TRAIN)).doesNotExist();
        assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**.fetched");
    }
}
