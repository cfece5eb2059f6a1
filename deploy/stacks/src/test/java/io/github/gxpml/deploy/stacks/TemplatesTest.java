// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
    @Test
    void shouldBeWhatTheStacksGive(@TempDir Path folder) throws IOException {
        assumeTrue(nodeIsThere(), "there is no node on the PATH, which synthesis needs");

        Architectures.synthesise(folder);

        for (String stack : Architectures.NAMES) {
            assertThat(Architectures.template(folder, stack))
                    .as(stack + ".json is not what the stacks give: make it again as deploy/README.md says")
                    .isEqualTo(Templates.text(stack));
        }
    }

    @Test
    void shouldHoldNothingOfTheMachineThatMadeThem() {
        for (String stack : Architectures.NAMES) {
            assertThat(Templates.text(stack))
                    .doesNotContainPattern("[0-9a-f]{64}")
                    .doesNotContain("cdk-", "aws:cdk:path", "aws:asset", "/home/", "/root/", "/Users/", "/tmp/")
                    .doesNotContainPattern("\\b[0-9]{12}\\b");
        }
    }

    private static boolean nodeIsThere() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
    }
}
