// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.SomeGit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph of whole runs, its two exports and the requirements trace. */
class LineageRunTest {
    private static final Path SCHEMA =
            Path.of("src/test/resources/io/github/gxpml/lineage/openlineage/OpenLineage.json");

    private static final String WHOLE = """
            source source/train step/split-1 script/prepare.py file/raw.csv dataset/train split features code spec
            environment hyperparameters stage/train model evaluation/validate-validation verdicts baseline release
            stage/monitor software
            """;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldDrawOneGraphFromSourceToRelease() throws Exception {
        assumeTrue(SomeGit.here(), "there is no git on this machine");
        Project project = createProject();
        SomeGit.git(folder, "init", "-q", "-b", "trunk");
        SomeGit.git(folder, "add", ".");
        SomeGit.git(folder, "commit", "-q", "-m", "Start");
        SomeGit.git(folder, "remote", "add", "origin", "https://ann:secret@example.org/flc.git?token=x");

        assertThat(new Cli(home).run("run", project.spec()).exit()).isZero();

        JsonNode lineage = json(project, 1, "lineage.json");
        JsonNode graph = lineage.path("graph");
        Set<String> ids = new TreeSet<>(texts(graph.path("nodes"), "id"));
        assertThat(ids).contains(WHOLE.strip().split("\\s+"));
        assertThat(edges(graph))
                .contains(
                        "dataset/train DERIVED source/train",
                        "dataset/train GENERATED step/split-1",
                        "step/split-1 USED file/raw.csv",
                        "step/split-1 USED script/prepare.py",
                        "stage/train USED split",
                        "model GENERATED stage/train",
                        "model DERIVED dataset/train",
                        "evaluation/validate-validation DERIVED predictions/validation",
                        "verdicts DERIVED evaluation/validate-validation",
                        "release DERIVED verdicts",
                        "release DERIVED baseline",
                        "stage/monitor USED dataset/live");
        for (JsonNode edge : graph.path("edges")) {
            assertThat(ids).contains(edge.path("from").asText(), edge.path("to").asText());
        }
        assertThat(lineage.path("split").path("overlaps"))
                .hasSize(6)
                .allSatisfy(pair -> assertThat(pair.path("keys").asLong()).isZero());
        assertThat(lineage.path("split").path("tables").get(0).path("sha256").asText())
                .isEqualTo(Sha256.of(sortedKeys("data/train.csv")));
        assertThat(project.read(1, "lineage.json") + project.read(1, "lineage.openlineage.jsonl"))
                .doesNotContain("secret")
                .doesNotContain("token");
        assertThat(verify(project, 1)).contains("ok      trace: lineage.json, lineage.openlineage.jsonl");
    }

    @Test
    void shouldExportEventsThatFollowTheSchemaOfOpenLineage() throws Exception {
        Project project = createProject();
        assertThat(new Cli(home).run("run", project.spec()).exit()).isZero();
        assertThat(new Cli(home).run("monitor", project.spec()).exit()).isZero();
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.read(Files.readAllBytes(SCHEMA), JsonNode.class));

