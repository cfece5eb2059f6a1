// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.model.Run;
import io.jenkins.plugins.gxp.engine.EngineCall;
import io.jenkins.plugins.gxp.signing.Authority;
import io.jenkins.plugins.gxp.signing.SealingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the engine is given beside the spec, made when it is started and never kept. */
final class EngineInputs {
    private EngineInputs() {}

    static void give(EngineCall engine, StageCall call, Run<?, ?> run) throws IOException {
        new HostFacts(run).tell(engine);
        String roots = Authority.get().trustedPem() + SealingKey.give(engine, run, call.credentialsId());
        engine.variable("GXP_TRUST_ROOTS", "roots.pem", roots.getBytes(StandardCharsets.US_ASCII));
        if (!call.gates().isEmpty() && engine.isStage(call.stage())) {
            engine.option("--gates", "gates.json", QualityGates.file(call.gates(), run));
        }
    }
}
