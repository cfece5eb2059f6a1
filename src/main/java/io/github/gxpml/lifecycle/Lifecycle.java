// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.Waiver;
import io.github.gxpml.gate.AskedGates;
import io.github.gxpml.spec.RegisterSpec.ApprovalSpec;
import io.github.gxpml.spec.Spec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The lifecycle of a model: the one way for every host to run its stages. It holds the workspace's lock while it is
 * open. Evidence is sealed when a stage starts and when it ends, whatever the end; only then does a gate stop the run.
 */
public final class Lifecycle implements Closeable {
    /** The stages in their order. */
    public static final List<String> STAGES = List.of("train", "validate", "register", "monitor");

    private final Spec spec;
    private final Ports ports;
    private final String startedBy;
    private final RunListener listener;
    private final StageRunner runner;
    private final Workspace workspace;
    private final WorkspaceLock lock;
    private Map<String, Object> origin = Map.of();
    private Run atWork;

    private Lifecycle(Spec spec, Ports ports, String startedBy, RunListener listener)
            throws StageException, IOException {
        this.spec = spec;
        this.ports = ports;
        this.startedBy = startedBy;
        this.listener = listener;
        this.runner =
                new StageRunner(listener, stages().stream().map(Stage::name).toList());
        this.workspace = Workspace.of(spec);
        this.lock = WorkspaceLock.take(workspace);
    }

    /**
     * Opens the lifecycle of a spec's model. A run whose process was killed is sealed as interrupted, unless its
     * training goes on elsewhere.
     *
     * @param spec the spec
     * @param ports the outside
     * @param startedBy who calls, as the host knows it
     * @param listener told how the run gets on
     * @return the lifecycle, to be closed
     * @throws StageException if another run is at work in the same folder
     * @throws IOException if the workspace cannot be used
     */
    public static Lifecycle open(Spec spec, Ports ports, String startedBy, RunListener listener)
            throws StageException, IOException {
        var lifecycle = new Lifecycle(spec, ports, startedBy, listener);
        try {
            OptionalInt latest = lifecycle.workspace.latestRun();
            if (latest.isPresent()) {
                LeftRun.sealDead(lifecycle.open(latest.getAsInt()));
                LeftRun.settleSigned(lifecycle::latestTrained, listener);
            }
            KeptSeals.keepOpen(lifecycle.workspace, lifecycle::open, listener);
            Told.rest(lifecycle.workspace, lifecycle::open, listener::warn);
        } catch (IOException | RuntimeException e) {
            lifecycle.close();
            throw e;
        }
        return lifecycle;
    }

    /**
     * Sets where the stages of this call come from, which is kept with the evidence.
     *
     * @param from texts, numbers and lists of texts by name, as the host knows them; empty if it says nothing
     */
    public void calledFrom(Map<String, Object> from) {
        this.origin = Map.copyOf(from);
    }

    /**
     * Carries out all stages that the spec asks for, until a gate stops it or signatures are missing: in a new run, or
     * in the latest one if its training goes on elsewhere.
     *
     * @param asked gates of the host beside those of the spec; kept for a stage that a later call carries out
     * @return what it came to
     * @throws StageException if a stage could not be carried out; the evidence until then is sealed
     * @throws IOException if evidence could not be kept
     * @throws InterruptedException if the thread was interrupted; the evidence until then is sealed
     */
    public RunResult run(Optional<AskedGates> asked) throws StageException, IOException, InterruptedException {
        Run run = asking(runFor("train"), asked);
        return carryOut(run, stages());
    }

    /**
     * Carries out one stage: train and a later monitor start a run, the others, and a train that waits, go on with one.
     *
     * @param name train, validate, register or monitor
     * @param asked gates of the host for this stage beside those of the spec
     * @return what it came to
     * @throws StageException if the stage cannot follow what was done, or could not be carried out
     * @throws IOException if evidence could not be kept
     * @throws InterruptedException if the thread was interrupted
     */
    public RunResult stage(String name, Optional<AskedGates> asked)
            throws StageException, IOException, InterruptedException {
        return carryOut(asking(runFor(name), asked), List.of(Stage.named(name)));
    }

    private static Run asking(Run run, Optional<AskedGates> asked) throws StageException, IOException {
        if (asked.isPresent()) {
            run.ask(asked.get());
        }
        return run;
    }

