// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.AbortException;
import hudson.console.ModelHyperlinkNote;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.gxp.approval.ApprovalAction;
import io.jenkins.plugins.gxp.approval.ApprovalRequest;
import io.jenkins.plugins.gxp.approval.GivenSignature;
import io.jenkins.plugins.gxp.engine.AnswerParser;
import io.jenkins.plugins.gxp.engine.GateRow;
import io.jenkins.plugins.gxp.engine.StageReport;
import io.jenkins.plugins.gxp.engine.Surroundings;
import io.jenkins.plugins.gxp.engine.Verdicts;
import io.jenkins.plugins.gxp.evidence.EvidencePublisher;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What becomes of the build when the engine has ended: evidence first, then the consequence. */
final class StageEnd {
    private static final int MOST_NAMED = 5;

    private final StepContext context;
    private final StageCall call;
    private final Workplace place;
    private final Surroundings here;

    StageEnd(StepContext context, StageCall call, Workplace place, Surroundings here) {
        this.context = context;
        this.call = call;
        this.place = place;
        this.here = here;
    }

    /** How the step ends. */
    interface Outcome {
        void tell(StepContext context);

        /** Tells whether it does not end yet, but waits for signatures. */
        default boolean isWaiting() {
            return false;
        }

        /** Tells whether it does not end yet, but looks again at a training that goes on elsewhere. */
        default boolean isElsewhere() {
            return false;
        }
    }

    /** Attaches what was sealed of a stage that was ended; that it cannot be attached changes nothing about the end. */
    void keep(String answer) throws InterruptedException {
        var sealed = AnswerParser.sealed(answer);
        if (sealed.isPresent()) {
            try {
                new EvidencePublisher(context, here, call.config()).publish(call.stage(), sealed.get());
            } catch (IOException e) {
                here.listener().getLogger().println("The evidence could not be attached: " + e.getMessage());
            }
        }
    }

    /**
     * Attaches the evidence and decides how the step ends.
     *
     * @param command that the engine carried out
     * @param exit the exit code of the engine
     * @param answer what it wrote to standard output
     * @return the end of the step
     */
    Outcome conclude(String command, int exit, String answer) throws IOException, InterruptedException {
        if (exit != 0 && exit != 1 && exit != 3) {
            keep(answer);
            endRequest(ApprovalRequest.State.ENDED, AnswerParser.error(answer).orElse("The engine has crashed."));
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
        String artifact = new EvidencePublisher(context, here, call.config()).publish(call.stage(), report);
        AfterEvidence.record(context, call, report);
        if (report.isElsewhere() && command.equals(call.stage())) {
            return new Elsewhere();
        }
        if (report.terms().isPresent() && command.equals(call.stage())) {
            return ask(report, artifact);
        }
        Optional<String> rejection = rejection(report);
        endRequest(state(report), rejection.orElse(note(report)));
        return rejection.isPresent() ? failure(rejection.get()) : judge(report);
    }

    private Outcome ask(StageReport report, String artifact) throws IOException, InterruptedException {
        Run<?, ?> run = Objects.requireNonNull(context.get(Run.class));
        String step = Objects.requireNonNull(context.get(FlowNode.class)).getId();
        ApprovalRequest request =
                ApprovalAction.ask(run, step, report, report.terms().get(), artifact);
        PrintStream log = here.listener().getLogger();
        String page = "/" + run.getUrl() + "gxp-approval/request/" + request.getId() + "/";
        log.println("Waiting for signatures: " + String.join(", ", request.getMissing()) + " - "
                + ModelHyperlinkNote.encodeTo(page, "read and sign"));
        if (!place.isBorrowed()) {
            log.println("An executor is held meanwhile; call the step outside of `node` to hold none.");
        }
        return new Outcome() {
            @Override
            public void tell(StepContext step) {
                throw new IllegalStateException("it has not ended yet");
            }

            @Override
            public boolean isWaiting() {
                return true;
            }
        };
    }

    /** The training goes on in a service. */
    private static final class Elsewhere implements Outcome {
        @Override
        public void tell(StepContext step) {
            throw new IllegalStateException("it has not ended yet");
        }

        @Override
        public boolean isElsewhere() {
            return true;
        }
    }

    private Optional<ApprovalRequest> request() throws IOException, InterruptedException {
        return ApprovalAction.find(
                Objects.requireNonNull(context.get(Run.class)),
                Objects.requireNonNull(context.get(FlowNode.class)).getId());
    }

    private void endRequest(ApprovalRequest.State state, String why) throws IOException, InterruptedException {
        Optional<ApprovalRequest> request = request();
        if (request.isPresent()) {
            request.get().end(state, why);
            Objects.requireNonNull(context.get(Run.class)).save();
        }
    }

    private String note(StageReport report) {
        return state(report) == ApprovalRequest.State.RELEASED ? "Everybody has signed." : sentence(report);
    }

    private static ApprovalRequest.State state(StageReport report) {
        return switch (report.state()) {
            case "RUNNING", "COMPLETE" -> ApprovalRequest.State.RELEASED;
            case "REJECTED" -> ApprovalRequest.State.REJECTED;
            default -> ApprovalRequest.State.ENDED;
        };
    }

    private Outcome judge(StageReport report) throws IOException, InterruptedException {
        var result = new GxpResult(report);
        if (report.verdict().equals(Verdicts.PASS)) {
            return success(result);
        }
        String sentence = sentence(report);
        if (report.isPending()) {
            return failure(sentence); // what nobody has signed is no number that one may be lenient with
        }
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

    /** A rejection ends the step whatever it was asked to do with gates: people have spoken, not numbers. */
    private Optional<String> rejection(StageReport report) throws IOException, InterruptedException {
        if (!report.state().equals("REJECTED")) {
            return Optional.empty();
        }
        String who = request().map(ApprovalRequest::getSignatures).orElse(List.of()).stream()
                .filter(GivenSignature::isRejection)
                .map(signature -> signature.getName() + ": " + signature.getReason())
                .collect(Collectors.joining("; "));
        return Optional.of("GxP " + call.stage() + " of " + report.model() + " " + report.version()
                + " was rejected by " + (who.isEmpty() ? "somebody who signed elsewhere" : who));
    }

    private String sentence(StageReport report) {
        List<String> gates = report.gates().stream()
                .filter(gate -> gate.getVerdict().equals(report.verdict()))
                .filter(gate -> !report.waived().contains(gate.getId()))
                .map(GateRow::getId)
                .toList();
        String start =
                "GxP " + call.stage() + " of " + report.model() + " " + report.version() + " is " + report.verdict();
        if (gates.isEmpty() || report.isPending()) {
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
        here.listener().getLogger().println(sentence);
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
