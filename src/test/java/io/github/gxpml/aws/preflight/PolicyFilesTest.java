// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies that ship: each can be read, none is wider than it must be, and that of preflight is what it reads. */
class PolicyFilesTest {
    private static final Path FOLDER = Path.of("dist/aws/policies");
    private static final Set<String> MEMBERS = Set.of("Sid", "Effect", "Action", "Resource", "Condition");

    /** Statements that may name all resources without a condition, by file and Sid, each with its reason. */
    private static final Map<String, String> ALL_RESOURCES = Map.of(
            "preflight.json KnowTheCaller", "the call knows no resources, and nobody can be denied it",
            "data.json AskLakeFormation", "Lake Formation knows no resources in policies, only its own grants");

    static List<Path> policies() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void shouldBeAPolicyThatIsNoWiderThanItMustBe(Path file) throws IOException {
        JsonNode policy = Json.read(Files.readAllBytes(file), JsonNode.class);

        assertThat(policy.path("Version").asText()).isEqualTo("2012-10-17");
        assertThat(policy.path("Statement").isArray()).isTrue();
        assertThat(policy.path("Statement")).isNotEmpty();
        Set<String> ids = new TreeSet<>();
        for (JsonNode statement : policy.path("Statement")) {
            String id = statement.path("Sid").asText();
            assertThat(id).as("Sid of a statement in " + file).matches("[A-Za-z0-9]{3,100}");
            assertThat(ids.add(id)).as(id + " stands once").isTrue();
            List<String> members = new ArrayList<>();
            statement.fieldNames().forEachRemaining(members::add);
            assertThat(MEMBERS).as(id).containsAll(members);
            assertThat(statement.path("Effect").asText()).as(id).isIn("Allow", "Deny");
            if (statement.path("Effect").asText().equals("Allow")) {
                assertThat(texts(statement.path("Action")))
                        .as(id)
                        .isNotEmpty()
                        .allMatch(action -> action.matches("[a-z0-9-]+:[A-Za-z0-9]+"), "names one action");
                assertThat(texts(statement.path("Resource"))).as(id).isNotEmpty();
                String name = file.getFileName() + " " + id;
                if (texts(statement.path("Resource")).contains("*") && !ALL_RESOURCES.containsKey(name)) {
                    assertThat(statement.path("Condition"))
                            .as(name + " names all resources")
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void shouldAllowPreflightWhatItReadsAndNothingElse() throws IOException {
        Set<String> allowed = new TreeSet<>();
        JsonNode policy = Json.read(Files.readAllBytes(FOLDER.resolve("preflight.json")), JsonNode.class);
        policy.path("Statement").forEach(statement -> allowed.addAll(texts(statement.path("Action"))));

        assertThat(allowed).isEqualTo(new TreeSet<>(Calls.actions(AwsPlatform.calls())));
        assertThat(allowed)
                .filteredOn(action -> !action.equals("sts:AssumeRole"))
                .allMatch(action -> action.matches("[a-z0-9]+:(Get|Describe|List|Lookup|Simulate).*"), "only reads");
    }

    @Test
    void shouldNameEachPolicyInItsTable() throws IOException {
        String table = Files.readString(FOLDER.resolve("README.md"));
        policies().forEach(file -> assertThat(table).contains("`" + file.getFileName() + "`"));
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(one -> texts.add(one.asText()));
        } else if (node.isTextual()) {
            texts.add(node.asText());
        }
        return texts;
    }
}
