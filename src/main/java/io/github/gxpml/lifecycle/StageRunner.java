// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.spec.GateSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Carries out one stage of a run, and seals the evidence when it starts and when it ends, whatever the end. */
final class StageRunner {
    private final RunListener listener;
    private final List<String> stages;

    /**
     * Creates the runner.
     *
     * @param listener told how stages get on
     * @param stages names of the stages that make a run complete
     */
    StageRunner(RunListener listener, List<String> stages) {
        this.listener = listener;
        this.stages = stages;
    }

    StageOutcome carryOut(Run run, Stage stage, boolean last) throws StageException, IOException, InterruptedException {
        long start = System.nanoTime();
        run.stageStarted(stage.name());
        if (run.document().state() != State.WAITING) {
            run.seal(State.RUNNING);
        }
        StageOutcome outcome;
        try {
            outcome = new Qualification(stage).carryOut(run, listener);
        } catch (WaitsForJobException e) {
            return waits(run, e, Duration.ofNanos(System.nanoTime() - start));
        } catch (StageException e) {
            sealFailure(run, State.ERROR, "could not be carried out: " + e.getMessage(), e);
            throw e;
        } catch (IOException | RuntimeException e) {
            sealFailure(run, State.ERROR, "could not be carried out: " + e, e);
            throw e;
        } catch (InterruptedException e) {
            sealFailure(run, State.INTERRUPTED, "interrupted", e);
            throw e;
        }
        if (Thread.interrupted()) {
            var interrupted = new InterruptedException("interrupted");
            sealFailure(run, State.INTERRUPTED, "interrupted after: " + outcome.summary(), interrupted);
            throw interrupted;
        }
        List<String> notes = new ArrayList<>(outcome.notes());
        notes.addAll(Told.notTold(run));
        run.stageFinished(outcome.summary(), notes);
        run.seal(stateAfter(run, outcome, last));
        run.notStamped().ifPresent(why -> listener.note("the seal has no time stamp: " + why));
        listener.finished(stage.name(), outcome, Duration.ofNanos(System.nanoTime() - start));
        Told.after(run, listener::warn);
        return outcome;
    }

    /** The stage stays open: its job goes on, and the next call goes on with both. */
    private StageOutcome waits(Run run, WaitsForJobException job, Duration time)
            throws WaitsForJobException, IOException {
        run.stageWaits(job.getMessage());
        if (!job.asked()) {
            throw job;
        }
        String stage =
                run.document().stages().get(run.document().stages().size() - 1).name();
        var outcome = new StageOutcome(job.getMessage(), List.of(), List.of(), true);
        listener.finished(stage, outcome, time);
        return outcome;
    }

    /** Seals what there is; if that fails too, the first failure is still the one that is reported. */
    private void sealFailure(Run run, State state, String outcome, Exception cause) {
        try {
            // an interrupt that nobody took would close every file that the seal opens
            boolean interrupted = Thread.interrupted();
            run.stageFinished(interrupted ? "interrupted: " + outcome : outcome, List.of());
            run.seal(interrupted ? State.INTERRUPTED : state);
            Told.after(run, listener::warn);
        } catch (StageException | IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private State stateAfter(Run run, StageOutcome outcome, boolean last) {
        if (blocked(outcome.gates())) {
            return State.BLOCKED;
        }
        if (outcome.pending()) {
            return State.PENDING;
        }
        boolean all = stages.stream().allMatch(run::began);
        return last && (all || !run.began("train")) ? State.COMPLETE : State.RUNNING;
    }

    static boolean blocked(List<GateResult> gates) {
        return gates.stream()
                .anyMatch(result -> result.verdict() != Verdict.PASS
                        && result.gate().criticality() == GateSpec.Criticality.FAILURE);
    }
}
