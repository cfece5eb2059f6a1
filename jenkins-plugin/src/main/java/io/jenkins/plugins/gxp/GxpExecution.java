// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.FilePath;
import hudson.model.Run;
import hudson.remoting.Channel;
import io.jenkins.plugins.gxp.approval.ApprovalAction;
import io.jenkins.plugins.gxp.approval.ApprovalRequest;
import io.jenkins.plugins.gxp.engine.Engine;
import io.jenkins.plugins.gxp.engine.EngineCall;
import io.jenkins.plugins.gxp.engine.EngineInstallation;
import io.jenkins.plugins.gxp.engine.EngineRun;
import io.jenkins.plugins.gxp.engine.Surroundings;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.SystemProperties;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Looks after one step in turns of a shared pool: first after its engine, then, if the engine asks for signatures, it sleeps
 * until they are there, and looks after the engine that takes them in. All that is kept is where the engine runs; agent and
 * controller may go away and come back.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "what a turn needs is set when turns are taken up, at the start and after a restart")
final class GxpExecution extends StepExecution {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(GxpExecution.class.getName());

    private static final String CANCEL = "cancel";
    private static final long SHORTEST_PAUSE = 250;
    private static final long LONGEST_PAUSE = 15_000;
    /** The engine seals its evidence when it is asked to end, and takes no longer than 20 seconds for it. */
    private static final long STOP_SECONDS = 30;

    private static final long SAVE_SECONDS = 20;

    /** Says how many seconds lie between two looks at a training elsewhere, which takes minutes to hours. */
    static final String LOOK_AGAIN = GxpExecution.class.getName() + ".lookAgain";

    private static final long USUAL_LOOK_AGAIN = 60;

    private final StageCall call;
    private final String id = UUID.randomUUID().toString();
    private Workplace place;
    private String step;
    /** None while people sign, and between looks at a training elsewhere. */
    private EngineRun engine;

    private boolean elsewhere;
    private int looks;

    private transient Object oneAtATime;
    private transient volatile Future<?> turn;
    private transient volatile Throwable stopped;
    private transient volatile boolean over;
    private transient boolean asleep;
    private transient boolean killed;
    private transient long killedAt;
    private transient long pause;

    GxpExecution(StepContext context, StageCall call) {
        super(context);
        this.call = call;
    }

    @Override
    public boolean start() throws Exception {
        place = Workplace.of(getContext(), call.config());
        step = Objects.requireNonNull(getContext().get(FlowNode.class)).getId();
        engine = new EngineRun(id, call.stage());
        takeTurns(0);
        return false;
    }

    @Override
    public void onResume() {
        takeTurns(SHORTEST_PAUSE);
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        stopped = cause;
        Future<?> current = turn;
        if (current != null) {
            current.cancel(true);
        }
        turn = Turns.schedule(this::turn, 0);
    }

    @Override
    public String getStatus() {
        if (engine == null) {
            return elsewhere
                    ? "looking again at a training that goes on elsewhere"
                    : "waiting for signatures under " + call.stage();
        }
        return (engine.isStarted() ? "running " : "starting ") + engine.command() + " in " + place.remote() + " on "
                + place.title();
    }

    /** Goes on when somebody has signed what this step asks for. */
    void signed(ApprovalRequest request) {
        if (engine == null && !elsewhere && request.getId().equals(step) && request.isDecided()) {
            turn = Turns.schedule(this::turn, 0);
        }
    }

    private void takeTurns(long millis) {
        var lock = new Object();
        oneAtATime = lock;
        pause = SHORTEST_PAUSE;
        synchronized (lock) { // or the first turn could be over before this thread has kept it
            turn = Turns.schedule(this::turn, millis);
        }
    }

