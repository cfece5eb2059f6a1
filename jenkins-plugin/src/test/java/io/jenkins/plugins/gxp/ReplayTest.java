// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.gxp.engine.FileDigest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A replayed build cannot hide that its pipeline was edited. */
@WithJenkins
class ReplayTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTellTheEngineWhatWasReplayedAndWhatWasEdited(JenkinsRule j) throws Exception {
        StandIn.configure(FaultyEngine.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        String before = "node { gxpTrain() }";
        String after = "node { gxpTrain onUndecided: 'UNSTABLE' }";
        job.setDefinition(new CpsFlowDefinition(before, true));

        remember(j, job, "first");
        WorkflowRun original = j.buildAndAssertSuccess(job);
        remember(j, job, "second");
        var replay = original.getAction(ReplayAction.class).run(after, Map.of());
        j.assertBuildStatusSuccess(j.waitForCompletion((WorkflowRun) replay.waitForStart()));

        JsonNode first = origin("first");
        JsonNode second = origin("second");
        assertThat(first.has("replayOf")).isFalse();
        assertThat(first.path("pipelineSha256").asText()).isEqualTo(sha256(before));
        assertThat(second.path("number").asInt()).isEqualTo(2);
        assertThat(second.path("replayOf").asInt()).isEqualTo(1);
        assertThat(second.path("pipelineSha256").asText()).isEqualTo(sha256(after));
        assertThat(second.path("replayOfPipelineSha256").asText()).isEqualTo(sha256(before));
    }

    /** Makes the engine keep what it is told. */
    private void remember(JenkinsRule j, WorkflowJob job, String name) throws Exception {
        String spec = "verdict=PASS\nremember=" + Files.createDirectory(folder.resolve(name));
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write(spec, "UTF-8");
    }

    private JsonNode origin(String name) throws Exception {
        return new ObjectMapper()
                .readTree(folder.resolve(name).resolve("train.GXP_ORIGIN").toFile());
    }

    private static String sha256(String text) throws Exception {
        return FileDigest.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
