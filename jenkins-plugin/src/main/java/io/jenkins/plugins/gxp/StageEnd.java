// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.gxp.engine.AnswerParser;
import io.jenkins.plugins.gxp.engine.GateRow;
import io.jenkins.plugins.gxp.engine.StageReport;
import io.jenkins.plugins.gxp.engine.Verdicts;
import io.jenkins.plugins.gxp.evidence.EvidencePublisher;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What becomes of the build when the engine has ended: evidence first, then the consequence. */
final class StageEnd {
    private static final int MOST_NAMED = 5;

    private final StepContext context;
    private final StageCall call;
    private final FilePath workspace;

    StageEnd(StepContext context, StageCall call, FilePath workspace) {
        this.context = context;
        this.call = call;
        this.workspace = workspace;
    }

    /** How the step ends. */
    interface Outcome {
        void tell(StepContext context);
    }

    /**
     * Attaches the evidence and decides how the step ends.
     *
     * @param exit the exit code of the engine
     * @param answer what it wrote to standard output
     * @return the end of the step
     */
    Outcome conclude(int exit, String answer) throws IOException, InterruptedException {
        if (exit != 0 && exit != 1 && exit != 3) {
            return failure(AnswerParser.error(answer)
                    .map(sentence -> "GxP " + call.stage() + " could not be carried out: " + sentence)
                    .orElse(crashed(exit)));
        }
        StageReport report;
        try {
            report = AnswerParser.report(answer);
        } catch (AnswerParser.UnreadableException e) {
            // Java ends with 1 on errors of its own, which must never be taken for a failed gate
            return failure(
                    answer.isEmpty()
                            ? crashed(exit)
                            : "GxP " + call.stage() + " ended with code " + exit + ", but its answer cannot be read ("
                                    + e.getMessage()
                                    + "); is the configured engine of another version than the plugin?");
        }
        if (report.exit() != exit || Verdicts.exit(report.verdict()) != exit) {
            return failure("GxP " + call.stage() + " ended with code " + exit + ", but its answer says "
                    + report.verdict() + "; neither is believed.");
        }
        new EvidencePublisher(context, workspace).publish(call.stage(), report);
        AfterEvidence.record(context, call, report);
        return judge(report);
    }

    private Outcome judge(StageReport report) throws IOException, InterruptedException {
        var result = new GxpResult(report);
        if (report.verdict().equals(Verdicts.PASS)) {
            return success(result);
        }
        String sentence = sentence(report);
        boolean lenient = report.verdict().equals(Verdicts.UNDECIDED) && call.onUndecided() == Undecided.UNSTABLE;
        if (lenient || !report.isStopped()) {
            warn(Result.UNSTABLE, sentence);
            return success(result);
        }
        if (call.stopBuild()) {
            return failure(sentence);
        }
        warn(Result.FAILURE, sentence);
        return success(result);
    }

    private String sentence(StageReport report) {
        List<String> gates = report.gates().stream()
                .filter(gate -> gate.getVerdict().equals(report.verdict()))
                .filter(gate -> !report.waived().contains(gate.getId()))
                .map(GateRow::getId)
                .toList();
        String start =
                "GxP " + call.stage() + " of " + report.model() + " " + report.version() + " is " + report.verdict();
        if (gates.isEmpty()) {
            return report.missing().isEmpty()
                    ? start + ": the run is " + report.state() + "."
                    : start + ": signatures are missing: " + String.join(", ", report.missing()) + ".";
        }
        String named = gates.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return start + ": " + named + (gates.size() > MOST_NAMED ? " and " + (gates.size() - MOST_NAMED) + " more" : "")
                + ".";
    }

    private void warn(Result result, String sentence) throws IOException, InterruptedException {
        Objects.requireNonNull(context.get(FlowNode.class))
                .addOrReplaceAction(new WarningAction(result).withMessage(sentence));
        Objects.requireNonNull(context.get(Run.class)).setResult(result);
        Objects.requireNonNull(context.get(hudson.model.TaskListener.class))
                .getLogger()
                .println(sentence);
    }

    private String crashed(int exit) {
        return "GxP " + call.stage() + " could not be carried out: the engine ended with code " + exit
                + " and gave no answer; the log above says what it knew.";
    }

    private static Outcome success(GxpResult result) {
        return step -> step.onSuccess(result);
    }

    private static Outcome failure(String sentence) {
        return step -> step.onFailure(new AbortException(sentence));
    }
}