    private void turn() {
        synchronized (oneAtATime) {
            if (over) {
                return;
            }
            asleep = false;
            try {
                if (stopped == null) {
                    go();
                } else {
                    halt();
                }
            } catch (InterruptedException e) {
                LOGGER.log(Level.FINE, "interrupted, which is a stop or a shutdown", e);
            } catch (Throwable e) { // a turn that ends without another leaves the step hanging
                if (isLost(e)) {
                    LOGGER.log(Level.FINE, "lost " + place.title(), e);
                } else {
                    leaveNothingBehind();
                    endRequest(e);
                    end(() -> getContext().onFailure(e));
                }
            }
            if (!over && !asleep) {
                turn.cancel(false);
                turn = Turns.schedule(this::turn, pause);
            }
        }
    }

    private void go() throws Exception {
        if (engine == null && elsewhere) {
            engine = new EngineRun(id + "-look-" + looks, call.stage());
        }
        if (engine == null && !isDecided()) {
            asleep = true;
            return;
        }
        if (engine == null) {
            engine = new EngineRun(id + "-approve", "approve");
        }
        Optional<Surroundings> here = place.surroundings(getContext());
        if (here.isEmpty()) {
            slower();
        } else if (engine.isStarted()) {
            look(here.get());
        } else {
            launch(here.get());
        }
    }

    private boolean isDecided() throws IOException, InterruptedException {
        return request().map(ApprovalRequest::isDecided).orElse(true);
    }

    private Optional<ApprovalRequest> request() throws IOException, InterruptedException {
        return ApprovalAction.find(Objects.requireNonNull(getContext().get(Run.class)), step);
    }

    private void launch(Surroundings here) throws Exception {
        Engine configured = GxpConfiguration.get().engine();
        Optional<FilePath> jar =
                EngineInstallation.on(Workplace.root(here.workspace()), place.node(), configured, here.listener());
        if (jar.isEmpty()) {
            pause = 1000; // another build installs it
            return;
        }
        here.listener()
                .getLogger()
                .println("GxP " + engine.command() + " " + call.config() + " (" + configured.title() + ")");
        engine.start(engineCall(), jar.get(), here);
        getContext().saveState();
        pause = SHORTEST_PAUSE;
    }

    private EngineCall engineCall() throws IOException, InterruptedException {
        var engineCall = new EngineCall(engine.command(), call.config());
        EngineInputs.give(engineCall, call, Objects.requireNonNull(getContext().get(Run.class)));
        request().ifPresent(request -> request.give(engineCall));
        return engineCall;
    }

    private void look(Surroundings here) throws Exception {
        OptionalInt exit = engine.look(here);
        if (exit.isPresent()) {
            engine.keepEnd(exit.getAsInt(), here);
            if (isSaved()) {
                finish(here, exit.getAsInt());
            }
        } else if (engine.isTalking()) {
            getContext().saveState();
            pause = SHORTEST_PAUSE;
        } else {
            slower();
        }
    }

