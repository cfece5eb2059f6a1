// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.model.Run;
import io.jenkins.plugins.gxp.engine.EngineCall;
import io.jenkins.plugins.gxp.signing.SealingKey;
import java.io.IOException;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What the engine is given beside the spec, made when it is started and never kept. */
final class CallExtras {
    private CallExtras() {}

    static void give(EngineCall engine, StageCall call, StepContext context) throws IOException, InterruptedException {
        Run<?, ?> run = Objects.requireNonNull(context.get(Run.class));
        if (!call.gates().isEmpty()) {
            engine.option("--gates", "gates.json", QualityGates.file(call.gates(), run));
        }
        SealingKey.give(engine, run, call.credentialsId());
    }
}
