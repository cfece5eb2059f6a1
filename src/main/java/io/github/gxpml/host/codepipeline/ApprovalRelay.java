// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.codepipeline.JobContext;
import io.github.gxpml.aws.codepipeline.ManualApproval;
import io.github.gxpml.aws.codepipeline.ManualApproval.State;
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
    private static final String TOLD = "told";
    private static final int MOST_DETAIL = 4000;

    private final Workbench bench;
    private final Order order;
    private final Retries retries;
    private final Consumer<String> log;
    private boolean found;
    private boolean taken;

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

    void relay() throws OrderException, InterruptedException {
        Place place = place(order.context(), order.settings().approvalAction().orElseThrow());
        while (!looked(place)) {
            Thread.sleep(bench.pace().lookEvery().toMillis());
        }
        order.over();
    }

    /** What cannot be looked at or put on record now can be later; people take longer. */
    private boolean looked(Place place) throws OrderException, InterruptedException {
        try {
            return settled(place);
        } catch (IOException e) {
            boolean gone = e instanceof AwsException aws && aws.kind() == AwsException.Kind.NOT_FOUND;
            log.accept("could not look at the approval " + place.stage() + "/" + place.action() + ": " + e.getMessage()
                    + (gone ? "" : "; looking again"));
            return gone;
        }
    }

    private boolean settled(Place place) throws OrderException, IOException, InterruptedException {
        StageAnswer signed = signed();
        Optional<ManualApproval> latest =
                retries.untilHeard(() -> bench.services().approvals().find(place));
        boolean ours = latest.filter(
                        approval -> approval.execution().equals(order.context().execution()))
                .isPresent();
        Optional<ManualApproval> approval = ours ? latest : past(place);
        if (approval.isEmpty()) {
            log.accept("the pipeline has gone on without the approval " + place.stage() + "/" + place.action());
            return true;
        }
        if (ours && !begun(approval.get())) {
            return false;
        }
        return switch (approval.get().state()) {
            case NOT_BEGUN -> false;
            case WAITING -> ours && !taken && !Answers.pending(signed) && answer(place, approval.get(), signed);
            case APPROVED, NOT_APPROVED, STOPPED -> {
                answeredThere(place, approval.get(), signed);
                // what failed can be tried again, as long as the stage works for this execution
                yield !ours || taken || approval.get().state() == State.APPROVED || !open(signed);
            }
        };
    }

    /** How the run stands, or stood when another execution took the workspace. */
    private StageAnswer signed() throws IOException, InterruptedException {
        StageAnswer before = order.now().stage().orElseThrow();
        StageAnswer now = bench.runner().look(order, before);
        if (now.run().isEmpty()) {
            if (!taken) {
                log.accept(now.message());
            }
            taken = true;
            return before;
        }
        if (!now.equals(before)) {
            order.keep(order.now().with(now));
        }
        return now;
    }

    /** How the approval of this order's execution stands, when its stage works for another one. */
    private Optional<ManualApproval> past(Place place) throws IOException, InterruptedException {
        return retries.untilHeard(() -> bench.services()
                .approvals()
                .ofExecution(
                        place,
                        order.context().execution(),
                        order.now().approvalSeen().orElseThrow()));
    }

    private static boolean open(StageAnswer signed) {
        return Answers.pending(signed) || signed.goesOn();
    }

    /** What an approval says until it is reached is of the execution before. */
    private boolean begun(ManualApproval approval) {
        return approval.changedAt()
                .orElse(Instant.EPOCH)
                .isAfter(order.now().approvalSeen().orElseThrow());
    }

    private boolean answer(Place place, ManualApproval approval, StageAnswer signed)
            throws OrderException, IOException, InterruptedException {
        SealedRun run = signed.run().orElseThrow();
        boolean released = signed.goesOn();
        String summary = clean((released ? "Released with all signatures: " : "Not released: ") + run.model()
                + " version " + run.version() + ", run " + run.number() + ", bundle sha256 " + run.bundleSha256()
                + (signed.message().isEmpty() ? "" : "; " + signed.message()));
        String decision = released ? "Approved" : "Rejected";
        if (!decision.equals(order.notes().get(ANSWERING))) {
            String what = released
                    ? "The manual approval is given by this worker, as the signatures are complete."
                    : "The manual approval is rejected by this worker, as the run is not released.";
            // before it is said, as the next stage begins at once; and so it is told apart from an answer of others
            record(place, approval, new Told(run.number(), what, false, decision, "this worker", summary));
            note(ANSWERING, decision);
        }
        String token = approval.token().orElseThrow();
        if (!retries.untilHeard(() -> bench.services().approvals().answer(place, token, released, summary))) {
            return false; // answered in this very moment: the next look tells by whom
        }
        log.accept(
                (released ? "approved " : "rejected ") + place.stage() + "/" + place.action() + " by the signatures");
        return true;
    }

    /** Puts the end of an approval that is not by this worker on record, each once. */
    private void answeredThere(Place place, ManualApproval approval, StageAnswer signed)
            throws OrderException, IOException, InterruptedException {
        boolean approved = approval.state() == State.APPROVED;
        String decision = approved ? "Approved" : approval.state() == State.STOPPED ? "Stopped" : "Rejected";
        String change =
                decision + " " + approval.changedAt().map(Instant::toString).orElse("");
        if (decision.equals(order.notes().get(ANSWERING))
                || change.equals(order.notes().get(TOLD))) {
            return; // by us, before this worker was killed; or told before
        }
        boolean bypassed = approved && !signed.goesOn();
        String what = sentence(approval, bypassed);
        if (bypassed && !found) {
            found = true; // what follows may be tried again
            bench.findings().add(place.pipeline() + ": " + what);
        }
        log.accept((bypassed ? "FINDING: " : "") + what);
        boolean timedOut = decision.equals("Rejected") && approval.by().isEmpty();
        int run = signed.run().orElseThrow().number();
        record(place, approval, new Told(run, what, bypassed, timedOut ? "Timed out" : decision, approval.by(), ""));
        note(TOLD, change);
    }

    private static String sentence(ManualApproval approval, boolean bypassed) {
        if (bypassed) {
            return "The manual approval was given in the console without the signatures that the release needs.";
        }
        if (approval.state() == State.STOPPED) {
            return "The manual approval was stopped with its execution, before anybody answered it.";
        }
        return approval.state() == State.NOT_APPROVED && approval.by().isEmpty()
                ? "The manual approval ended without an answer of anybody: it timed out."
                : "The manual approval was answered in the console, not by the signatures.";
    }

    private void note(String name, String value) throws IOException {
        var notes = new TreeMap<>(order.notes());
        notes.put(name, value);
        order.note(notes);
    }

    /** What is put on record, whole: the pipeline keeps 512 characters of it. */
    private record Told(int run, String what, boolean finding, String decision, String by, String said) {}

    private void record(Place place, ManualApproval approval, Told told)
            throws OrderException, IOException, InterruptedException {
        Map<String, String> details = new TreeMap<>();
        details.put("pipeline", place.pipeline());
        details.put("execution", order.context().execution());
        details.put("action", place.stage() + "/" + place.action());
        details.put("decision", told.decision());
        details.put("by", told.by().isEmpty() ? "unknown" : told.by());
        details.put("summary", approval.summary());
        details.put("said", told.said());
        approval.changedAt().ifPresent(at -> details.put("at", at.toString()));
        details.values().removeIf(String::isEmpty);
        details.replaceAll((name, text) -> clean(text));
        bench.runner().record(order, new Observed(told.run(), told.what(), told.finding(), details));
    }

    /** What people and gates have said may hold what the engine refuses: control characters, halves of characters. */
    static String clean(String text) {
        return text.codePoints()
                .limit(MOST_DETAIL)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
