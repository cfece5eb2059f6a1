// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.MetricBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits on what an endpoint did, as gates of monitoring in real runs. */
class EndpointRunTest {
    private static final String MONITOR = """
            monitor:
              table: live
              endpoint: {name: flc-live, hours: 1}
              qualityGates:
                - {metric: endpoint_model_latency, max: 200}
                - {metric: endpoint_5xx_rate, max: 0.001}
                - {metric: endpoint_invocations, min: 1}
                - {metric: endpoint_cpu, max: 80}
            """;

    private final AwsStandIn aws = AwsStandIn.start();
    private final MetricBook book = new MetricBook(aws, "flc-live", "AllTraffic").healthy();

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        aws.close();
    }

    private Project project() {
        return Project.of(folder)
                .edit("gxp.yaml", text -> text.replaceAll("(?ms)^monitor:\\n.*?(?=^\\S|\\z)", MONITOR + "\n"));
    }

    private Cli cli() {
        Cli cli = new Cli(home);
        aws.environment().forEach(cli::with);
        return cli.with("GXP_KEY_PASSWORD", "machine password");
    }

    private Cli.Outcome verify(Project project) {
        return cli().run("verify", project.bundle(1).toString());
    }

    @Test
    void shouldJudgeAnEndpointAndKeepWhatTheNumbersStandOn() throws IOException {
        Project project = project();

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("endpoint_model_latency", "180.5");
        assertThat(project.read(1, "endpoint.json"))
                .contains("\"name\" : \"flc-live\"", "\"period\" : 300", "MODEL_LATENCY", "180500.0");
        Cli.Outcome verify = verify(project);
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();

        Forgery.change(project, home, "endpoint.json", text -> text.replace("180500.0", "80500.0"));
        assertThat(verify(project).out())
                .contains("the number of gate monitor/endpoint_model_latency is not what data/endpoint.json says");

        Forgery.change(project, home, "endpoint.json", text -> text.replace("\"period\" : 300", "\"period\" : 60"));
        assertThat(verify(project).out()).contains("data/endpoint.json is about another window than the spec asks for");

        Files.delete(Forgery.bag(project).path("endpoint.json"));
        Forgery.change(project, home, "verdicts.json", text -> text);
        assertThat(verify(project).out()).contains("data/endpoint.json is missing, from which the number of gate");
    }

    @Test
    void shouldFailAnEndpointThatIsSlow() {
        book.put("AWS/SageMaker/ModelLatency p99", "Microseconds", period -> Optional.of(200_001.0));

        Cli.Outcome run = cli().run("run", project().spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out()).contains("FAIL       endpoint_model_latency");
    }

    @Test
    void shouldBeUndecidedWhereCloudWatchDoesNotAnswer() throws IOException {
        aws.faults().deny("GetMetricData", Faults.ALWAYS);
        Project project = project();

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out()).contains("UNDECIDED  endpoint_cpu", "cloudwatch:GetMetricData");
        assertThat(project.read(1, "endpoint.json")).contains("\"trouble\"");
        assertThat(verify(project).exit()).isZero();
    }
}
