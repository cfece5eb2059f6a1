// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages that outlived the worker that nobody waits for. */
class EngineStageTest {
    @TempDir
    Path folder;

    @Test
    void shouldEndWhatIsAtWorkForAnOrderThatIsOverAndNothingElse() throws Exception {
        String over = UUID.randomUUID().toString();
        Process orphan = stage(over + "-2");
        Process other = stage(UUID.randomUUID() + "-1");
        try {
            assertThat(EngineStage.endOrphans(over)).isTrue();
            assertThat(orphan.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(EngineStage.endOrphans(over)).isFalse();
            assertThat(other.isAlive()).isTrue();
        } finally {
            orphan.destroyForcibly();
            other.destroyForcibly();
        }
    }

    private Process stage(String attempt) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(List.of(
                java,
                "-Dgxp.order=" + attempt,
                "-jar",
                StandInEngine.jar(folder).toString(),
                "train",
                "gxp.yaml"));
        builder.environment().put("STANDIN_MILLIS", "60000");
        Process process = builder.directory(folder.toFile()).start();
        process.getErrorStream().read(); // it says something as soon as it is at work
        return process;
    }
}
