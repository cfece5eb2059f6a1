// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gxpml.deploy.stacks.Templates.Resource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareScriptTest {
    private static final Path SCRIPT = Path.of("..", "glue", "prepare.py");

    @TempDir
    private Path work;

    @Test
    void shouldBeTheScriptThatTheTemplateNames() throws Exception {
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(SCRIPT)));
        JsonNode template = new ObjectMapper().readTree(Templates.text("gxp-training"));

        assertThat(template.at("/Parameters/GlueScriptSha256/Default").textValue())
                .isEqualTo(digest);
        Resource job = Templates.of("AWS::Glue::Job").get(0);
        assertThat(job.at("/Command/ScriptLocation").toString())
                .contains("/scripts/", "GlueScriptSha256", "/prepare.py");
        Resource function = Templates.of("AWS::Lambda::Function").stream()
                .filter(each -> each.id().startsWith("TrainModelHandler"))
                .findFirst()
                .orElseThrow();
        assertThat(function.at("/Environment/Variables/GLUE_SCRIPT_SHA256/Ref").textValue())
                .isEqualTo("GlueScriptSha256");
        assertThat(function.at("/Environment/Variables/GLUE_SCRIPT_KEY").toString())
                .contains("scripts/", "GlueScriptSha256", "/prepare.py");
    }

    @Test
    void shouldMakeThreeTablesOfEveryRowAndKeepAPersonInOne() throws Exception {
        StringBuilder source = new StringBuilder("person,age,note\n");
        for (int i = 0; i < 2000; i++) {
            source.append("p-").append(i % 1000).append(',').append(i).append(",\"a, \"\"b\"\"\"\n");
        }
        Outcome outcome = run(source.toString());

        assertThat(outcome.exit()).as(outcome.log()).isZero();
        List<String> all = Stream.of("train", "validation", "test")
                .flatMap(name -> lines(name).stream())
                .toList();
        assertThat(all).hasSize(2000).doesNotHaveDuplicates();
        assertThat(lines("train")).hasSizeBetween(1300, 1500);
        assertThat(people("train")).doesNotContainAnyElementsOf(people("validation"));
        assertThat(people("train")).doesNotContainAnyElementsOf(people("test"));
        assertThat(people("validation")).doesNotContainAnyElementsOf(people("test"));
        JsonNode made = new ObjectMapper()
                .readTree(work.resolve("to/m/00000001/prepared.json").toFile());
        assertThat(made.at("/source/versionId").textValue()).isEqualTo("v-1");
        assertThat(made.at("/source/sha256").textValue()).isEqualTo(sha256(work.resolve("from/in.csv")));
        assertThat(made.at("/tables/test/sha256").textValue())
                .isEqualTo(sha256(work.resolve("to/m/00000001/test/test.csv")));
        assertThat(outcome.log()).as("no row in the log").doesNotContain("p-1");
    }

    @Test
    void shouldPutAPersonWhereItWasBefore() throws Exception {
        StringBuilder source = new StringBuilder("person,age\n");
        for (int i = 0; i < 200; i++) {
            source.append("p-").append(i).append(",1\n");
        }
        run(source.toString());
        TreeSet<String> before = people("test");
        run(source.append("new-1,2\nnew-2,2\n").toString());

        assertThat(people("test")).containsAll(before);
    }

    @Test
    void shouldWriteNothingOfASourceWithABadLine() throws Exception {
        for (String source : List.of(
                "",
                "age\n1\n",
                "person,person\n1,2\n",
                "person,age\np-1\n",
                "person,age\n,1\n",
                "person,age\np-1,1\n")) {
            Outcome outcome = run(source);

            assertThat(outcome.exit()).as(source).isNotZero();
            assertThat(work.resolve("to")).as(source).doesNotExist();
            assertThat(outcome.log()).as(source).doesNotContain("p-1");
        }
    }

    private record Outcome(int exit, String log) {}

    /** Runs the script with a boto3 whose buckets are folders. */
    private Outcome run(String source) throws IOException, InterruptedException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3"))),
                "there is no python3 on the PATH, which the script needs");
        Files.createDirectories(work.resolve("from"));
        Files.writeString(work.resolve("from/in.csv"), source);
        ProcessBuilder builder = new ProcessBuilder(
                        "python3",
                        SCRIPT.toAbsolutePath().normalize().toString(),
                        "--JOB_NAME",
                        "gxp-prepare",
                        "--gxp-source",
                        "s3://from/in.csv",
                        "--gxp-split",
                        "person",
                        "--gxp-model",
                        "m",
                        "--gxp-output",
                        "s3://to/m/00000001/")
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log").toFile());
        builder.environment().put("PYTHONPATH", work.toString());
        return new Outcome(builder.start().waitFor(), Files.readString(work.resolve("log")));
    }

    @BeforeEach
    void makeBuckets() throws IOException {
        Files.writeString(work.resolve("sitecustomize.py"), """
                import io, os, sys, types
                class S3:
                    def get_object(self, Bucket, Key):
                        return {"Body": open(os.path.join(Bucket, Key), "rb"), "VersionId": "v-1"}
                    def put_object(self, Bucket, Key, Body, ContentType):
                        path = os.path.join(Bucket, Key)
                        os.makedirs(os.path.dirname(path), exist_ok=True)
                        with open(path, "wb") as file:
                            file.write(Body if isinstance(Body, bytes) else Body.read())
                sys.modules["boto3"] = types.SimpleNamespace(client=lambda name: S3())
                """);
    }

    private List<String> lines(String table) {
        try {
            List<String> lines = Files.readAllLines(work.resolve("to/m/00000001/" + table + "/" + table + ".csv"));
            assertThat(lines.get(0)).startsWith("person,age");
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private TreeSet<String> people(String table) {
        TreeSet<String> people = new TreeSet<>();
        lines(table).forEach(line -> people.add(line.split(",")[0]));
        return people;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
