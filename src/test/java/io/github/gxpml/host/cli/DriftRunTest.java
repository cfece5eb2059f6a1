// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drift through a whole run: what is frozen with a release, what is judged against it, and that it verifies. */
class DriftRunTest {
    /** Scores by age, and says that age counts four times as much as kappa. */
    private static final String AWK =
            "awk -F, 'NR == 1 {print \"id,score,predicted,attribution.age,attribution.kappa\"}"
                    + " NR > 1 {s = $3 / 200; print $1 \",\" s \",\" (s >= 0.12 ? 1 : 0) \",-0.4,\" (NR % 2 ? 0.1 : -0.1)}' ";

    private static final String TRAIN = """
            mkdir -p "$GXP_OUTPUT/predictions"
            echo "age alone" > "$GXP_OUTPUT/model.txt"
            for table in train:$GXP_TABLE_TRAIN validation:$GXP_TABLE_VALIDATION \\
              outOfTime:$GXP_TABLE_OUTOFTIME live:$GXP_TABLE_LIVE; do
              AWK "${table#*:}" > "$GXP_OUTPUT/predictions/${table%%:*}.csv"
            done
            """.replace("AWK ", AWK);

    private static final String GATES = """
            monitor:
              table: live
              qualityGates:
                - {metric: psi, columns: label, max: 5}
                - {metric: tvd, columns: [prediction, age], max: 0.9, on: upper-bound}
                - {metric: ks_p, columns: [age, kappa, lambda], correction: holm, min: 0}
                - {metric: attribution_ndcg, min: 0.9}

            evidence:""";

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private Project create() {
        return Project.withCommand(folder, TRAIN)
                .write("score.sh", AWK + "\"$GXP_TABLE\" > \"$GXP_PREDICTIONS\"\n")
                .edit(
                        "gxp.yaml",
                        text -> text.replace("  timeLimit: 20s\n", "  scoreCommand: [sh, score.sh]\n  timeLimit: 50s\n")
                                .replaceAll(
                                        "(?s)validate:.*?\nregister:",
                                        "validate:\n  qualityGates:\n"
                                                + "    - {metric: roc_auc, table: validation, min: 0.5, on: value}\n\n"
                                                + "register:")
                                .replaceAll("(?s)monitor:.*?\nevidence:", GATES));
    }

    private Cli cli() {
        return new Cli(home);
    }

    @Test
    void shouldFreezeAndJudgeLabelScoreFeaturesAndAttributions() throws Exception {
        Project project = create();

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.PASS);
        Baseline baseline =
                Json.read(project.read(1, "baseline.json").getBytes(StandardCharsets.UTF_8), Baseline.class);
        assertThat(baseline.table()).isEqualTo("train");
        assertThat(baseline.predictions().orElseThrow().table()).isEqualTo("validation");
        assertThat(baseline.columns().get("prediction").numbers().orElseThrow().rows())
                .isEqualTo(baseline.predictions().get().rows());
        assertThat(baseline.columns().get("dead5y").role()).isEqualTo(Role.LABEL);
        assertThat(baseline.attributions().orElseThrow().means()).containsOnlyKeys("age", "kappa");
        List<JsonNode> judged = monitored(project);
        assertThat(judged)
                .extracting(result -> result.get("gate").get("metric").asText() + " "
                        + result.get("gate").get("column").asText())
                .containsExactly(
                        "psi dead5y",
                        "tvd prediction",
                        "tvd age",
                        "ks_p age",
                        "ks_p kappa",
                        "ks_p lambda",
                        "attribution_ndcg ");
        assertThat(judged.get(0).get("gate").get("on").asText()).isEqualTo("VALUE");
        assertThat(judged.get(1).get("reason").asText()).startsWith("the upper bound is");
        assertThat(judged.get(3).get("gate").get("family").get("columns")).hasSize(3);
        assertThat(judged.get(3).get("metric").get("detail").asText()).contains("before Holm over 3 columns");
        assertThat(judged.get(6).get("metric").get("value").asDouble()).isEqualTo(1);
        Cli.Outcome verify = cli().run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }

    private static List<JsonNode> monitored(Project project) throws Exception {
        JsonNode verdicts =
                Json.read(project.read(1, "verdicts.json").getBytes(StandardCharsets.UTF_8), JsonNode.class);
        List<JsonNode> judged = new ArrayList<>();
        verdicts.get("gates").forEach(result -> {
            if (result.get("gate").get("stage").asText().equals("monitor")) {
                judged.add(result);
            }
        });
        return judged;
    }

    /** A label that has not come yet is no drift. */
    @Test
    void shouldLeaveLabelDriftOpenUntilLabelsCome() throws Exception {
        Project project = create().edit("data/live.csv", text -> text.replaceAll("(?m)^(\\d.*),[01]$", "$1,"))
                .edit("gxp.yaml", text -> text.replaceAll("(?m)^( *dead5y: .*), required: true", "$1"));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(monitored(project).get(0).get("reason").asText()).isEqualTo("no row of the table has a label yet");
    }
}
