// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.registry.SomeRegistry;
import io.github.gxpml.interop.AnalysisFile;
import io.github.gxpml.interop.ConstraintsFile;
import io.github.gxpml.interop.ModelQualityFile;
import io.github.gxpml.interop.StatisticsFile;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.standin.LineageStandIn;
import io.github.gxpml.standin.ModelRegistryStandIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageResponse;
import software.amazon.awssdk.services.sagemaker.model.MetricsSource;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;

/** Whole runs whose versions are kept in the SageMaker Model Registry. */
class RegistryRunTest {
    private final SomeRegistry aws = new SomeRegistry();
    private final ModelRegistryStandIn sagemaker = new ModelRegistryStandIn(aws.aws);
    private final LineageStandIn lineage = new LineageStandIn(aws.aws);

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @AfterEach
    void close() {
        aws.close();
    }

    private Cli cli() {
        Cli cli = new Cli(home);
        aws.environment.forEach(cli::with);
        return cli.with("GXP_APPROVER_PASSWORD", "correct horse battery");
    }

    private Project project() {
        return Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replaceFirst(
                                "(?m)^  registry: local\\n  approvals: .*\\n",
                                "  registry: sagemaker\n  aws:\n    table: " + aws.table + "\n    bucket: s3://"
                                        + SomeRegistry.BUCKET + "/flc\n    image: " + SomeRegistry.IMAGE
                                        + "\n  approvals:\n    - {role: quality, count: 1}\n"));
    }

    private byte[] read(MetricsSource source) {
        String key = source.s3Uri().substring(("s3://" + SomeRegistry.BUCKET + "/").length());
        byte[] content = aws.s3.get(SomeRegistry.BUCKET, key).orElseThrow();
        assertThat(source.contentDigest()).isEqualTo("sha256:" + Sha256.of(content));
        return content;
    }

    private DescribeModelPackageResponse only() {
        assertThat(sagemaker.packages()).hasSize(1);
        return sagemaker.packages().get(0);
    }

    private Cli.Outcome approve(Project project) {
        return cli().run(
                        "approve",
                        project.spec(),
                        "--as",
                        "Jane Roe <jane@example.org>",
                        "--role",
                        "quality",
                        "--reason",
                        "the report is convincing");
    }

    @Test
    void shouldShowARunAndReleaseItWithItsSignatures() throws Exception {
        Project project = project();
        Cli.Outcome run = cli().run("run", project.spec());
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out()).doesNotContain("SageMaker does not show");

        DescribeModelPackageResponse waiting = only();
        assertThat(waiting.modelApprovalStatus()).isEqualTo(ModelApprovalStatus.PENDING_MANUAL_APPROVAL);
        var metrics = waiting.modelMetrics();
        var quality =
                ModelQualityFile.read("statistics", read(metrics.modelQuality().statistics()));
        JsonNode verdicts =
                Json.read(project.read(1, "verdicts.json").getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(quality.metrics().get("auc").value()).contains(judged(verdicts, "roc_auc"));
        assertThat(quality.metrics().get("recall").value()).contains(judged(verdicts, "recall"));
        ModelQualityFile.limits("constraints", read(metrics.modelQuality().constraints()));
        StatisticsFile.read("statistics", read(metrics.modelDataQuality().statistics()));
        ConstraintsFile.read("constraints", read(metrics.modelDataQuality().constraints()));
        var bias = AnalysisFile.read("analysis", read(metrics.bias().report()));
        assertThat(bias.postTraining().orElseThrow().facets()).containsKeys("sex", "age");
        assertThat(lineage.edges()).anyMatch(edge -> edge.startsWith("DataSet data/train.csv ContributedTo"));

        shouldRecordThatSomebodyElseApproved(project);
        assertThat(only().modelApprovalStatus()).isEqualTo(ModelApprovalStatus.APPROVED);
        assertThat(only().approvalDescription()).contains("Jane Roe <jane@example.org> as quality (sha256 ");
        Cli.Outcome monitor = cli().run("monitor", project.spec());
        assertThat(monitor.out()).as(monitor.err()).contains("version 1 on live");
        assertThat(cli().run("verify", project.bundle(1).toString()).exit()).isZero();
    }

    private void shouldRecordThatSomebodyElseApproved(Project project) throws Exception {
        sagemaker.decide(only().modelPackageArn(), ModelApprovalStatus.APPROVED);
        Cli.Outcome approved = approve(project);
        assertThat(approved.exit()).isNotZero();
        assertThat(approved.err()).contains("was switched to Approved in SageMaker by impatient");
        assertThat(cli().run("monitor", project.spec()).err()).contains("no version of flc-mortality is active");

        sagemaker.decide(only().modelPackageArn(), ModelApprovalStatus.PENDING_MANUAL_APPROVAL);
        Cli.Outcome resumed = cli().run("resume", project.spec());
        assertThat(resumed.exit()).as(resumed.out() + resumed.err()).isZero();
        assertThat(project.read(1, "audit.jsonl")).contains("model.refused", "by impatient");
    }

    private static double judged(JsonNode verdicts, String metric) {
        for (JsonNode result : verdicts.path("gates")) {
            JsonNode gate = result.path("gate");
            if (gate.path("metric").asText().equals(metric)
                    && gate.path("table").asText().equals("validation")
                    && gate.path("facet").asText().isEmpty()) {
                return result.path("metric").path("value").asDouble();
            }
        }
        throw new AssertionError("no gate on " + metric);
    }
}
