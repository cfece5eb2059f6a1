// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates on how sure predictions are, from a training command that writes members, through to the verified bundle. */
class SurenessRunTest {
    private static final String PREDICT = """
            predict() {
                awk -F, '
                    function p(z) { return 1 / (1 + exp(-z)) }
                    NR == 1 { print "id,score,predicted,member.1,member.2,member.3,confidence"; next }
                    {
                        z = ($3 - 78) / 8
                        s = p(z)
                        print $1 "," s "," (s >= 0.12 ? 1 : 0) "," p(z - 0.2) "," p(z) "," p(z + 0.1) ",0.9"
                    }' "$1" > "$2"
            }
            """;

    private static final String TRAIN = PREDICT + """
            if [ -n "$GXP_TABLE" ]; then
                predict "$GXP_TABLE" "$GXP_PREDICTIONS"
                exit
            fi
            echo model > "$GXP_OUTPUT/model.txt"
            mkdir "$GXP_OUTPUT/predictions"
            predict "$GXP_TABLE_TRAIN" "$GXP_OUTPUT/predictions/train.csv"
            predict "$GXP_TABLE_VALIDATION" "$GXP_OUTPUT/predictions/validation.csv"
            predict "$GXP_TABLE_OUTOFTIME" "$GXP_OUTPUT/predictions/outOfTime.csv"
            predict "$GXP_TABLE_LIVE" "$GXP_OUTPUT/predictions/live.csv"
            """;

    private static final String VALIDATE = """
            validate:
              qualityGates:
                - {metric: temperature, min: 0.7, max: 1.5}
                - {metric: temperature, facet: sex=F, min: 0.5, max: 2}
                - {metric: ece_after_temperature, max: 0.2}
                - {metric: temperature_gain, max: 0.2}
                - {metric: confidence_coverage, at: 0.9, min: 0.5}
                - {metric: confidence_gap, within: 0.5}
                - {metric: ensemble_spread, max: 0.05}
                - {metric: mutual_information, facet: each, max: 0.05}
                - {metric: ensemble_disagreement, at: 0.12, max: 0.1}
            """;

    private static final String MONITOR = """
            monitor:
              table: live
              minimumRows: 200
              qualityGates:
                - {metric: predictive_entropy, max: 0.65}
                - {metric: ensemble_spread, max: 0.05}
            """;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private Project createProject(String script) {
        return Project.withCommand(folder, script)
                .edit(
                        "gxp.yaml",
                        text -> text.replaceAll("(?s)validate:.*?\n\n", VALIDATE + "\n")
                                .replaceAll("(?s)monitor:.*?\n\n", MONITOR + "\n")
                                .replace("  timeLimit: 20s\n", "  timeLimit: 20s\n  scoreCommand: [sh, train.sh]\n"));
    }

    @Test
    void shouldJudgeInValidateAndMonitorAndVerifyFromTheBundle() throws Exception {
        Project project = createProject(TRAIN);

        Cli.Outcome run = new Cli(home).run("run", project.spec(), "--format", "json");

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        List<String> judged = new ArrayList<>();
        for (JsonNode gate : gates(project)) {
            assertThat(gate.get("verdict").asText()).as("%s", gate).isEqualTo("PASS");
            judged.add(gate.at("/gate/stage").asText() + " "
                    + gate.at("/gate/metric").asText());
        }
        assertThat(judged)
                .contains(
                        "validate temperature",
                        "validate temperature_gain",
                        "validate ece_after_temperature",
                        "validate confidence_coverage",
                        "validate confidence_gap",
                        "validate ensemble_spread",
                        "validate mutual_information",
                        "validate ensemble_disagreement",
                        "monitor predictive_entropy",
                        "monitor ensemble_spread");
        Cli.Outcome verify = new Cli(home).run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).as(verify.out()).isZero();
    }

    @Test
    void shouldBeUndecidedWithoutMembers() throws Exception {
        Project project = createProject(TRAIN.replace(",member.1,member.2,member.3,confidence", "")
                .replace("\",\" p(z - 0.2) \",\" p(z) \",\" p(z + 0.1) \",0.9\"", "\"\""));

        Cli.Outcome run = new Cli(home).run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out())
                .containsPattern("UNDECIDED +ensemble_spread +validation .*there are no predictions of an ensemble's"
                        + " members \\(member.1, member.2, ...\\)");
    }

    private static JsonNode gates(Project project) throws Exception {
        return Json.read(project.read(1, "verdicts.json").getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .get("gates");
    }
}