    /**
     * Goes on with a run after its signatures are complete, or while or after its training goes on elsewhere.
     *
     * @return what it came to
     * @throws StageException if there is no such run, or a stage could not be carried out
     * @throws IOException if evidence could not be kept
     * @throws InterruptedException if the thread was interrupted
     */
    public RunResult resume() throws StageException, IOException, InterruptedException {
        Run run = latestTrained().orElseThrow(() -> new StageException("there is no run to go on with: start one"));
        checkSpec(run);
        atWork = run;
        KeptSeals.of(run).keep();
        Approving.finish(run);
        Waiving.finish(run);
        List<Stage> open = stages().stream().filter(stage -> isOpen(run, stage)).toList();
        State state = run.document().state();
        boolean goesOn = state == State.RUNNING || state == State.WAITING;
        return goesOn && !open.isEmpty() ? carryOut(run, open) : Told.result(run, listener);
    }

    private static boolean isOpen(Run run, Stage stage) {
        return RemoteWork.open(run, stage) || Qualification.stopped(run, stage.name());
    }

    /**
     * Stops the jobs that the latest run waits for, and ends the run.
     *
     * @return what it came to
     * @throws StageException if it waits for none, or a job cannot be stopped
     * @throws IOException if evidence could not be kept
     */
    public RunResult cancel() throws StageException, IOException {
        atWork = latestOf("cancel");
        RemoteWork.cancel(atWork);
        return Told.result(atWork, listener);
    }

    /**
     * Returns how the latest run stands; nothing is begun or changed.
     *
     * @return what it came to so far
     * @throws StageException if there is no run, or the spec is not its spec any more
     * @throws IOException if the evidence cannot be read
     */
    public RunResult status() throws StageException, IOException {
        return RunResult.of(latestOf("look at"));
    }

    /**
     * Puts what a host has seen outside into the evidence of a run, and seals it again as it stands. A signature over
     * the seal before is refused from now on: whoever signs shall have seen this.
     *
     * @param observation what was seen
     * @param number of the run; empty for the latest
     * @return how the run stands
     * @throws StageException if there is no such run, or the spec is not its spec any more
     * @throws IOException if evidence could not be kept
     */
    public RunResult record(Observation observation, OptionalInt number) throws StageException, IOException {
        Run run = number.isPresent() ? open(workspace.existing(number.getAsInt())) : latestOf("record for");
        checkSpec(run);
        atWork = run;
        observation.addTo(run);
        return RunResult.of(run);
    }

    /**
     * Returns who must sign what in which role.
     *
     * @return as the spec asks for
     */
    public List<ApprovalSpec> asked() {
        return spec.register().approvals();
    }

    /**
     * Returns what a signature under the latest run would be about, after checking that it verifies.
     *
     * @param bundle the sealed bundle that the person opened; empty for the one in the evidence store
     * @return digests and verdicts
     * @throws StageException if the run does not wait for a signature, or the bundle does not verify
     * @throws IOException if the bundle is not the last seal of the run
     */
    public Seen shown(Optional<Path> bundle) throws StageException, IOException {
        Run run = toSign();
        return Approving.shown(run, bundle.orElse(run.bundle()));
    }

    /**
     * Adds a signature to the latest run; the last one that is needed releases the model.
     *
     * @param signature who signs, with which key
     * @param seen what was shown
     * @return what it came to
     * @throws StageException if the run does not wait for a signature, or this one is refused
     * @throws IOException if what was shown is not the run any more, or evidence could not be kept
     */
    public RunResult sign(Signature signature, Seen seen) throws StageException, IOException {
        Run run = toSign();
        Approving.sign(run, signature, seen);
        return Told.result(run, listener);
    }

    /**
     * Returns what a waiver of a gate of the latest run would be about, after checking that it verifies.
     *
     * @return digests and verdicts
     * @throws StageException if no gate blocks the run, or its bundle does not verify
     * @throws IOException if evidence cannot be read
     */
    public Seen shownToWaive() throws StageException, IOException {
        Run run = toSign();
        return Waiving.shown(run, run.bundle());
    }

    /**
     * Proposes to let the latest run go on in spite of a gate; nothing changes before a second person confirms it.
     *
     * @param signature who proposes
     * @param waiver what is proposed
     * @param seen what was shown
     * @return what it came to
     * @throws StageException if it would not count
     * @throws IOException if evidence could not be kept
     */
    public RunResult propose(Signature signature, Waiver.Terms waiver, Seen seen) throws StageException, IOException {
        Run run = toSign();
        Waiving.propose(run, signature, waiver, seen);
        return RunResult.of(run);
    }

    /**
     * Confirms a proposed waiver as its second person. When every gate that blocks is waived, the run may go on.
     *
     * @param signature who confirms
     * @param gate id of the gate
     * @return what it came to
     * @throws StageException if nothing of the kind was proposed, or it would not count
     * @throws IOException if evidence could not be kept
     */
    public RunResult confirm(Signature signature, String gate) throws StageException, IOException {
        Run run = toSign();
        Waiving.confirm(run, signature, gate);
        return RunResult.of(run);
    }

