// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.Ports;
import io.github.gxpml.lifecycle.RunListener;
import io.github.gxpml.lifecycle.StageOutcome;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that a gate stops, and people who let it go on. */
class WaiveCommandTest {
    private static final String GATE = "validate/roc_auc/validation";
    private static final String JANE = "Jane Roe <jane@example.org>";
    private static final String JOHN = "John Doe <john@example.org>";
    private static final LocalDate SOON = LocalDate.now(ZoneOffset.UTC).plusDays(20);

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldGoOnWhenTwoPeopleWaiveWhatBlocks() throws IOException {
        Project project = createBlocked("waivers: {roles: [quality, business], longestDays: 30}");

        Cli.Outcome proposed = propose(project, JANE, "quality", SOON);
        assertThat(proposed.exit()).as(proposed.out() + proposed.err()).isEqualTo(ExitCode.FAIL);
        assertThat(proposed.err()).contains("a second person confirms it with --confirm");
        assertThat(cli().run("resume", project.spec()).out()).contains("is blocked");
        assertVerified(project, "1 waivers, 0 gates validly waived");

        Cli.Outcome same = confirm(project, JANE, "business");
        assertThat(same.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(same.err()).contains("a second person must confirm it");

        Cli.Outcome confirmed = confirm(project, JOHN, "business");
        assertThat(confirmed.exit()).as(confirmed.out() + confirmed.err()).isEqualTo(ExitCode.FAIL);
        assertThat(confirmed.err()).contains(GATE + " is waived until " + SOON + "; its verdict stays.");
        assertThat(confirmed.out())
                .contains("WAIVED  " + GATE + " until " + SOON)
                .contains("is running");

        Cli.Outcome resumed = cli().run("resume", project.spec());
        assertThat(resumed.out() + resumed.err())
                .contains("PENDING -> ACTIVE")
                .contains("run 1 of flc-mortality is complete")
                .contains("1 FAIL");
        assertThat(resumed.exit())
                .as("the verdict stays, and so does the exit code")
                .isEqualTo(ExitCode.FAIL);
        assertThat(project.read(1, "verdicts.json")).contains("\"verdict\" : \"FAIL\"");
        assertThat(project.read(1, "report.html"))
                .contains("WAIVED until " + SOON)
                .contains("What was waived")
                .contains("One gate fails: the model was released with one gate waived, until " + SOON + ".");
        assertVerified(project, "1 waivers, 1 gates validly waived (" + GATE + " until " + SOON + ")");
    }

    @Test
    void shouldRefuseWhoMayNotWaive() {
        Project project = createBlocked("waivers: {roles: [quality], longestDays: 30}");

        assertThat(propose(project, "Ann Author <ann@example.org>", "quality", SOON)
                        .err())
                .contains("wrote or committed the change or started the run, and may not waive its gates");
        assertThat(propose(project, JANE, "friend", SOON).err())
                .contains("the role friend may not waive a gate, quality may");
        assertThat(propose(project, JANE, "quality", SOON.plusDays(20)).err())
                .contains("and the spec allows 30 days at most");
        assertThat(propose(project, JANE, "quality", SOON.minusDays(30)).err()).contains("before it was signed");
        assertThat(confirm(project, JANE, "quality").err()).contains("nobody has proposed to waive gate " + GATE);
        assertThat(cli().run("waive", project.spec(), "--gate", GATE, "--as", JANE)
                        .err())
                .contains("--until is missing: a waiver ends");
    }

    @Test
    void shouldWaiveNothingWhereTheSpecNamesNobody() {
        Cli.Outcome outcome = propose(createBlocked(""), JANE, "quality", SOON);

        assertThat(outcome.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err()).contains("the spec lets nobody waive a gate: register.waivers names no roles");
    }

    @Test
    void shouldWaiveOnlyWhatBlocks() {
        Project project = createBlocked("waivers: {roles: [quality]}");

        Cli.Outcome other = cli().run(
                        "waive",
                        project.spec(),
                        "--gate",
                        "validate/recall",
                        "--as",
                        JANE,
                        "--role",
                        "quality",
                        "--reason",
                        "why not",
                        "--until",
                        SOON.toString());

        assertThat(other.err()).contains("gate validate/recall does not block run 1; " + GATE + " does");
    }

    @Test
    void shouldTellInMonitoringThatAWaiverHasExpired() throws Exception {
        Project project = createBlocked("waivers: {roles: [quality, business], longestDays: 30}");
        propose(project, JANE, "quality", SOON);
        confirm(project, JOHN, "business");
        cli().run("resume", project.spec());
        String note = "version 1 was released with gate " + GATE + " waived until " + SOON
                + ", and the waiver has expired: release a version that passes";

        Cli.Outcome inTime = cli().run("monitor", project.spec());
        assertThat(inTime.out()).contains("version 1 on live").doesNotContain("has expired");
        assertThat(monitor(project, SOON)).doesNotContain(note);
        assertThat(monitor(project, SOON.plusDays(1))).contains(note);
        assertThat(project.read(4, "report.html")).contains(note);
        assertThat(project.read(4, "audit.jsonl")).contains("waiver.expired");

        Files.delete(project.bundle(1));
        assertThat(cli().run("monitor", project.spec()).out().replaceAll("\\s+", " "))
                .contains("nobody can tell whether a waiver of version 1 has expired: its bundle flc-mortality-1.zip is"
                        + " not there");
    }

    /** Monitors on another day than today. */
    private List<String> monitor(Project project, LocalDate day) throws Exception {
        Map<String, String> environment =
                Map.of("GXP_HOME", home.toString(), "GXP_KEY_PASSWORD", "machine password", "GXP_USER", "Ann");
        Spec spec = Wiring.load(Path.of(project.spec()));
        Ports now = Wiring.ports(spec, environment);
        var later = new Ports(
                now.engines(),
                now.trainer(),
                now.scorer(),
                now.registry(),
                now.baselines(),
                now.commands(),
                now.signer(),
                now.stamping(),
                now.trust(),
                Clock.fixed(day.atTime(23, 59).toInstant(ZoneOffset.UTC), ZoneOffset.UTC),
                now.outside());
        List<String> notes = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void finished(String stage, StageOutcome outcome, Duration time) {
                notes.addAll(outcome.notes());
            }

            @Override
            public void advance(long done, long total, String what) {}

            @Override
            public void note(String line) {}
        };
        try (Lifecycle lifecycle = Lifecycle.open(spec, later, "Ann", listener)) {
            lifecycle.stage("monitor", java.util.Optional.empty());
        }
        return notes;
    }

