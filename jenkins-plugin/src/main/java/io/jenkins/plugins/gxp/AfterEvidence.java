// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.model.Run;
import io.jenkins.plugins.gxp.engine.StageReport;
import io.jenkins.plugins.gxp.evidence.GateTests;
import io.jenkins.plugins.gxp.release.ReleaseHold;
import java.io.IOException;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a build records of a stage once its evidence is attached: the gates as tests, and that it released a model. */
final class AfterEvidence {
    private AfterEvidence() {}

    static void record(StepContext context, StageCall call, StageReport report)
            throws IOException, InterruptedException {
        if (call.stage().equals("register") && !report.isStopped()) {
            Run<?, ?> run = Objects.requireNonNull(context.get(Run.class));
            ReleaseHold.put(run, report.model(), report.version(), GxpDefaults.retention(run.getParent()));
        }
        new GateTests(context).publish(call.stage(), report);
    }
}
