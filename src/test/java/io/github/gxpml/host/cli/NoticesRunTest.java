// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.Ports;
import io.github.gxpml.lifecycle.RunListener;
import io.github.gxpml.lifecycle.StageException;
import io.github.gxpml.lifecycle.StageOutcome;
import io.github.gxpml.port.DataSources;
import io.github.gxpml.port.Notifier;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** Who is told what of real runs, and when. */
class NoticesRunTest {
    private static final String TRAIN = """
            mkdir -p "$GXP_OUTPUT/predictions"
            echo "age alone" > "$GXP_OUTPUT/model.txt"
            for table in train:$GXP_TABLE_TRAIN validation:$GXP_TABLE_VALIDATION \\
              outOfTime:$GXP_TABLE_OUTOFTIME live:$GXP_TABLE_LIVE; do
              awk -F, 'NR == 1 {print "id,score,predicted"} NR > 1 {s = $3 / 200; print $1 "," s "," (s >= 0.12 ? 1 : 0)}' \\
                "${table#*:}" > "$GXP_OUTPUT/predictions/${table%%:*}.csv"
            done
            """;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private final List<PutEventsRequestEntry> events = new CopyOnWriteArrayList<>();
    private AwsStandIn aws;

    @BeforeEach
    void start() {
        aws = AwsStandIn.start().on(PutEventsRequest.class, request -> {
            events.addAll(request.entries());
            return PutEventsResponse.builder()
                    .failedEntryCount(0)
                    .entries(PutEventsResultEntry.builder().eventId("e").build())
                    .build();
        });
    }

    @AfterEach
    void end() {
        aws.close();
    }

    @Test
    void shouldTellOfEachStageAndOfTheReleaseOnceAndOnlyAfterTheSeal() throws IOException {
        Project project = told(Project.of(folder));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(types())
                .as(run.out() + run.err())
                .containsExactly(
                        "GxP Stage Finished",
                        "GxP Stage Finished",
                        "GxP Stage Finished",
                        "GxP Model Released",
                        "GxP Stage Finished");
        assertThat(details())
                .extracting(detail -> detail.path("stage").asText())
                .containsExactly("train", "validate", "register", "register", "monitor");
        JsonNode last = details().get(4);
        assertThat(last.at("/bundle/sha256").asText())
                .as("the seal that was told is the one that is there")
                .isEqualTo(Sha256.of(project.bundle(1)));
        assertThat(last.at("/facts/artifact").asText()).hasSize(64);
        assertThat(last.path("verdict").asText()).isEqualTo(run.exit() == 0 ? "PASS" : "UNDECIDED");
        assertThat(project.read(1, "audit.jsonl")).contains("\"notice.told\"", "EventBridge bus gxp-bus");

        cli().run("resume", project.spec());
        cli().run("status", project.spec());

        assertThat(events).as("what was told is not told again").hasSize(5);
        assertThat(cli().run("verify", project.bundle(1).toString()).exit()).isZero();
    }

    private Project regulated() {
        return told(Project.of(folder))
                .edit(
                        "gxp.yaml",
                        text -> text.replaceAll("  approvals: \\[\\].*", "  approvals: [{role: quality, count: 1}]"));
    }

    private Cli.Outcome sign(Project project, String... more) {
        List<String> call = new ArrayList<>(List.of("approve", project.spec()));
        call.addAll(List.of("--as", "Jane Roe <jane@example.org>", "--role", "quality", "--reason", "it is so"));
        call.addAll(List.of(more));
        return cli().with("GXP_APPROVER_PASSWORD", "a person's password").run(call.toArray(String[]::new));
    }

    @Test
    void shouldTellThatAReleaseWaitsAndThatItIsReleased() throws IOException {
        Project project = regulated();

        cli().run("run", project.spec());

        assertThat(types()).endsWith("GxP Release Waiting").doesNotContain("GxP Model Released");
        JsonNode waiting = details().get(events.size() - 1);
        assertThat(waiting.path("kind").asText()).isEqualTo("WAITING");
        assertThat(waiting.path("finding").asBoolean()).isFalse();
        assertThat(waiting.path("summary").asText()).contains("the release waits for", "quality");
        assertThat(waiting.at("/bundle/sha256").asText()).isEqualTo(Sha256.of(project.bundle(1)));

        Cli.Outcome signed = sign(project);

        assertThat(types())
                .as(signed.out() + signed.err())
                .containsOnlyOnce("GxP Release Waiting", "GxP Model Released");
    }

