// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who holds the signing key changes what was found, and seals it again without a flaw. */
class ForgedNumberTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldSeeANumberThatItsCountsDoNotGive() throws IOException {
        Project project = createValidated();

        forge(project, "verdicts.json", text -> text.replaceFirst("\"value\" : 0.797[0-9]*", "\"value\" : 0.897"));

        assertThat(verify(project))
                .contains(
                        "FAILED  metrics: the number of gate validate/roc_auc/validation is recorded as 0.897, computed"
                                + " again from its counts it is 0.797");
    }

    @Test
    void shouldSeeAVerdictThatItsNumberDoesNotGive() throws IOException {
        Project project = createValidated();

        forge(project, "verdicts.json", text -> text.replaceFirst("\"min\" : 0.6,", "\"min\" : 0.9,"));

        assertThat(verify(project))
                .contains("FAILED  verdicts: gate validate/recall/validation says PASS, judged again");
    }

    @Test
    void shouldMissTheCountsBehindANumber() throws IOException {
        Project project = createValidated();
        Files.delete(Forgery.bag(project).path("metrics/validate-outOfTime.json"));

        forge(project, "verdicts.json", text -> text);

        assertThat(verify(project)).contains("data/metrics/validate-outOfTime.json is missing");
    }

    @Test
    void shouldMissAGateThatTheSpecAsksFor() throws IOException {
        Project project = createValidated();

        forge(project, "verdicts.json", text -> text.replace("\"metric\" : \"brier\"", "\"metric\" : \"recall\""));

        assertThat(verify(project))
                .contains("FAILED  gates: the spec asks for gate validate/brier/validation with limit");
    }

    private Project createValidated() {
        Project project = Project.of(folder);
        assertThat(new Cli(home).run("train", project.spec()).exit()).isZero();
        assertThat(new Cli(home).run("validate", project.spec()).exit()).isZero();
        assertThat(new Cli(home).run("verify", project.bundle(1).toString()).exit())
                .isZero();
        return project;
    }

    private void forge(Project project, String name, UnaryOperator<String> change) throws IOException {
        Forgery.change(project, home, name, change);
    }

    private String verify(Project project) {
        Cli.Outcome verify = new Cli(home).run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).isEqualTo(ExitCode.FAIL);
        return verify.out();
    }
}
