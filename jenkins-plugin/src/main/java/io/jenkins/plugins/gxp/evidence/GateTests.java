// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.junit.JUnitResultArchiver;
import hudson.tasks.junit.TestResultAction;
import hudson.tasks.junit.pipeline.JUnitResultsStepExecution;
import hudson.tasks.test.PipelineTestDetails;
import io.jenkins.plugins.gxp.engine.GateRow;
import io.jenkins.plugins.gxp.engine.StageReport;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Makes each gate of a stage a test of the build, so that it has a history and shows up where failed tests do. What becomes
 * of the build is not decided here.
 */
public final class GateTests {
    private static final String FILE = "gates.xml";

    private final StepContext context;

    public GateTests(StepContext context) {
        this.context = context;
    }

    /**
     * Adds the gates to the tests of the build. Doing so again for the same step, after a restart in the middle, changes
     * nothing.
     *
     * @param stage that was carried out
     * @param report what the engine said
     */
    public void publish(String stage, StageReport report) throws IOException, InterruptedException {
        List<GateRow> gates = report.gates().stream()
                .filter(gate -> gate.stage().equals(stage))
                .toList();
        Run<?, ?> run = Objects.requireNonNull(context.get(Run.class));
        FlowNode node = Objects.requireNonNull(context.get(FlowNode.class));
        TestResultAction before = run.getAction(TestResultAction.class);
        if (gates.isEmpty() || before != null && hasTestsOf(before, node)) {
            return;
        }
        var archiver = new JUnitResultArchiver(FILE);
        archiver.setSkipMarkingBuildUnstable(true);
        archiver.setSkipPublishingChecks(true);
        archiver.setHealthScaleFactor(before == null ? 1.0 : before.getHealthScaleFactor());
        TaskListener listener = Objects.requireNonNull(context.get(TaskListener.class));
        File folder = Util.createTempDir(); // on the controller: the agent has no say in what a gate came to
        try {
            var workspace = new FilePath(folder);
            workspace.child(FILE).write(GateTestsXml.of(stage, report, gates), "UTF-8");
            JUnitResultArchiver.parseAndSummarize(
                    archiver, details(node), run, workspace, new Launcher.LocalLauncher(listener), listener);
        } finally {
            Util.deleteRecursive(folder);
        }
    }

    private static boolean hasTestsOf(TestResultAction action, FlowNode node) {
        return action.getResult().getResultByNode(node.getId()).getTotalCount() > 0;
    }

    private static PipelineTestDetails details(FlowNode node) {
        List<FlowNode> blocks = JUnitResultsStepExecution.getEnclosingStagesAndParallels(node);
        var details = new PipelineTestDetails();
        details.setNodeId(node.getId());
        details.setEnclosingBlocks(JUnitResultsStepExecution.getEnclosingBlockIds(blocks));
        details.setEnclosingBlockNames(JUnitResultsStepExecution.getEnclosingBlockNames(blocks));
        return details;
    }
}