    @Test
    void shouldTellThatAPersonRejected() throws IOException {
        Project project = regulated();
        cli().run("run", project.spec());

        Cli.Outcome rejected = sign(project, "--reject");

        assertThat(types()).as(rejected.out() + rejected.err()).endsWith("GxP Model Rejected");
        JsonNode told = details().get(events.size() - 1);
        assertThat(told.path("kind").asText()).isEqualTo("REJECTED");
        assertThat(told.path("finding").asBoolean()).isTrue();
        assertThat(told.path("summary").asText()).contains("a person rejected the version");
        cli().run("status", project.spec());
        assertThat(types()).containsOnlyOnce("GxP Model Rejected");
    }

    @Test
    void shouldTellOfAFailureAndLeaveTheRunAsItIsWhenNobodyListens() throws IOException {
        Project project = told(Project.withCommand(folder, "exit 7\n"));
        aws.faults().deny("PutEvents", Faults.ALWAYS);

        Cli.Outcome train = cli().run("train", project.spec());

        assertThat(train.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(train.err())
                .contains("exit code 7")
                .contains("EventBridge bus gxp-bus could not be told FAILED of train", "events:PutEvents");
        assertThat(audit(1)).contains("\"notice.failed\"").doesNotContain("\"notice.told\"");

        aws.faults().clear();
        cli().run("status", project.spec());

        assertThat(types()).as("told when the run was opened again").containsExactly("GxP Stage Failed");
        assertThat(audit(1)).contains("\"notice.told\"");
        cli().run("status", project.spec());
        assertThat(events).hasSize(1);
    }

    @Test
    void shouldNoteInTheNextSealWhoWasNotTold() throws IOException {
        Project project = told(Project.withCommand(folder, TRAIN));
        aws.faults().deny("PutEvents", Faults.ALWAYS);

        assertThat(cli().run("train", project.spec()).exit()).isZero();
        cli().run("validate", project.spec());

        assertThat(project.read(1, "bundle.json"))
                .contains("EventBridge bus gxp-bus could not be told STAGE_FINISHED of train");
    }

    @Test
    void shouldStopWhereSomebodyMustBeToldAndGoOnWhenTheyWere() throws Exception {
        Project project = told(Project.withCommand(folder, TRAIN));
        var required = new Required();
        required.down = true;

        assertThatThrownBy(() -> stage(project, required, "train"))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("the table could not be told STAGE_FINISHED of train: it is down")
                .hasMessageContaining("is sealed as RUNNING");
        assertThat(Files.exists(project.bundle(1)))
                .as("sealed before anybody is told")
                .isTrue();

        required.down = false;
        stage(project, required, "validate");

        assertThat(required.told).containsExactly("STAGE_FINISHED train", "STAGE_FINISHED validate");
    }

    private void stage(Project project, Notifier notifier, String stage) throws Exception {
        Spec spec = Wiring.load(Path.of(project.spec()));
        Ports all = Wiring.ports(spec, Map.of("GXP_HOME", home.toString()));
        var ports = new Ports(
                all.engines(),
                all.trainer(),
                all.scorer(),
                all.registry(),
                all.baselines(),
                all.commands(),
                all.signer(),
                all.stamping(),
                all.trust(),
                all.clock(),
                new Ports.Outside(
                        Optional.empty(), DataSources.NONE, List.of(notifier), Optional.empty(), Optional.empty()));
        try (Lifecycle lifecycle = Lifecycle.open(spec, ports, "Ann", new Silent())) {
            lifecycle.stage(stage, Optional.empty());
        }
    }

    /** A listener that must be told. */
    private static final class Required implements Notifier {
        private final List<String> told = new ArrayList<>();
        private boolean down;

        @Override
        public void tell(Notice notice) throws IOException {
            if (down) {
                throw new IOException("it is down");
            }
            told.add(notice.kind() + " " + notice.stage());
        }

        @Override
        public String name() {
            return "the table";
        }

        @Override
        public boolean required() {
            return true;
        }
    }

    private static final class Silent implements RunListener {
        @Override
        public void finished(String stage, StageOutcome outcome, Duration time) {}

        @Override
        public void advance(long done, long total, String what) {}

        @Override
        public void note(String line) {}
    }

    private static Project told(Project project) {
        return project.edit("gxp.yaml", text -> text + "\naws: {events: gxp-bus}\n");
    }

    private Cli cli() {
        Cli cli = new Cli(home);
        aws.environment().forEach(cli::with);
        return cli;
    }

    private List<String> types() {
        return events.stream().map(PutEventsRequestEntry::detailType).toList();
    }

    private List<JsonNode> details() throws IOException {
        List<JsonNode> details = new ArrayList<>();
        for (PutEventsRequestEntry event : events) {
            details.add(Json.read(event.detail().getBytes(StandardCharsets.UTF_8), JsonNode.class));
        }
        return details;
    }

    private String audit(int run) throws IOException {
        return Files.readString(folder.resolve(".gxp/runs/flc-mortality/" + run + "/bag/data/audit.jsonl"));
    }
}
