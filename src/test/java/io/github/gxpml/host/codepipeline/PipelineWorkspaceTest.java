// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.codepipeline.JobContext;
import io.github.gxpml.host.codepipeline.Archives.Entry;
import io.github.gxpml.host.codepipeline.PipelineWorkspace.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineWorkspaceTest {
    @TempDir
    Path workspaces;

    @ParameterizedTest
    @ValueSource(
            strings = {"..", "../../etc", "/etc", "a/b", "a\\b", "a\u0000b", "", "-rf", "a b", "~", "$HOME", "\u00fc"})
    void shouldStayInItsFolderWhateverThePipelineIsCalled(String name) {
        Path folder =
                of(name, "arn:aws:codepipeline:eu-central-1:1:" + name).source().getParent();

        assertThat(folder.getParent()).isEqualTo(workspaces);
        assertThat(folder.normalize()).isEqualTo(folder);
        assertThat(folder.getFileName().toString()).matches("[A-Za-z0-9_-]+-[0-9a-f]{10}|-[0-9a-f]{10}");
    }

    @Test
    void shouldTellPipelinesOfTheSameNameApart() {
        Path one =
                of("flc", "arn:aws:codepipeline:eu-central-1:111122223333:flc").source();
        Path again =
                of("flc", "arn:aws:codepipeline:eu-central-1:111122223333:flc").source();
        Path region =
                of("flc", "arn:aws:codepipeline:eu-west-1:111122223333:flc").source();
        Path account =
                of("flc", "arn:aws:codepipeline:eu-central-1:444455556666:flc").source();
        Path close =
                of("f.c", "arn:aws:codepipeline:eu-central-1:111122223333:f.c").source();

        assertThat(one).isEqualTo(again);
        assertThat(List.of(one, region, account, close)).doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepWhoHasItAndHowLongThingsTook() throws IOException {
        PipelineWorkspace workspace = of("flc", "arn");
        assertThat(workspace.claim()).isEmpty();
        assertThat(workspace.tookBefore("train")).isEmpty();
        Files.createDirectories(workspace.source());

        workspace.claim(new Claim("e1", "order", Map.of("a/gxp.yaml", 3)));
        workspace.took("train", Duration.ofSeconds(7));
        workspace.took("validate", Duration.ofSeconds(1));

        assertThat(of("flc", "arn").claim()).contains(new Claim("e1", "order", Map.of("a/gxp.yaml", 3)));
        assertThat(of("flc", "arn").tookBefore("train")).contains(Duration.ofSeconds(7));
        Files.writeString(workspace.source().resolveSibling("times.json"), "{");
        assertThat(workspace.tookBefore("train"))
                .as("progress is not worth a failure")
                .isEmpty();
    }

    @Test
    void shouldUnpackEachArtifactAndLeaveNoArchiveBehind() throws Exception {
        PipelineWorkspace workspace = of("flc", "arn");
        Map<String, String> contents = Map.of("Code", "spec", "Data", "rows");
        List<InputArtifact> artifacts =
                List.of(new InputArtifact("Code", Optional.empty()), new InputArtifact("Data", Optional.empty()));

        workspace.unpack(artifacts, (name, file) -> Archives.write(file, List.of(Entry.of("x", contents.get(name)))));

        assertThat(workspace.source().resolve("x")).hasContent("spec");
        assertThat(workspace.source().resolve("Data/x")).hasContent("rows");
        assertThatThrownBy(() -> workspace.unpack(artifacts, (name, file) -> Files.writeString(file, "no archive")))
                .isInstanceOf(OrderException.class);
        assertThat(workspace.source().getParent().toFile().list()).containsExactlyInAnyOrder("source", "source.json");
    }

    @Test
    void shouldRefuseAnArtifactWhoseNameLeadsElsewhere() {
        PipelineWorkspace workspace = of("flc", "arn");

        assertThatThrownBy(() -> workspace.unpack(
                        List.of(new InputArtifact("Code", Optional.empty()), new InputArtifact("..", Optional.empty())),
                        (name, file) -> Archives.write(file, List.of(Entry.of("x", name)))))
                .isInstanceOf(OrderException.class)
                .hasMessageContaining("leads elsewhere");
        assertThat(workspaces.resolve("x")).doesNotExist();
    }

    private PipelineWorkspace of(String name, String arn) {
        return PipelineWorkspace.of(workspaces, new JobContext(name, arn, "e1", "Model", "Train", "ae1"));
    }
}