    /**
     * Takes in signatures under the latest run's release that a host collected from people; the last one that is needed
     * releases the model. A signature that the run has already is no error and changes nothing.
     *
     * @param signatures approvals of the run's last seal, as DSSE envelopes
     * @return what it came to
     * @throws StageException if one of them is refused; then none is kept
     * @throws IOException if evidence could not be kept
     */
    public RunResult takeIn(List<GivenSignature> signatures) throws StageException, IOException {
        Run run = toSign();
        TakingIn.approvals(run, signatures);
        return Told.result(run, listener);
    }

    /**
     * Takes in proposals to waive gates of the latest run, and confirmations, that a host collected from people. When
     * every gate that blocks is waived, the run may go on. What the run has already is no error and changes nothing.
     *
     * @param signatures proposals about the run's last seal and confirmations of proposals, as DSSE envelopes
     * @return what it came to
     * @throws StageException if one of them is refused; then none is kept
     * @throws IOException if evidence could not be kept
     */
    public RunResult takeInWaivers(List<GivenSignature> signatures) throws StageException, IOException {
        Run run = toSign();
        TakingInWaivers.waivers(run, signatures);
        return RunResult.of(run);
    }

    /**
     * Returns the run that the stages of this call were carried out in, as it was last sealed by this call.
     *
     * @return also where a stage failed or was interrupted; empty if this call has sealed no stage
     */
    public Optional<SealedRun> sealed() {
        return Optional.ofNullable(atWork).flatMap(Run::sealed);
    }

    private Run toSign() throws StageException, IOException {
        return latestOf("sign");
    }

    private Run latestOf(String purpose) throws StageException, IOException {
        Run run =
                latestTrained().orElseThrow(() -> new StageException("there is no run to " + purpose + ": start one"));
        checkSpec(run);
        return run;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private RunResult carryOut(Run run, List<Stage> stages) throws StageException, IOException, InterruptedException {
        atWork = run;
        for (int i = 0; i < stages.size(); i++) {
            Origins.record(run, stages.get(i).name(), origin);
            StageOutcome outcome = runner.carryOut(run, stages.get(i), i == stages.size() - 1);
            if (outcome.pending() || StageRunner.blocked(outcome.gates())) {
                break;
            }
        }
        return RunResult.of(run);
    }

    private Run runFor(String name) throws StageException, IOException {
        var latest = latestTrained();
        if (name.equals("train")) {
            boolean goesOn = latest.isPresent() && RemoteWork.goesOn(latest.get());
            return goesOn ? latest.get() : NewRun.start(spec, ports, workspace, startedBy);
        }
        if (name.equals("monitor") && !latest.filter(Lifecycle::waitsForMonitor).isPresent()) {
            return NewRun.start(spec, ports, workspace, startedBy);
        }
        Run run =
                latest.orElseThrow(() -> new StageException("there is nothing to " + name + ": run `gxp train` first"));
        String before = STAGES.get(STAGES.indexOf(name) - 1);
        if (!Qualification.open(run, name)
                || Qualification.open(run, before)
                || run.document().state() != State.RUNNING) {
            throw new StageException("run " + run.number() + " is "
                    + run.document().state() + " and cannot go on with " + name + ": start a new run with `gxp train`");
        }
        checkSpec(run);
        return run;
    }

    /**
     * What a run is judged by, and who must sign, is what it was started with; editing the spec later changes neither.
     */
    private void checkSpec(Run run) throws StageException, IOException {
        if (!run.sameSpec()) {
            throw new StageException(spec.file() + " has changed since run " + run.number()
                    + " started: put it back to go on with that run, or start a new one");
        }
    }

    private Run open(int number) throws IOException {
        return Run.open(spec, ports, workspace, number).by(startedBy);
    }

    /** A run that has released its version and is to be monitored for the first time. */
    private static boolean waitsForMonitor(Run run) {
        return run.document().state() == State.RUNNING && run.began("register") && !run.began("monitor");
    }

    /** Finds the latest run that is more than a look at the version in use, which must not hide one that waits. */
    private Optional<Run> latestTrained() throws IOException {
        for (int number : workspace.runsFromLatest()) {
            Run run = open(number);
            if (run.began("train")) {
                return Optional.of(run);
            }
            run.close();
        }
        return Optional.empty();
    }

    private List<Stage> stages() {
        return STAGES.stream()
                .filter(name -> !name.equals("monitor") || spec.monitor().isPresent())
                .map(Stage::named)
                .toList();
    }
}
