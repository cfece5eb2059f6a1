// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A facet that stands for every value of a column, through the whole lifecycle and on the command line. */
class OpenFacetTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    /** Live data has lost the group F and got the group X: neither may pass unseen. */
    private Project createProject() {
        return Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replace(
                                        "    - {column: age, above: 75}\n",
                                        "    - {column: age, above: 75}\n    - {column: sex, each: true}\n"
                                                + "    - {all: [{column: sex, each: true}, {column: mgus, each: true}]}\n"
                                                + "    - {column: id, each: true}\n")
                                .replace("{type: text, values: [F, M], required: true}", "{type: text}")
                                .replace("    - {metric: DI, table: validation, facet: each, min: 0.80}\n", "")
                                .replaceAll(".*worst_slice_recall.*\n", "")
                                .replace(
                                        "    - {metric: RD, table: validation, facet: sex=F, within: 0.15}\n",
                                        "    - {metric: SD, table: validation, facet: each, within: 1,"
                                                + " criticality: UNSTABLE}\n")
                                .replace(
                                        "    - {metric: psi, columns: prediction, max: 0.20}\n",
                                        "    - {metric: SD, facet: 'sex=*', within: 1}\n"))
                .edit("data/live.csv", text -> text.replace(",F,", ",X,"));
    }

    private static List<String> judged(Project project, String stage) throws IOException {
        List<String> judged = new ArrayList<>();
        for (JsonNode result : Json.read(
                        project.read(1, "verdicts.json").getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .get("gates")) {
            JsonNode gate = result.get("gate");
            if (gate.get("stage").asText().equals(stage)
                    && gate.get("metric").asText().equals("SD")) {
                judged.add(
                        gate.get("facet").asText() + " " + result.get("verdict").asText() + " "
                                + result.get("reason").asText());
            }
        }
        return judged;
    }

    private String verify(Project project) {
        return new Cli(home).run("verify", project.bundle(1).toString()).out();
    }

    @Test
    void shouldJudgeEveryGroupOfEveryTableAndProveThatNoneIsLeftOut() throws Exception {
        Project project = createProject();

        assertThat(new Cli(home).run("run", project.spec()).exit()).isEqualTo(ExitCode.UNDECIDED);

        List<String> validated = judged(project, "validate");
        assertThat(validated)
                .extracting(line -> line.replaceAll(" (PASS|UNDECIDED|FAIL) .*", " $1"))
                .containsExactly(
                        "sex=F PASS",
                        "age>75 PASS",
                        "sex=M PASS",
                        "sex=F & mgus=0 PASS",
                        "sex=F & mgus=1 PASS",
                        "sex=M & mgus=0 PASS",
                        "sex=M & mgus=1 PASS",
                        "id=* UNDECIDED",
                        "sex=F & age>75 PASS");
        assertThat(validated.get(7))
                .contains("id=* stands for more than 50 groups in table validation: name those that matter");
        assertThat(judged(project, "monitor"))
                .satisfiesExactly(
                        lost -> assertThat(lost).isEqualTo("sex=F UNDECIDED no row has sex=F"),
                        same -> assertThat(same).startsWith("sex=M PASS"),
                        fresh -> assertThat(fresh).startsWith("sex=X PASS"));
        assertThat(verify(project)).contains("gates that the spec asks for, each with its verdict");

        Path states = project.folder().resolve(".gxp/runs/flc-mortality/1/bag/data/metrics/monitor-live.json");
        assertThat(states).exists();
        forge(project, "verdicts.json", "sex=X", "sex=M");
        assertThat(verify(project)).contains("FAILED  gates: the spec asks for gate monitor/SD/live/sex=X");
    }

    private void forge(Project project, String name, String from, String to) throws IOException {
        Forgery.change(project, home, name, text -> text.replace(from, to));
    }

    @Test
    void shouldPrintEveryGroup() throws Exception {
        Path file = folder.resolve("t.csv");
        Files.writeString(file, "y,p,sex,age\n1,1,F,80\n1,0,F,60\n0,1,M,80\n0,0,M,60\n1,0,,70\n");
        Cli.Outcome bias = bias(file, "sex=*", "sex=* & age>75", "age<=60");
        assertThat(bias.exit()).isZero();
        List<String> facets = new ArrayList<>();
        Json.read(bias.out().getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .get("facets")
                .fieldNames()
                .forEachRemaining(facets::add);
        assertThat(facets).containsExactlyInAnyOrder("sex=F", "sex=M", "sex=F & age>75", "sex=M & age>75", "age<=60");
    }

    @Test
    void shouldSayWhatAnOpenFacetCannotStandFor() throws Exception {
        Path file = folder.resolve("t.csv");
        var rows = new StringBuilder("y,p,who,none\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i % 2).append(",1,person ").append(i).append(",\n");
        }
        Files.writeString(file, rows);
        assertThat(bias(file, "who=*").err()).contains("who=* stands for more than 50 groups - name those that matter");
        assertThat(bias(file, "none=*").err()).contains("none=* stands for no group: no row has a value for it");
        assertThat(bias(file, "whom=*").err()).contains("no column `whom`");
        assertThat(bias(file, "whom=*").exit()).isEqualTo(ExitCode.USAGE);
    }

    private Cli.Outcome bias(Path file, String... facets) {
        List<String> words = new ArrayList<>(List.of(
                "bias",
                "--data",
                file.toString(),
                "--label",
                "y",
                "--positive",
                "1",
                "--prediction",
                "p",
                "--format",
                "json"));
        for (String facet : facets) {
            words.addAll(List.of("--facet", facet));
        }
        return new Cli(home).run(words.toArray(String[]::new));
    }
}
