// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.local.FileModelRegistry;
import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApproveCommandTest {
    private static final String JANE = "Jane Roe <jane@example.org>";
    private static final String JOHN = "John Doe <john@example.org>";

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldReleaseWithTheLastSignatureAndMonitorAfterIt() {
        Project project = createPending();

        Cli.Outcome first = approve(project, JANE, "quality");
        assertThat(first.exit()).as(first.out() + first.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(first.out()).contains("waits for signatures: business (1)");

        Cli.Outcome second = approve(project, JOHN, "business");
        assertThat(second.exit()).as(second.out() + second.err()).isZero();
        assertVerified(project);

        Cli.Outcome monitor = cli().run("monitor", project.spec());
        assertThat(monitor.exit()).as(monitor.out() + monitor.err()).isZero();
        assertThat(monitor.out()).contains("run 1 of flc-mortality is complete").contains("version 1 on live");
        assertVerified(project);
    }

    @Test
    void shouldNotMonitorBeforeTheRelease() {
        Project project = createPending();

        Cli.Outcome monitor = cli().run("monitor", project.spec());

        assertThat(monitor.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(monitor.err()).contains("no version of flc-mortality is active");
        approve(project, JANE, "quality");
        Cli.Outcome last = approve(project, JOHN, "business");
        assertThat(last.exit())
                .as("the look must not hide the run that waits: " + last.out() + last.err())
                .isZero();
    }

    @Test
    void shouldGoOnWithAReleaseThatWasCutOff() throws IOException {
        Project project = createPending();
        approve(project, JANE, "quality");
        new FileModelRegistry(folder.resolve(".gxp/registry"))
                .change("flc-mortality", 1, new Change(Status.APPROVED, Instant.EPOCH, "Ann", "then the power failed"));

        Cli.Outcome last = approve(project, JOHN, "business");

        assertThat(last.exit()).as(last.out() + last.err()).isZero();
        assertVerified(project);
    }

    @Test
    void shouldNotFreezeABaselineFromAnotherTableThanTheTrainedOne() throws IOException {
        Project project = createPending();
        approve(project, JANE, "quality");
        String table = Files.readString(folder.resolve("data/train.csv"));
        project.edit("data/train.csv", text -> text.lines().limit(2000).collect(Collectors.joining("\n")) + "\n");

        Cli.Outcome last = approve(project, JOHN, "business");
        assertThat(last.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(last.err()).contains("table train (data/train.csv) has changed since run 1 was trained");
        assertVerified(project);

        // the signature is there; with the table in its place any next call draws its consequence
        project.write("data/train.csv", table);
        Cli.Outcome monitor = cli().run("monitor", project.spec());
        assertThat(monitor.exit()).as(monitor.out() + monitor.err()).isZero();
        assertThat(monitor.out()).contains("run 1 of flc-mortality is complete");
    }

    @Test
    void shouldNotCountOnePersonTwice() {
        Project project = createPending();
        approve(project, JANE, "quality");

        Cli.Outcome again = approve(project, JANE, "business");

        assertThat(again.exit()).isNotZero();
        assertThat(again.out() + again.err()).contains("business");
        assertVerified(project);
    }

    @Test
    void shouldRefuseWhoStartedTheRun() {
        Project project = createPending();

        Cli.Outcome outcome = approve(project, "Ann Author <ANN@example.org>", "quality");

        assertThat(outcome.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err()).contains("started the run, compared by e-mail address, and may not approve it");
    }

    @Test
    void shouldRefuseARoleThatNobodyAskedFor() {
        Cli.Outcome outcome = approve(createPending(), JANE, "friend");

        assertThat(outcome.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err()).contains("nobody asked for a signature in the role friend");
    }

    @Test
    void shouldRefuseAWrongPassword() {
        Project project = createPending();
        approve(project, JANE, "quality");

        Cli.Outcome outcome = new Cli(home)
                .with("GXP_KEY_PASSWORD", "machine password")
                .with("GXP_APPROVER_PASSWORD", "another password")
                .run("approve", project.spec(), "--as", JANE, "--role", "business", "--reason", "looks right");

        assertThat(outcome.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err()).contains("password").doesNotContain("another password");
    }

    @Test
    void shouldEndTheRunOnARejection() {
        Project project = createPending();

        Cli.Outcome rejected = cli().run(
                        "approve",
                        project.spec(),
                        "--as",
                        JANE,
                        "--role",
                        "quality",
                        "--reason",
                        "recall is too low",
                        "--reject");
        assertThat(rejected.exit()).as(rejected.out() + rejected.err()).isEqualTo(ExitCode.FAIL);
        assertThat(rejected.out()).contains("rejected");
        assertVerified(project);

        Cli.Outcome late = approve(project, JOHN, "business");
        assertThat(late.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(late.err()).contains("does not wait for a signature");
    }

    @Test
    void shouldAskForASigningKeyOfItsOwnInRegulatedUse() {
        Project project = createRegulated();

        Cli.Outcome run = new Cli(home).run("run", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("GXP_KEY_PASSWORD");
    }

    private Project createRegulated() {
        return Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replaceAll("riskClass: research .*", "riskClass: moderate")
                                .replaceAll(
                                        "  approvals: \\[\\].*",
                                        "  approvals: [{role: quality, count: 1}, {role: business, count: 1}]")
                                .replace(
                                        "validate:\n",
                                        "  unitTests: {command: [sh, test.sh], junit: out/*.xml, tag: reproducibility, minimum: 1}\n\nvalidate:\n"))
                .write(
                        "test.sh",
                        "mkdir -p out\ncat > out/TEST.xml <<END\n<testsuite><testcase classname='A'"
                                + " name='same [reproducibility]'/></testsuite>\nEND\n");
    }

    private Project createPending() {
        Project project = createRegulated();
        Cli.Outcome run = cli().run("run", project.spec());
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out())
                .contains("waits for signatures: quality (1), business (1)")
                .contains("is pending");
        assertVerified(project);
        return project;
    }

    private Cli.Outcome approve(Project project, String person, String role) {
        return cli().run(
                        "approve",
                        project.spec(),
                        "--as",
                        person,
                        "--role",
                        role,
                        "--reason",
                        "the report is convincing");
    }

    private void assertVerified(Project project) {
        Cli.Outcome verify = cli().run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }

    private Cli cli() {
        return new Cli(home)
                .with("GXP_KEY_PASSWORD", "machine password")
                .with("GXP_APPROVER_PASSWORD", "a person's password");
    }
}