    private Project createBlocked(String waivers) {
        Project project = Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replaceFirst("min: 0.75, on: lower-bound", "min: 0.99, on: lower-bound")
                                .replaceAll("  approvals: \\[\\].*", "  approvals: []\n  " + waivers));
        Cli.Outcome run = cli().run("run", project.spec());
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out()).contains("is blocked");
        return project;
    }

    private Cli.Outcome propose(Project project, String person, String role, LocalDate until) {
        return cli().run(
                        "waive",
                        project.spec(),
                        "--gate",
                        GATE,
                        "--as",
                        person,
                        "--role",
                        role,
                        "--reason",
                        "shown to be enough for triage",
                        "--until",
                        until.toString(),
                        "--scope",
                        "research wards");
    }

    private Cli.Outcome confirm(Project project, String person, String role) {
        return cli().run(
                        "waive",
                        project.spec(),
                        "--gate",
                        GATE,
                        "--confirm",
                        "--as",
                        person,
                        "--role",
                        role,
                        "--reason",
                        "I agree");
    }

    private void assertVerified(Project project, String waivers) {
        Cli.Outcome verify = cli().run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
        assertThat(verify.out()).contains(waivers);
    }

    private Cli cli() {
        return new Cli(home)
                .with("GXP_KEY_PASSWORD", "machine password")
                .with("GXP_APPROVER_PASSWORD", "a person's password");
    }
}