    /** What is done from here on must not be undone by a restart. */
    private boolean isSaved() throws InterruptedException, ExecutionException {
        try {
            getContext().saveState().get(SAVE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            LOGGER.log(Level.FINE, "the pipeline is busy; it is saved in a later turn", e);
            return false;
        }
    }

    private void finish(Surroundings here, int exit) throws Exception {
        // evidence first: whatever is wrong with the build, what was sealed is attached to it
        StageEnd.Outcome outcome =
                new StageEnd(getContext(), call, place, here).conclude(engine.command(), exit, engine.answer(here));
        EngineRun ended = engine;
        elsewhere = outcome.isElsewhere();
        if (elsewhere) {
            engine = null;
            looks++;
            getContext().saveState();
            ended.tidy(here);
            place.release();
            pause = TimeUnit.SECONDS.toMillis(SystemProperties.getLong(LOOK_AGAIN, USUAL_LOOK_AGAIN));
            return;
        }
        if (outcome.isWaiting()) {
            engine = null;
            getContext().saveState();
            ended.tidy(here);
            place.release();
            asleep = !isDecided();
            pause = 0;
            return;
        }
        ended.tidy(here);
        end(() -> outcome.tell(getContext()));
    }

    /** Kills the engine with everything it has started, and waits for a while until it has sealed its evidence. */
    private void halt() throws Exception {
        pause = SHORTEST_PAUSE;
        if (elsewhere && (engine == null || !engine.isStarted())) {
            cancel();
            if (elsewhere) {
                return; // the engine is being installed
            }
        }
        boolean running = engine != null && engine.isStarted();
        Optional<Surroundings> here = running ? place.surroundings(getContext()) : Optional.empty();
        if (here.isEmpty()) {
            if (!running) {
                leaveNothingBehind(); // the abort may have come in the middle of a start
            } else {
                Workplace.listener(getContext())
                        .getLogger()
                        .println(place.title()
                                + " cannot be reached: the engine there could not be told to end; end it there.");
            }
            fail();
            return;
        }
        if (!killed && engine.command().equals(CANCEL)) {
            killed = true; // it is what ends everything
            killedAt = System.nanoTime();
        }
        if (!killed) {
            killed = true;
            killedAt = System.nanoTime();
            here.get().listener().getLogger().println("Ending the engine");
            engine.stop(here.get());
        }
        OptionalInt exit = engine.look(here.get());
        if (exit.isPresent()) {
            new StageEnd(getContext(), call, place, here.get()).keep(engine.answer(here.get()));
            engine.tidy(here.get());
            fail();
        } else if (System.nanoTime() - killedAt >= TimeUnit.SECONDS.toNanos(STOP_SECONDS)) {
            here.get().listener().getLogger().println("The engine did not end within " + STOP_SECONDS + " seconds");
            engine.tidy(here.get());
            fail();
        }
    }

    /** What goes on elsewhere is stopped there, and its run is sealed. */
    private void cancel() throws Exception {
        Optional<Surroundings> here = place.surroundings(getContext());
        if (here.isEmpty()) {
            Workplace.listener(getContext())
                    .getLogger()
                    .println(place.title() + " cannot be reached: the training goes on elsewhere; call `gxp cancel "
                            + call.config() + "` there.");
            elsewhere = false;
            return;
        }
        here.get().listener().getLogger().println("Stopping the training elsewhere");
        engine = new EngineRun(id + "-" + CANCEL, CANCEL);
        launch(here.get());
        elsewhere = !engine.isStarted();
    }

    private void fail() {
        endRequest(stopped);
        end(() -> getContext().onFailure(stopped));
    }

    /** Nobody is to sign what nobody waits for. */
    private void endRequest(Throwable why) {
        try {
            Optional<ApprovalRequest> request = request();
            if (request.isPresent()) {
                request.get().end(ApprovalRequest.State.ENDED, "The step ended before the release was decided.");
                Objects.requireNonNull(getContext().get(Run.class)).save();
            }
        } catch (IOException | InterruptedException e) {
            e.addSuppressed(why);
            LOGGER.log(Level.WARNING, "could not end the request for signatures of step " + step, e);
        }
    }

    /** A step that ends in error must not leave an engine that nobody looks after, or a key that lies about. */
    private void leaveNothingBehind() {
        try {
            Optional<Surroundings> here = engine == null ? Optional.empty() : place.surroundings(getContext());
            if (here.isPresent()) {
                engine.stop(here.get());
                engine.tidy(here.get());
            }
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, "could not end the engine in " + place.remote() + " on " + place.title(), e);
        }
    }

    private void end(Runnable last) {
        over = true;
        place.release();
        last.run();
    }

    private void slower() {
        pause = Math.min(LONGEST_PAUSE, pause + pause / 5);
    }

    /** A connection that broke is not an answer; everything else is. */
    private static boolean isLost(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof hudson.remoting.RequestAbortedException || cause instanceof InterruptedException) {
                return true;
            }
        }
        return Channel.isClosedChannelException(error);
    }
}
