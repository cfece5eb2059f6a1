// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that asks for a regulation profile. */
class HostProfileTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldRefuseASpecOfAnotherProfileOrNone() throws IOException {
        Project project = Project.of(folder);
        Cli.Outcome none = new Cli(home).with("GXP_PROFILE", "part11").run("train", project.spec());
        project.edit("gxp.yaml", spec -> named(spec, "annex11"));
        Cli.Outcome other = new Cli(home).with("GXP_PROFILE", "part11").run("train", project.spec());

        assertThat(none.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err())
                .contains("`evidence.profile` must be `part11` here")
                .contains("names none");
        assertThat(other.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("names `annex11`");
        assertThat(folder.resolve(".gxp")).doesNotExist();
    }

    @Test
    void shouldRunASpecOfTheProfileThatIsAskedFor() throws IOException {
        Project project = Project.of(folder);
        project.edit("gxp.yaml", spec -> named(spec, "part11"));

        Cli.Outcome train = new Cli(home).with("GXP_PROFILE", "part11").run("train", project.spec());

        assertThat(train.exit()).as(train.out() + train.err()).isZero();
    }

    private static String named(String spec, String profile) {
        return spec.replace("evidence:\n", "evidence:\n  profile: " + profile + "\n");
    }
}
