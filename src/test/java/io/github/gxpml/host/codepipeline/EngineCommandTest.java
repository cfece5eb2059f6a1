// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineCommandTest {
    private static final String MARK = "-Dgxp.order=abc-1";

    @Test
    void shouldStartThisProgramFromAnyFolder() {
        List<String> line = command(2, Map.of()).line(MARK, List.of("train", "gxp.yaml"));

        int mark = line.indexOf(MARK);
        assertThat(Path.of(line.get(mark - 1)))
                .as("the mark is first, as systems cut long lines")
                .isExecutable()
                .hasFileName("java");
        assertThat(mark).isLessThanOrEqualTo(2);
        assertThat(line).contains("-XX:MaxRAMPercentage=25", "-XX:+UseSerialGC").endsWith("train", "gxp.yaml");
        String classPath = line.get(line.indexOf("-cp") + 1);
        assertThat(classPath.split(File.pathSeparator))
                .allMatch(entry -> Path.of(entry).isAbsolute());
    }

    @Test
    void shouldTakeOptionsForJavaBeforeTheProgram() {
        List<String> line =
                command(1, Map.of("GXP_JAVA_OPTS", "  -Xmx8g   -XX:+UseG1GC ")).line(MARK, List.of("train"));

        assertThat(line).containsSubsequence("-XX:MaxRAMPercentage=50", "-Xmx8g", "-XX:+UseG1GC", "-cp");
        assertThat(line).doesNotContain("-XX:+UseSerialGC", "");
    }

    @Test
    void shouldShareTheMemoryButLeaveSome() {
        assertThat(command(100, Map.of()).line(MARK, List.of())).contains("-XX:MaxRAMPercentage=5");
    }

    @Test
    void shouldStartAnotherEngineWhereOneIsNamed() {
        List<String> line = new EngineCommand(Optional.of(Path.of("/opt/gxp.jar")), 1, Map.of(), "codepipeline")
                .line(MARK, List.of("train"));

        assertThat(line).containsSubsequence("-jar", "/opt/gxp.jar", "train").doesNotContain("-cp");
    }

    @Test
    void shouldHandOnWhatStagesNeedAndKeepWhatIsTheWorkers() {
        var variables = new HashMap<>(Map.of("LEFT_OVER", "x"));

        command(
                        1,
                        Map.of(
                                "PATH", "/bin",
                                "AWS_ACCESS_KEY_ID", "for a key in KMS",
                                "GXP_KEY_PASSWORD", "for the keystore that seals",
                                "GXP_USER", "who started the worker",
                                "GXP_JENKINS_USER", "bot",
                                "GXP_JENKINS_TOKEN", "secret",
                                "GXP_JENKINS_TOKEN_FILE", "/secret"))
                .fill(variables, Map.of("GXP_USER", "CodePipeline flc"));

        assertThat(variables)
                .isEqualTo(Map.of(
                        "GXP_HOST", "codepipeline",
                        "PATH", "/bin",
                        "AWS_ACCESS_KEY_ID", "for a key in KMS",
                        "GXP_KEY_PASSWORD", "for the keystore that seals",
                        "GXP_USER", "CodePipeline flc"));
    }

    private static EngineCommand command(int slots, Map<String, String> environment) {
        return new EngineCommand(Optional.empty(), slots, environment, "codepipeline");
    }
}
