// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in the file, the answer is a spec or a list of problems, never a crash. The seeds are fixed. */
class HostileSpecTest {
    private static final List<String> SNIPPETS = List.of(
            "",
            "null",
            "[]",
            "{}",
            "[[]]",
            "{a: b}",
            "x",
            "\"0.8\"",
            "-1",
            "1e308",
            "0x1F",
            "true",
            "'a\n\n  b'",
            "*a",
            "&a x",
            "!t x",
            ".nan",
            "[null, 1, {}]",
            "\"\\u202e\"",
            "\"\\UFFFFFFFF\"",
            "\"\\ud800\"",
            "? a",
            ": ",
            "- - -",
            "\t",
            "%",
            "|",
            ">-",
            "<<",
            "each",
            "features",
            "2026-11-23",
            "12abc",
            "\u0000",
            "\uD83D\uDE00",
            "#",
            "\r",
            "---",
            "...");

    @Test
    void shouldAnswerToChangedCharacters(@TempDir Path folder) throws Exception {
        var random = new Random(20261123);
        String good = Files.readString(createSpec("everything"));
        for (int i = 0; i < 600; i++) {
            var text = new StringBuilder(good);
            for (int n = random.nextInt(3); n >= 0; n--) {
                int at = random.nextInt(text.length());
                int to = Math.min(text.length(), at + random.nextInt(12));
                text.replace(at, to, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
            }
            assertAnswer(folder.resolve("gxp.yaml"), text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldAnswerToChangedBytes(@TempDir Path folder) throws Exception {
        var random = new Random(42);
        byte[] good = Files.readAllBytes(createSpec("sketch"));
        for (int i = 0; i < 200; i++) {
            byte[] bytes = good.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            assertAnswer(folder.resolve("gxp.yaml"), bytes);
        }
    }

    @Test
    void shouldAnswerToChangedValues(@TempDir Path folder) throws Exception {
        List<String> lines = Files.readAllLines(createSpec("everything"));
        var random = new Random(7);
        for (int i = 0; i < lines.size(); i++) {
            for (int n = 0; n < 6; n++) {
                var changed = new ArrayList<>(lines);
                String snippet = SNIPPETS.get(random.nextInt(SNIPPETS.size()));
                changed.set(i, lines.get(i).replaceFirst(":.*", ": ") + snippet);
                assertAnswer(
                        folder.resolve("gxp.yaml"), String.join("\n", changed).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void assertAnswer(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        var problems = new Problems("gxp.yaml");
        Optional<Value> root = SpecText.read(file).decode(problems).flatMap(text -> YamlReader.read(text, problems));
        boolean readable = problems.isEmpty();
        try {
            SpecLoader.load(file);
            // what loads is what the schema allows: no broken keyword was left without a sentence
            assertThat(readable && isAllowed(root.orElseThrow())).isTrue();
        } catch (SpecException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(HostileSpecTest::assertSentence);
        }
    }

    private static void assertSentence(Problem problem) {
        assertThat(problem.line()).isPositive();
        assertThat(problem.column()).isPositive();
        assertThat(problem.remedy()).isNotBlank();
        assertThat(problem.toString().codePoints().filter(Characters::isHidden)).isEmpty();
        assertThat(problem.toString()).doesNotContain("\n").hasSizeLessThan(700);
    }

    private static boolean isAllowed(Value root) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.read(SpecSchema.bytes(), com.fasterxml.jackson.databind.JsonNode.class))
                .validate(JsonTree.of(root))
                .isEmpty();
    }

    private static Path createSpec(String name) throws Exception {
        return Path.of(
                HostileSpecTest.class.getResource("good/" + name + ".yaml").toURI());
    }
}
