// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.codepipeline.CodePipelineException;
import io.github.gxpml.aws.codepipeline.JobContext;
import io.github.gxpml.aws.codepipeline.ManualApproval;
import io.github.gxpml.aws.codepipeline.ManualApprovals.Place;
import io.github.gxpml.host.codepipeline.StageAnswer.SealedRun;
import io.github.gxpml.host.codepipeline.StageRunner.Observed;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Answers the manual approval that waits for the signatures of a release, once they are complete or one is a rejection.
 * Who answers it in the console before does not release anything: that is a finding, and goes into the evidence.
 */
final class ApprovalRelay {
    private static final String ANSWERING = "answering";

    private final Workbench bench;
    private final Order order;
    private final Retries retries;
    private final Consumer<String> log;

    ApprovalRelay(Workbench bench, Order order, Retries retries, Consumer<String> log) {
        this.bench = bench;
        this.order = order;
        this.retries = retries;
        this.log = log;
    }

    static Place place(JobContext context, String action) {
        int slash = action.indexOf('/');
        return new Place(context.pipeline(), action.substring(0, slash), action.substring(slash + 1));
    }

    void relay() throws InterruptedException {
        Place place = place(order.context(), order.settings().approvalAction().orElseThrow());
        while (!looked(place)) {
            Thread.sleep(bench.pace().lookEvery().toMillis());
        }
        order.over();
    }

    /** What cannot be looked at or put on record now can be later; people take longer. */
    private boolean looked(Place place) throws InterruptedException {
        try {
            return settled(place);
        } catch (IOException e) {
            boolean gone = e instanceof CodePipelineException aws && aws.kind() == CodePipelineException.Kind.NOT_FOUND;
            log.accept("could not look at the approval " + place.stage() + "/" + place.action() + ": " + e.getMessage()
                    + (gone ? "" : "; looking again"));
            return gone;
        }
    }

    private boolean settled(Place place) throws IOException, InterruptedException {
        StageAnswer signed = bench.runner().look(order, order.now().stage().orElseThrow());
        if (!signed.equals(order.now().stage().orElseThrow())) {
            order.keep(order.now().with(signed));
        }
        if (signed.run().isEmpty()) {
            log.accept(signed.message());
            return true;
        }
        Optional<ManualApproval> found =
                retries.untilHeard(() -> bench.services().approvals().find(place));
        if (found.isEmpty() || !found.get().execution().equals(order.context().execution())) {
            log.accept("the pipeline has gone on without the approval " + place.stage() + "/" + place.action());
            return true;
        }
        ManualApproval approval = found.get();
        if (!begun(approval)) {
            return false;
        }
        return switch (approval.state()) {
            case NOT_BEGUN -> false;
            case WAITING -> !Answers.pending(signed) && answer(place, approval, signed);
            case APPROVED, NOT_APPROVED -> answeredThere(place, approval, signed);
        };
    }

    /** What an approval says until it is reached is of the execution before. */
    private boolean begun(ManualApproval approval) {
        return approval.changedAt()
                .orElse(Instant.EPOCH)
                .isAfter(order.now().approvalSeen().orElseThrow());
    }

    private boolean answer(Place place, ManualApproval approval, StageAnswer signed)
            throws IOException, InterruptedException {
        SealedRun run = signed.run().orElseThrow();
        boolean released = signed.goesOn();
        String summary = (released ? "Released with all signatures: " : "Not released: ") + run.model() + " version "
                + run.version() + ", run " + run.number() + ", bundle sha256 " + run.bundleSha256()
                + (signed.message().isEmpty() ? "" : "; " + signed.message());
        String decision = released ? "Approved" : "Rejected";
        if (!decision.equals(order.notes().get(ANSWERING))) {
            // before it is said, as the next stage begins at once; and so it is told apart from an answer of others
            record(place, approval, new Told(summary, false, decision, "this worker"));
            order.note(noted(decision));
        }
        String token = approval.token().orElseThrow();
        if (!retries.untilHeard(() -> bench.services().approvals().answer(place, token, released, summary))) {
            return false; // answered in this very moment: the next look tells by whom
        }
        log.accept(
                (released ? "approved " : "rejected ") + place.stage() + "/" + place.action() + " by the signatures");
        return true;
    }

    private boolean answeredThere(Place place, ManualApproval approval, StageAnswer signed)
            throws IOException, InterruptedException {
        boolean approved = approval.state() == ManualApproval.State.APPROVED;
        String decision = approved ? "Approved" : "Rejected";
        if (decision.equals(order.notes().get(ANSWERING))) {
            return true; // by us, before this worker was killed
        }
        boolean bypassed = approved && !signed.goesOn();
        String what = bypassed
                ? "The manual approval was given in the console without the signatures that the release needs."
                : "The manual approval was answered in the console, not by the signatures.";
        if (bypassed) {
            bench.findings().add(place.pipeline() + ": " + what);
        }
        log.accept((bypassed ? "FINDING: " : "") + what);
        record(place, approval, new Told(what, bypassed, decision, approval.by()));
        return true;
    }

    private Map<String, String> noted(String decision) {
        var notes = new TreeMap<>(order.notes());
        notes.put(ANSWERING, decision);
        return notes;
    }

    /** What is put on record, whole: the pipeline keeps 512 characters of it. */
    private record Told(String what, boolean finding, String decision, String by) {}

    private void record(Place place, ManualApproval approval, Told told) throws IOException, InterruptedException {
        var details = new TreeMap<String, String>();
        details.put("pipeline", place.pipeline());
        details.put("execution", order.context().execution());
        details.put("action", place.stage() + "/" + place.action());
        details.put("decision", told.decision());
        details.put("by", told.by().isEmpty() ? "unknown" : told.by());
        details.put("summary", approval.summary());
        approval.changedAt().ifPresent(at -> details.put("at", at.toString()));
        details.values().removeIf(String::isEmpty);
        bench.runner().record(order, new Observed(told.what(), told.finding(), details));
    }
}
