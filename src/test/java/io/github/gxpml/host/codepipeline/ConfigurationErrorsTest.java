// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.standin.ActionOrder;
import io.github.gxpml.standin.ActionOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What authors of pipelines get wrong, and what they are told, with a stand-in for the engine. */
class ConfigurationErrorsTest {
    @TempDir
    Path folder;

    @TempDir
    Path source;

    private ServedPipeline pipeline;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(source.resolve("gxp.yaml"), "gxp: 1\n");
        pipeline = new ServedPipeline(folder).source(source).engine(StandInEngine.jar(folder));
    }

    @AfterEach
    void end() {
        pipeline.close();
    }

    @Test
    void shouldSayWhatIsWrongBeforeAnythingIsBegun() throws Exception {
        pipeline.work();

        assertRefused(configured(train(), GxpActionType.STAGE, "deploy"), "must be one of train, validate");
        assertRefused(configured(train(), GxpActionType.CONFIG, "../gxp.yaml"), "must be a path within the source");
        assertRefused(
                configured(train(), GxpActionType.APPROVAL_ACTION, "Model/Approve"), "belongs to the stage register");
        assertRefused(withoutOutput(train()), "has no output artifact for the evidence: give it one");
        assertRefused(
                train().output("Other", ServedPipeline.BUCKET, "other.zip"),
                "[Evidence, Other]: name one of them as `Bundle`");
        assertRefused(
                configured(train(), GxpActionType.BUNDLE, "Evidense"), "[Evidence]: name one of them as `Bundle`");
        assertRefused(configured(train(), GxpActionType.MODEL, "Modell"), "name one of them as `Model`");
        assertRefused(
                configured(configured(train(), GxpActionType.MODEL, "Evidence"), GxpActionType.BUNDLE, "Evidence"),
                "both name Evidence");
        assertRefused(configured(train(), GxpActionType.SOURCE, "Code"), "name the one with the source as `Source`");
        assertRefused(
                train().input("Data", "1", ServedPipeline.BUCKET, "source.zip"),
                "[Source, Data]: name the one with the source as `Source`");
        assertRefused(
                configured(train(), GxpActionType.CONFIG, "models/gxp.yaml"),
                "there is no models/gxp.yaml in the source: set `Config`");
        assertRefused(pipeline.order("validate", "e1"), "begin with train");
        assertThat(pipeline.log()).as("no stage was begun").doesNotContain("train PASS");
        assertThat(pipeline.s3.get(ServedPipeline.BUCKET, "train.zip")).isEmpty();
    }

    @Test
    void shouldSayThatThereIsNoModelToDeliver() throws Exception {
        pipeline.work();

        assertRefused(
                configured(
                        configured(
                                train().output("Other", ServedPipeline.BUCKET, "model.zip"),
                                GxpActionType.MODEL,
                                "Other"),
                        GxpActionType.BUNDLE,
                        "Evidence"),
                "the run has no model to put there");
    }

    @Test
    void shouldLetOneExecutionAtATimeIntoTheWorkspace() throws Exception {
        pipeline.with("STANDIN_MILLIS", "3000");
        pipeline.work();
        String first = pipeline.comeTo("train", "e1");
        pipeline.await(() -> pipeline.log().contains("took the job"));
        String second = pipeline.comeTo("train", "e2");
        pipeline.await(() -> pipeline.log().split("took the job", -1).length == 3);

        assertThat(pipeline.end(first).status()).isEqualTo("Succeeded");
        assertThat(pipeline.service.outcome(second).status()).isEqualTo("InProgress");
        assertThat(pipeline.end(second).status()).isEqualTo("Succeeded");

        assertRefused(pipeline.order("validate", "e1"), "another execution has the workspace now");
        assertThat(pipeline.end(pipeline.comeTo("validate", "e2")).status()).isEqualTo("Succeeded");
    }

    /** Two models may share a source: each has a run of its own. */
    @Test
    void shouldGoOnOnlyWithARunThatTheExecutionHasTrainedItself() throws Exception {
        Files.createDirectories(source.resolve("b"));
        Files.writeString(source.resolve("b/gxp.yaml"), "gxp: 1\n");
        pipeline.source(source);
        Process worker = pipeline.work();
        assertThat(pipeline.end(pipeline.comeTo("train", "e1")).status()).isEqualTo("Succeeded");

        assertRefused(
                configured(pipeline.order("validate", "e1"), GxpActionType.CONFIG, "b/gxp.yaml"),
                "the execution e1 has trained no run of b/gxp.yaml");
        assertThat(pipeline.end(pipeline.comeTo("validate", "e1")).status()).isEqualTo("Succeeded");

        ServedPipeline.kill(worker);
        pipeline.with("STANDIN_RUN", "2").work();
        ActionOutcome other = pipeline.end(pipeline.comeTo("register", "e1"));
        assertThat(other.failureType()).isEqualTo("SystemUnavailable");
        assertThat(other.failureMessage()).contains("answered about run 2", "has not trained");
        ActionOutcome monitored = pipeline.end(pipeline.comeTo("monitor", "e1"));
        assertThat(monitored.failureType()).isEqualTo("ConfigurationError");
        assertThat(monitored.failureMessage()).contains("nothing of this execution to monitor");
    }

    /** Otherwise the run before would be validated in place of the one that never was. */
    @Test
    void shouldNotGoOnWithTheRunBeforeWhenASourceCannotBeUnpacked() throws Exception {
        pipeline.work();
        assertThat(pipeline.end(pipeline.comeTo("train", "e1")).status()).isEqualTo("Succeeded");
        pipeline.s3.put(ServedPipeline.BUCKET, "source.zip", new byte[] {1, 2, 3});

        assertRefused(pipeline.order("train", "e2"), "not a zip archive, or a damaged one");

        assertRefused(pipeline.order("validate", "e2"), "no run of the execution e2");
        assertRefused(pipeline.order("validate", "e1"), "no run of the execution e1");
    }

    private ActionOrder train() {
        return pipeline.order("train", "e1");
    }

    private static ActionOrder configured(ActionOrder order, String property, String value) {
        Map<String, String> configuration = new TreeMap<>(order.configuration());
        configuration.put(property, value);
        return order.configured(configuration);
    }

    private static ActionOrder withoutOutput(ActionOrder order) {
        return new ActionOrder(
                order.type(),
                order.pipeline(),
                order.execution(),
                order.stage(),
                order.action(),
                order.configuration(),
                order.inputs(),
                List.of(),
                order.encryptionKey());
    }

    private void assertRefused(ActionOrder order, String words) {
        ActionOutcome outcome = pipeline.end(pipeline.service.enqueue(order));

        assertThat(outcome.status()).isEqualTo("Failed");
        assertThat(outcome.failureType()).as(outcome.failureMessage()).isEqualTo("ConfigurationError");
        assertThat(outcome.failureMessage()).contains(words).doesNotContain("internal error");
        assertThat(outcome.finalAnswers()).isEqualTo(1);
    }
}