        List<String> events = new ArrayList<>();
        for (int run = 1; run <= 2; run++) {
            for (String line :
                    project.read(run, "lineage.openlineage.jsonl").lines().toList()) {
                JsonNode event = Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
                assertThat(schema.validate(
                                event,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                        .as(line)
                        .isEmpty();
                events.add(event.path("job").path("name").asText() + " "
                        + event.path("eventType").asText("JOB"));
            }
        }

        assertThat(events)
                .containsExactly(
                        "step/split-1 JOB",
                        "stage/train START",
                        "stage/train COMPLETE",
                        "stage/validate START",
                        "stage/validate COMPLETE",
                        "stage/register START",
                        "stage/register COMPLETE",
                        "stage/monitor START",
                        "stage/monitor COMPLETE",
                        "stage/monitor START",
                        "stage/monitor COMPLETE");
        assertThat(verify(project, 2)).contains("ok      trace");
        assertThat(edges(json(project, 2, "lineage.json").path("graph")))
                .contains("stage/monitor USED release/1", "stage/monitor USED dataset/live");
    }

    @Test
    void shouldExportProvThatIsWhole() throws Exception {
        Project project = createProject();
        assertThat(new Cli(home).run("run", project.spec()).exit()).isZero();

        JsonNode prov = json(project, 1, "lineage.prov.json");

        assertThat(prov.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "prefix",
                        "entity",
                        "activity",
                        "agent",
                        "used",
                        "wasGeneratedBy",
                        "wasDerivedFrom",
                        "wasAssociatedWith");
        Set<String> entities = names(prov.path("entity"));
        Set<String> activities = names(prov.path("activity"));
        Set<String> agents = names(prov.path("agent"));
        assertThat(entities).contains("run:model", "run:dataset/train").doesNotContainAnyElementsOf(activities);
        assertThat(activities).contains("run:stage/train", "run:step/split-1");
        assertThat(entities).allMatch(name -> name.matches("run:([A-Za-z0-9_/-]|%[0-9A-F]{2})+"));
        ends(prov.path("used"), "prov:activity", activities, "prov:entity", entities);
        ends(prov.path("wasGeneratedBy"), "prov:entity", entities, "prov:activity", activities);
        ends(prov.path("wasDerivedFrom"), "prov:generatedEntity", entities, "prov:usedEntity", entities);
        ends(prov.path("wasAssociatedWith"), "prov:activity", activities, "prov:agent", agents);
    }

    @Test
    void shouldRefuseAFileThatIsNotWhatItsSourceSays() throws Exception {
        Project project = createProject()
                .edit("data/train.csv.dvc", text -> text.replaceFirst("md5: .", "md5: "))
                .edit("data/train.csv.dvc", text -> text.replaceFirst("md5: ", "md5: z"));
        Cli.Outcome unreadable = new Cli(home).run("run", project.spec());
        project.edit("data/train.csv.dvc", text -> text.replaceFirst("md5: .*", "md5: " + "0".repeat(32)));
        Cli.Outcome other = new Cli(home).run("run", project.spec());

        assertThat(unreadable.exit()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(unreadable.out()).contains("UNDECIDED  source_mismatches", "not the digest of one file");
        assertThat(other.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(other.out()).contains("FAIL", "source_mismatches", "table train: dvc says md5:0000", "not trained");
        assertThat(verify(project, 2)).contains("ok      trace");
    }

    @Test
    void shouldMonitorWithoutTheScriptsButOnlyWhatTheSourceSays() throws Exception {
        Project project = createProject();
        String live = Files.readString(folder.resolve("data/live.csv"));
        project.write("data/live.csv.dvc", "outs:\n- md5: " + md5(live) + "\n  hash: md5\n  path: live.csv\n")
                .edit(
                        "gxp.yaml",
                        text -> text.replace("{path: data/live.csv}", "{path: data/live.csv, source: {dvc: {}}}"));
        assertThat(new Cli(home).run("run", project.spec()).exit()).isZero();
        Files.delete(folder.resolve("prepare.py"));

        Cli.Outcome again = new Cli(home).run("monitor", project.spec());
        project.edit("data/live.csv", text -> text.lines().limit(400).reduce("", (a, b) -> a + b + "\n"));
        Cli.Outcome other = new Cli(home).run("monitor", project.spec());

        assertThat(again.exit()).as(again.out() + again.err()).isZero();
        assertThat(other.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(other.err())
                .contains("the monitored table is not known to be what its source says, table live: dvc says md5:");
        assertThat(verify(project, 3)).contains("ok      trace");
        assertThat(project.read(3, "lineage.openlineage.jsonl")
                        .lines()
                        .reduce((a, b) -> b)
                        .orElseThrow())
                .contains("\"eventType\":\"FAIL\"");
    }

    @Test
    void shouldRefuseRowsThatTwoTestsShare() throws Exception {
        Project project = createProject();
        String rows = Files.readString(folder.resolve("data/validation.csv"));
        String one = rows.lines().skip(1).findFirst().orElseThrow();
        project.edit("data/out-of-time.csv", text -> text + one + "\n");

        Cli.Outcome run = new Cli(home).run("run", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out())
                .contains("shared_rows", "first keys shared with validation: " + one.substring(0, one.indexOf(',')));
        assertThat(json(project, 1, "lineage.json").path("split").path("overlaps"))
                .anySatisfy(pair -> assertThat(Json.compact(pair))
                        .isEqualTo("{\"equal\":1,\"keys\":1,\"other\":\"validation\",\"table\":\"outOfTime\"}"));
    }

    @Test
    void shouldSeeAForgedGraphExportOrTrace() throws Exception {
        Project project = createProject();
        assertThat(new Cli(home).run("run", project.spec()).exit()).isZero();
        assertThat(verify(project, 1)).contains("verified");

        forge(project, "lineage.prov.json", "dataset/train", "dataset/other");
        forge(project, "lineage.openlineage.jsonl", "COMPLETE", "FAIL");
        forge(project, "lineage.json", "\"relation\" : \"USED\"", "\"relation\" : \"DERIVED\"");
        forge(project, "requirements.json", "\"MET\"", "\"OPEN\"");
        forge(project, "requirements.csv", "NO GATE", "PASS");
    }

    @Test
    void shouldTraceRequirementsToTheirGates() throws Exception {
        Project project = createProject();
        assertThat(new Cli(home).run("train", project.spec()).exit()).isZero();
        JsonNode early = json(project, 1, "requirements.json").path("requirements");
        assertThat(new Cli(home).run("validate", project.spec()).exit()).isZero();
        JsonNode later = json(project, 1, "requirements.json").path("requirements");

        assertThat(texts(early, "state")).containsExactly("OPEN", "MET", "OPEN");
        assertThat(texts(early, "reason"))
                .containsExactly(
                        "2 gates: 2 not judged",
                        "5 gates: 5 PASS",
                        "no gate shows it: name it in `requirement` of a gate");
        assertThat(texts(later, "state")).containsExactly("MET", "MET", "OPEN");
        assertThat(later.get(0).path("gates").get(0).path("id").asText()).isEqualTo("validate/recall/validation");
        assertThat(later.get(0).path("risk").path("severity").asText()).isEqualTo("HIGH");
        assertThat(project.read(1, "requirements.csv"))
                .startsWith("requirement,text,risk,severity,riskText,state,gate,min,max,verdict,signed\r\n")
                .contains(
                        "\r\nURS-1,\"Finds, mostly.\",R-1,high,'=missed(),MET,validate/recall/validation,0.6,,PASS,\r\n");
        assertThat(project.read(1, "bundle.json"))
                .contains("Requirement URS-3 has no gate: nothing in this run shows that it is met.")
                .contains("The file raw.csv of step split-1 is not here");
    }

    private Project createProject() throws IOException {
        Project project = Project.of(folder);
        String train = Files.readString(folder.resolve("data/train.csv"));
        project.write("prepare.py", "print('split')\n");
        project.write("data/train.csv.dvc", "outs:\n- md5: " + md5(train) + "\n  hash: md5\n  path: train.csv\n");
        return project.edit(
                "gxp.yaml",
                text -> text.replaceAll("(?s)  steps:.*?\n\n", "\n")
                        .replaceAll("(?s)\nrequirements:.*?\n\n", "\n\n")
                        .replaceAll(", requirement: FLC-[0-9]+", "")
                        .replace(
                                "train:      {path: data/train.csv}",
                                "train:      {path: data/train.csv, source: {dvc: {}}}")
                        .replace("\ntrain:\n", """
                                  steps:
                                    - name: split-1
                                      script: prepare.py
                                      inputs: [raw.csv]
                                      outputs: [./data/train.csv, data/live.csv]

                                requirements:
                                  - id: URS-1
                                    text: Finds, mostly.
                                    risk: {id: R-1, severity: high, text: "=missed()"}
                                  - id: URS-2
                                    text: Is tested on others.
                                    mandatory: [shared_rows, artifact_differences, source_mismatches]
                                  - {id: URS-3, text: Is understood.}

                                train:
                                """)
                        .replace(
                                "metric: recall, table: validation,",
                                "metric: recall, requirement: URS-1, table: validation,"));
    }

    private static String md5(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("MD5")
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("no MD5", e);
        }
    }

    /** The keys as text in order of their code points, which for digits is the order of characters. */
    private String sortedKeys(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .sorted()
                .map(key -> key + "\n")
                .reduce("", String::concat);
    }

    private void forge(Project project, String file, String from, String to) throws IOException {
        String before = project.read(1, file);
        assertThat(before).contains(from);
        Forgery.change(project, home, file, text -> text.replace(from, to));
        Cli.Outcome verify = new Cli(home).run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(verify.out()).contains("FAILED  trace: data/" + file + " is not what");
        Forgery.change(project, home, file, text -> before);
        assertThat(new Cli(home).run("verify", project.bundle(1).toString()).exit())
                .isZero();
    }

    private String verify(Project project, int run) {
        return new Cli(home).run("verify", project.bundle(run).toString()).out();
    }

    private static JsonNode json(Project project, int run, String name) throws IOException {
        return Json.read(project.read(run, name).getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }

    private static List<String> edges(JsonNode graph) {
        List<String> edges = new ArrayList<>();
        graph.path("edges")
                .forEach(edge -> edges.add(edge.path("from").asText() + " "
                        + edge.path("relation").asText() + " " + edge.path("to").asText()));
        return edges;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void ends(JsonNode relation, String from, Set<String> ones, String to, Set<String> others) {
        assertThat(relation).isNotEmpty().allSatisfy(edge -> {
            assertThat(ones).contains(edge.path(from).asText());
            assertThat(others).contains(edge.path(to).asText());
        });
    }
}
