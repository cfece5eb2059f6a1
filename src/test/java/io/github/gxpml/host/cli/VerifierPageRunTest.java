// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.browser.VerifierInBrowser;
import io.github.gxpml.browser.VerifierInBrowser.Answer;
import io.github.gxpml.evidence.verifier.VerifierPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on the bundle of a whole run, and on the same bundle with forged numbers. */
class VerifierPageRunTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    @TempDir
    Path browser;

    @Test
    void shouldBelieveARunAndComputeItsNumbersAgain() throws IOException {
        Project project = Project.of(folder);
        assertThat(new Cli(home).run("run", project.spec()).exit()).isZero();

        try (VerifierInBrowser page = VerifierInBrowser.open(browser)) {
            page.trust(home.resolve("keys/research.pub.pem"));
            Answer good = page.check(project.bundle(1));
            assertThat(good.outcome()).as(good.text()).isEqualTo("pass");
            assertThat(good.statuses()).containsEntry("metrics", "PARTLY").containsEntry("gates", "PARTLY");
            assertThat(good.messages().get("metrics")).containsPattern("^[1-9][0-9]+ numbers computed again");

            Forgery.change(
                    project,
                    home,
                    "verdicts.json",
                    text -> text.replaceFirst("(?s)(\"metric\" : \"recall\".*?\"value\" : )[0-9.]+", "$10.999"));
            Answer forged = page.check(project.bundle(1));
            assertThat(forged.statuses()).containsEntry("metrics", "FAILED").containsEntry("signature", "OK");
            assertThat(forged.messages().get("metrics"))
                    .contains("the number of gate validate/recall/validation is recorded as 0.999, computed again");
            Forgery.change(
                    project,
                    home,
                    "verdicts.json",
                    text -> text.replace("\"stage\" : \"validate\"", "\"stage\" : \"x\""));
            assertThat(page.check(project.bundle(1)).messages().get("gates"))
                    .isEqualTo("stage validate was carried out, and no verdict is about it");
        }
    }

    @Test
    void shouldPutTheSamePageIntoEveryBundleAndWriteAFreshOne() throws IOException {
        Project project = Project.of(folder);
        assertThat(new Cli(home).run("train", project.spec()).exit()).isZero();
        Path fresh = folder.resolve("out/verify.html");

        Cli.Outcome wrote = new Cli(home).run("verify", "--page", fresh.toString());

        assertThat(wrote.exit()).as(wrote.err()).isZero();
        assertThat(wrote.out()).contains("wrote").contains("verify.html");
        assertThat(project.read(1, VerifierPage.FILE)).isEqualTo(Files.readString(fresh));
        try (var zip = new ZipFile(project.bundle(1).toFile())) {
            assertThat(zip.getEntry("flc-mortality-1/data/verify.html").getSize())
                    .isEqualTo(Files.readString(fresh).getBytes(StandardCharsets.UTF_8).length);
        }
        assertThat(new Cli(home).run("verify").exit()).isEqualTo(ExitCode.USAGE);
    }
}
