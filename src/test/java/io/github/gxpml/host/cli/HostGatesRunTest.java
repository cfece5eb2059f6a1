// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gates that a build server asks for beside the spec, in real runs. */
class HostGatesRunTest {
    private static final String FROM = "Jenkinsfile of build https://ci.example.org/job/x/5/ <&>";
    private static final String TIGHTER =
            "{\"metric\": \"recall\", \"table\": \"validation\", \"min\": 0.61, \"max\": 1}";
    private static final String MORE = "{\"metric\": \"accuracy\", \"min\": 0.5, \"criticality\": \"UNSTABLE\"}";

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldJudgeByTheStricterLimitAndByWhatTheHostAddsAndKeepItForLaterStages() throws IOException {
        Project project = Project.of(folder);
        gates(project, TIGHTER + ", " + MORE);
        assertThat(cli().run("train", project.spec()).exit()).isZero();

        Cli.Outcome validate = cli().run("validate", project.spec(), "--gates", gatesFile(), "--format", "json");

        assertThat(validate.exit()).as(validate.out() + validate.err()).isZero();
        JsonNode document = Json.read(validate.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        JsonNode recall = gate(document, "validate/recall/validation");
        assertThat(recall.at("/gate/min").asDouble()).isEqualTo(0.61);
        assertThat(recall.at("/gate/max").asDouble()).isEqualTo(1);
        assertThat(recall.at("/gate/host").asText()).isEqualTo(FROM);
        assertThat(recall.at("/gate/requirement").asText()).isEqualTo("FLC-1");
        assertThat(gate(document, "validate/accuracy/validation")
                        .at("/gate/host")
                        .asText())
                .isEqualTo(FROM);
        assertThat(gate(document, "validate/brier/validation").at("/gate/host").isMissingNode())
                .isTrue();
        assertThat(project.read(1, "host-gates/validate.json")).isEqualTo(Files.readString(Path.of(gatesFile())));
        assertThat(project.read(1, "report.html"))
                .contains("asked for by the Jenkinsfile of build https://ci.example.org/job/x/5/ &lt;&amp;&gt;")
                .doesNotContain("<&>");
        assertVerified(project);

        assertThat(cli().run("register", project.spec()).exit()).isZero();
        assertThat(project.read(1, "host-gates/validate.json")).contains("accuracy");
        assertThat(project.read(1, "requirements.json")).doesNotContain("not judged");
        assertVerified(project);
        gates(project, "{\"metric\": \"psi\", \"columns\": [\"age\"], \"max\": 0.5, \"criticality\": \"UNSTABLE\"}");
        Cli.Outcome monitor = cli().run("monitor", project.spec(), "--gates", gatesFile());
        assertThat(monitor.out()).contains("1 gate is asked for by the Jenkinsfile of build");
        assertThat(project.read(1, "host-gates/monitor.json")).contains("psi");
        assertThat(project.read(1, "host-gates/validate.json")).contains("accuracy");
        assertVerified(project);
    }

    @Test
    void shouldBlockARunByAGateOfTheHostAndShowItInADifference() throws IOException {
        Project project = Project.of(folder);
        assertThat(cli().run("run", project.spec()).exit()).isZero();
        gates(project, "{\"metric\": \"recall\", \"table\": \"validation\", \"min\": 0.99}");

        Cli.Outcome run = cli().run("run", project.spec(), "--gates", gatesFile());

        assertThat(run.exit()).as(run.out()).isEqualTo(ExitCode.FAIL);
        assertThat(project.read(2, "bundle.json")).contains("BLOCKED");
        Cli.Outcome verify = cli().run("verify", project.bundle(2).toString());
        assertThat(verify.exit()).as(verify.out()).isZero();
        Cli.Outcome diff = cli().run(
                        "diff", project.bundle(1).toString(), project.bundle(2).toString());
        assertThat(diff.out()).contains(">= 0.99");
    }

    @Test
    void shouldKeepUndecidedAStageThatTheSpecSetsNoGateFor() throws IOException {
        Project project = Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replaceAll("(?s)  qualityGates:\n    # ranks.*?(?=\nregister:)", "  level: 0.9\n")
                                .replaceAll("(?s)\nrequirements:.*?\n(?=\\w)", "\n"));
        gates(project, MORE);
        assertThat(cli().run("train", project.spec()).exit()).isZero();

        Cli.Outcome validate = cli().run("validate", project.spec(), "--gates", gatesFile());

        assertThat(validate.exit()).as(validate.out() + validate.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(validate.out()).contains("the spec sets no gate for this stage");
    }

    @Test
    void shouldNoticeThatAGateOfTheHostWasTakenOutOfTheEvidence() throws IOException {
        Project project = Project.of(folder);
        gates(project, TIGHTER);
        assertThat(cli().run("train", project.spec()).exit()).isZero();
        assertThat(cli().run("validate", project.spec(), "--gates", gatesFile()).exit())
                .isZero();

        Forgery.change(
                project,
                home,
                "verdicts.json",
                text -> text.replace("\"min\" : 0.61", "\"min\" : 0.6").replaceAll("\\s*\"host\" : \"[^\"]*\",", ""));

        assertThat(verify(project))
                .contains("FAILED  gates: the Jenkinsfile of build https://ci.example.org/job/x/5/ <&> asks for gate"
                        + " validate/recall/validation with limit");

        Files.delete(Forgery.bag(project).path("host-gates/validate.json"));
        Forgery.change(project, home, "verdicts.json", text -> text);
        assertThat(verify(project)).contains("FAILED  gates: data/host-gates/validate.json is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"metric": "recall", "table": "validation", "min": 0.5} | gate 1: of validate/recall/validation it asks >= 0.50 on interval, FAILURE, which is looser than >= 0.60 on interval, FAILURE of the spec
            {"metric": "recall", "table": "validation", "min": 0.9, "criticality": "UNSTABLE"} | >= 0.90 on interval, UNSTABLE, which is looser than
            {"metric": "brier", "table": "validation", "max": 0.2} | which is looser than <= 0.11 on interval, FAILURE of the spec
            {"metric": "recall", "table": "validation", "min": 0.9, "on": "value"} | >= 0.90 on value, FAILURE, which is looser than >= 0.60
            {"metric": "recall", "table": "validation", "max": 0.5} | which no number meets together
            {"metric": "DI", "facet": "each", "min": 0.7} | gate 1: of validate/DI/validation/sex=F it asks >= 0.70
            {"metric": "recall", "table": "validation", "min": 0.7, "requirement": "FLC-2"} | it says that it shows FLC-2, and the spec that it shows FLC-1
            {"metric": "accuracy", "min": 0.7}, {"metric": "accuracy", "max": 0.9} | gate 2: validate/accuracy/validation is asked for in gate 1 already
            {"metric": "acuracy", "min": 0.7} | gate 1, `metric`: there is no metric "acuracy" - did you mean `accuracy`?
            {"metric": "accuracy"} | gate 1: a gate without a limit can never fail
            {"metric": "accuracy", "min": "0.7"} | gate 1, `min`: `min`: expected a number
            {"metric": "accuracy", "min": 0.7, "limit": 3} | gate 1, `limit`: unknown key `limit`
            {"metric": "accuracy", "min": 0.7, "table": "nowhere"} | gate 1, `table`: there is no table "nowhere"
            {"metric": "DI", "facet": "colour=red", "min": 0.7} | gate 1, `facet`: there is no facet "colour=red"
            {"metric": "psi", "columns": ["colour"], "max": 0.7} | gate 1, `columns`: the column "colour" is not declared
            {"metric": "accuracy", "min": 0.7, "within": 0.2} | gate 1, `within`: `within` already stands for
            {"metric": "accuracy", "min": 0.7, "requirement": "X-9"} | gate 1, `requirement`:
            3 | gate 1: `gates` item 1: expected
            null | gate 1:
            """)
    void shouldRefuseAnEntry(String entry, String named) throws IOException {
        Project project = Project.of(folder);
        gates(project, entry);

        Cli.Outcome run = cli().run("run", project.spec(), "--gates", gatesFile());

        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains(gatesFile() + ":")
                .contains(named)
                .contains("in the gates of the host; nothing was run");
        assertThat(project.bundles()).isEmpty();
    }

    @Test
    void shouldTellAllProblemsAtOnce() throws IOException {
        Project project = Project.of(folder);
        gates(
                project,
                "{\"metric\": \"recall\", \"min\": 0.1}, {\"metric\": \"x\"}, {\"metric\": \"auc\", \"mim\": 1}");

        Cli.Outcome run = cli().run("validate", project.spec(), "--gates", gatesFile(), "--format", "json");

        JsonNode error = Json.read(run.out().getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .path("error");
        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(error.path("problems").size()).as(run.out()).isGreaterThanOrEqualTo(4);
        assertThat(run.out()).contains("gate 1: of ").contains("gate 2").contains("gate 3, `mim`");
        assertThat(error.at("/problems/0/line").asInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gates: []",
                "[]",
                "{\"from\": \"x\"}",
                "{\"from\": \"x\", \"gates\": {}}",
                "{\"gates\": []}",
                "{\"from\": 5, \"gates\": []}",
                "{\"from\": \"a\\nb\", \"gates\": []}",
                "{\"from\": \"x\", \"gates\": [], \"stage\": \"validate\"}",
                "{\"from\": \"x\", \"from\": \"y\", \"gates\": []}",
                "{\"from\": \"x\", \"gates\": []} {}",
                "{\"from\": \"x\", \"gates\": [{\"metric\": \"accuracy\", \"min\": NaN}]}",
                "{\"from\": \"x\", \"gates\": [{\"metric\": \"accuracy\", \"min\": 1e999}]}"
            })
    void shouldRefuseAFileThatIsNotOne(String text) throws IOException {
        Project project = Project.of(folder).write("gates.json", text);

        Cli.Outcome run = cli().run("run", project.spec(), "--gates", gatesFile());

        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("gates.json:")
                .doesNotContain("internal error")
                .doesNotContain("\tat ");
        assertThat(project.bundles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "register"})
    void shouldSayWhichStageTakesGates(String stage) throws IOException {
        Project project = Project.of(folder);
        gates(project, MORE);

        Cli.Outcome run = cli().run(stage, project.spec(), "--gates", gatesFile());

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("give them to `gxp validate` or `gxp monitor`");
        assertThat(project.bundles()).isEmpty();
    }

    @Test
    void shouldRefuseAMissingFileAFolderAndALargeOne() throws IOException {
        Project project = Project.of(folder).write("large.json", " ".repeat((1 << 20) + 1));

        for (String name : List.of("nowhere.json", "data", "large.json")) {
            Cli.Outcome run = cli().run(
                            "run",
                            project.spec(),
                            "--gates",
                            folder.resolve(name).toString());
            assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains(name);
        }
        assertThat(project.bundles()).isEmpty();
    }

    private void gates(Project project, String entries) throws IOException {
        project.write("gates.json", "{\n\t\"from\": " + Json.compact(FROM) + ",\n\t\"gates\": [" + entries + "]\n}\n");
    }

    private String gatesFile() {
        return folder.resolve("gates.json").toString();
    }

    private static JsonNode gate(JsonNode document, String id) {
        return StreamSupport.stream(document.path("gates").spliterator(), false)
                .filter(gate -> gate.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void assertVerified(Project project) {
        Cli.Outcome verify = cli().run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }

    private String verify(Project project) {
        Cli.Outcome verify = cli().run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).isEqualTo(ExitCode.FAIL);
        return verify.out();
    }

    private Cli cli() {
        return new Cli(home);
    }
}
