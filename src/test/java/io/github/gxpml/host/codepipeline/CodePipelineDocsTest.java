// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.codepipeline.ActionTypes.Property;
import io.github.gxpml.io.Json;
import io.github.gxpml.spec.SpecLoader;
import io.github.gxpml.spec.Starter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/codepipeline.md to the program. */
class CodePipelineDocsTest {
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
    private static final Pattern JSON = Pattern.compile("(?ms)^```json\n(.*?)^```$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z]+)` \\| (required|[^|]*) \\| .*$");
    private static final Pattern VARIABLE_ROW = Pattern.compile("(?m)^\\| `([a-z][A-Za-z]*)` \\| [^|]* \\|$");

    @TempDir
    Path folder;

    @Test
    void shouldNameThePropertiesAndVariablesOfTheAction() throws IOException {
        List<Property> properties = GxpActionType.definition(
                        GxpActionType.name(GxpActionType.CATEGORY, GxpActionType.PROVIDER, GxpActionType.VERSION), "")
                .properties();

        assertThat(matches(ROW, document()))
                .extracting(row -> row.group(1))
                .containsExactlyElementsOf(
                        properties.stream().map(Property::name).toList());
        assertThat(matches(ROW, document()))
                .extracting(row -> row.group(2).equals("required"))
                .containsExactlyElementsOf(
                        properties.stream().map(Property::required).toList());
        assertThat(matches(VARIABLE_ROW, document()))
                .extracting(row -> row.group(1))
                .containsExactlyElementsOf(GxpActionType.VARIABLES);
    }

    @Test
    void shouldHaveABucketForASourceThatFitsTheTemplate() throws Exception {
        List<String> parts = matches(YAML, document()).stream()
                .map(block -> block.group(1))
                .filter(block -> block.startsWith("  "))
                .toList();
        String text = template();
        for (String[] place : new String[][] {
            {"  ConnectionArn:\n", "  KeepArtifactsDays:\n", parts.get(0)},
            {"            - Name: Source\n", "\n        # All actions", parts.get(1)},
            {"          - Sid: Source\n", "          - Sid: ArtifactBucket\n", parts.get(2)}
        }) {
            int from = text.indexOf(place[0]);
            int to = text.indexOf(place[1], from);
            assertThat(from).isPositive().isLessThan(to);
            text = text.substring(0, from) + place[2] + text.substring(to);
        }

        assertThat(parts).hasSize(3);
        assertThat(text).contains("S3ObjectKey").doesNotContain("!Ref ConnectionArn");
        assertThat(TemplateLint.check(text)).isEmpty();
    }

    @Test
    void shouldDenyTheVeryApprovalThatTheTemplateAllows() throws Exception {
        JsonNode policy =
                Json.read(matches(JSON, document()).get(0).group(1).getBytes(StandardCharsets.UTF_8), JsonNode.class);
        JsonNode statement = policy.path("Statement").path(0);

        assertThat(policy.findValuesAsText("Effect")).containsOnly("Deny");
        assertThat(statement.path("Action").asText()).isEqualTo("codepipeline:PutApprovalResult");
        String place = statement.path("Resource").asText().replaceFirst(".*:PIPELINE", "");
        assertThat(signedTemplate())
                .contains("${Pipeline}" + place + "\"")
                .contains("ApprovalAction: " + place.substring(1));
    }

    private String template() throws Exception {
        return write(Files.readString(Path.of("examples/flc-mortality/gxp.yaml")));
    }

    private String signedTemplate() throws Exception {
        return write(Files.readString(Path.of("examples/flc-mortality/gxp.yaml"))
                .replaceFirst("(?m)^  approvals: .*$", "  approvals: [{role: quality, count: 1}]"));
    }

    private String write(String spec) throws Exception {
        Path file = Files.writeString(folder.resolve("gxp.yaml"), spec);
        return Files.readString(
                Starter.writeCodePipeline(SpecLoader.load(file), folder).orElseThrow());
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("docs/codepipeline.md"));
    }
}
