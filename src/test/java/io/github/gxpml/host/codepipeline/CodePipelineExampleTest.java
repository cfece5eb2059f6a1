// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.standin.ActionOutcome;
import io.github.gxpml.standin.StoredObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example from its source to monitoring, as docs/codepipeline.md has it: the commands of a user, no shortcut. */
class CodePipelineExampleTest {
    private static final String EXECUTION = "3137f7cb-7cf7-4abc-8def-0123456789ab";

    @TempDir
    Path folder;

    @Test
    void shouldTakeTheExampleToItsEndAlthoughTheWorkerIsKilledWhileItTrains() throws Exception {
        try (var pipeline = new ServedPipeline(folder).source(Path.of("examples/flc-mortality"))) {
            String train = pipeline.comeTo("train", EXECUTION);
            Process worker = pipeline.gxpWorker();
            pipeline.await(() -> pipeline.trainingStarted());
            ServedPipeline.kill(worker);
            worker = pipeline.gxpWorker();

            assertStage(pipeline, "train", train);
            for (String stage : new String[] {"validate", "register", "monitor"}) {
                assertStage(pipeline, stage, pipeline.comeTo(stage, EXECUTION));
            }

            Path bundle = pipeline.verified("monitor");
            try (var zip = new ZipFile(bundle.toFile())) {
                var origin = zip.getEntry("flc-mortality-1/data/origin.json");
                assertThat(new String(zip.getInputStream(origin).readAllBytes(), StandardCharsets.UTF_8))
                        .contains("AWS CodePipeline", EXECUTION, "Source 0123456789abcdef");
            }
            assertThat(pipeline.s3.stored())
                    .hasSize(4)
                    .extracting(StoredObject::kmsKey)
                    .containsOnly(ServedPipeline.KEY);
            worker.destroy();
            assertThat(worker.waitFor()).as("it ends as asked").isIn(0, 143);
        }
    }

    private static void assertStage(ServedPipeline pipeline, String stage, String action) throws Exception {
        ActionOutcome outcome = pipeline.end(action);
        assertThat(outcome.status()).as(outcome + "\n" + pipeline.log()).isEqualTo("Succeeded");
        assertThat(outcome.finalAnswers()).isEqualTo(1);
        assertThat(outcome.refusedAnswers()).isZero();
        assertThat(outcome.variables())
                .containsOnlyKeys(GxpActionType.VARIABLES)
                .containsEntry("verdict", "PASS")
                .containsEntry("modelVersion", "1")
                .containsEntry("bundleDigest", Sha256.of(pipeline.verified(stage)));
        if (stage.equals("validate")) {
            assertThat(outcome.variables().get("metrics")).contains("\"validate/roc_auc/validation\":0.");
        }
    }
}
