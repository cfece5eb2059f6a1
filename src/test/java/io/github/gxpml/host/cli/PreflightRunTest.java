// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.standin.AccountStandIn;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.Flaw;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The look at the platform, as a command and as a gate before stages, in real runs. */
class PreflightRunTest {
    private static final String PLATFORM = """

            aws:
              region: eu-central-1
              roles:
                train: arn:aws:iam::111122223333:role/gxp-train
                validate: arn:aws:iam::111122223333:role/gxp-validate
                register: arn:aws:iam::111122223333:role/gxp-register
                monitor: arn:aws:iam::111122223333:role/gxp-monitor
            platform:
              require: [train, validate, register]
              rules: [cloudtrail-enabled]
              trail: audit
            """;

    private final AccountStandIn account = AccountStandIn.start();

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private Project project;

    @BeforeEach
    void createProject() {
        project = Project.of(folder).edit("gxp.yaml", text -> text + PLATFORM);
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private Cli cli() {
        Cli cli = new Cli(home);
        account.environment().forEach(cli::with);
        return cli.with("GXP_KEY_PASSWORD", "machine password");
    }

    @Test
    void shouldPrintChecksForPeopleAndOneDocumentForMachines() throws Exception {
        Cli.Outcome sound = cli().run("preflight", project.spec());
        assertThat(sound.exit()).as(sound.out() + sound.err()).isZero();
        assertThat(sound.out())
                .contains("PASS       caller-identity", "PASS       trail", "verdict  PASS")
                .doesNotContain("FAIL  ", "UNDECIDED  ");

        account.with(Flaw.TRAIL_IS_OFF);
        account.faults().deny("DescribeComplianceByConfigRule", Faults.ALWAYS);
        Cli.Outcome broken = cli().run("preflight", project.spec(), "--format", "json", "--stage", "train");
        assertThat(broken.exit()).isEqualTo(1);
        JsonNode document = Json.read(broken.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(document.path("verdict").asText()).isEqualTo("FAIL");
        assertThat(document.path("stage").asText()).isEqualTo("train");
        assertThat(document.at("/findings/value").asInt()).isEqualTo(1);
        assertThat(document.at("/findings/detail").asText())
                .contains("trail of audit: it is off", "could not be decided: config-rule of cloudtrail-enabled");

        account.mend();
        account.faults().deny("GetTrailStatus", Faults.ALWAYS);
        Cli.Outcome denied = cli().run("preflight", project.spec());
        assertThat(denied.exit()).isEqualTo(3);
        assertThat(denied.out()).contains("UNDECIDED  trail", "cloudtrail:GetTrailStatus", "verdict  UNDECIDED");
    }

    @Test
    void shouldSayThatThereIsNothingToLookAtAndRefuseUnknownStages() {
        Project plain = Project.of(folder.resolve("plain"));
        Cli.Outcome nothing = cli().run("preflight", plain.spec());
        assertThat(nothing.exit()).isEqualTo(3);
        assertThat(nothing.out()).contains("verdict  UNDECIDED  the spec uses nothing of a platform");

        Cli.Outcome unknown = cli().run("preflight", project.spec(), "--stage", "deploy");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no stage `deploy`");
    }

    @Test
    void shouldRunOnASoundPlatformWithItsEvidence() throws Exception {
        Cli.Outcome run = cli().run("run", project.spec(), "--format", "json");
        JsonNode document = Json.read(run.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(0);
        assertThat(document.at("/state").asText()).isEqualTo("COMPLETE");
        JsonNode preflight =
                Json.read(project.read(1, "preflight-train.json").getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(preflight.path("checks")).isNotEmpty();
        assertThat(project.read(1, "preflight-register.json")).contains("\"activity\"", "config-rule");
        assertThat(project.read(1, "cloudtrail.jsonl"))
                .contains("aws-sdk-java/2")
                .doesNotContain("secret-of-somebody", "ASIASECRETKEYID");
        assertThat(project.read(1, "report.html")).contains("Platform before stage train", "caller-identity");
        assertThat(project.read(1, "bundle.json"))
                .contains("The platform was not looked at before stage monitor.", "CloudTrail tells of calls some");
        assertVerified();

        Forgery.change(project, home, "preflight-train.json", text -> text.replaceFirst("PASS", "UNDECIDED"));
        assertRefused("the number of gate train/platform_findings is not what data/preflight-train.json says");
    }

    @Test
    void shouldNotTrainOnAPlatformThatFailsAndHoldTheEvidenceToIt() throws Exception {
        account.with(Flaw.TRAIL_IS_OFF);

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.out())
                .contains("not trained: the platform does not pass", "FAIL", "platform_findings", "it is off")
                .doesNotContain("validate  ");
        assertThat(project.read(1, "verdicts.json"))
                .contains("platform_findings")
                .doesNotContain("shared_rows");
        assertVerified();

        Files.delete(Forgery.bag(project).path("preflight-train.json"));
        Forgery.change(project, home, "verdicts.json", text -> text);
        assertRefused("data/preflight-train.json is missing, from which the number of gate train/platform_findings");

        Forgery.change(project, home, "verdicts.json", text -> "{\"gates\" : []}\n");
        assertRefused("the spec asks for a platform that passes before train, and no verdict is about it");
    }

    @Test
    void shouldNotBeginALaterStageUntilTwoPeopleWaiveIt() throws Exception {
        project.edit(
                "gxp.yaml",
                text -> text.replaceAll(
                        "  approvals: \\[\\].*",
                        "  approvals: []\n  waivers: {roles: [quality, business], longestDays: 30}"));
        assertThat(cli().run("train", project.spec()).exit()).isZero();
        account.with(Flaw.CHANGED_IN_THE_CONSOLE).with(Flaw.RULE_WAS_NEVER_EVALUATED);

        Cli.Outcome validate = cli().run("validate", project.spec());

        assertThat(validate.exit()).as(validate.out() + validate.err()).isEqualTo(3);
        assertThat(validate.out())
                .contains(
                        "not carried out: the platform does not pass",
                        "config-rule of cloudtrail-enabled: it was never")
                .doesNotContain("roc_auc");
        assertVerified();
        assertThat(cli().run("register", project.spec()).exit()).isEqualTo(4);

        String until = LocalDate.now(ZoneOffset.UTC).plusDays(9).toString();
        Cli.Outcome proposed = waive("Jane Roe <jane@example.org>", "quality", "--until", until);
        assertThat(proposed.err()).contains("a second person confirms it");
        Cli.Outcome confirmed = waive("John Doe <john@example.org>", "business", "--confirm");
        assertThat(confirmed.out()).as(confirmed.err()).contains("WAIVED  validate/platform_findings until " + until);

        account.mend();
        Cli.Outcome resumed = cli().run("resume", project.spec());
        assertThat(resumed.out() + resumed.err()).contains("roc_auc", "is complete", "1 UNDECIDED");
        assertThat(resumed.exit()).isEqualTo(3);
        assertVerified();
    }

    private Cli.Outcome waive(String person, String role, String... more) {
        List<String> words = new ArrayList<>(List.of("waive", project.spec(), "--gate", "validate/platform_findings"));
        words.addAll(List.of("--as", person, "--role", role, "--reason", "known, and mended by Friday"));
        words.addAll(List.of(more));
        return cli().with("GXP_KEY_PASSWORD", "machine password")
                .with("GXP_APPROVER_PASSWORD", "a person's password")
                .run(words.toArray(String[]::new));
    }

    private void assertVerified() {
        Cli.Outcome verify = cli().run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }

    private void assertRefused(String why) {
        Cli.Outcome verify = cli().run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).isEqualTo(1);
        assertThat(verify.out()).contains(why);
    }
}
