// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import io.jenkins.plugins.gxp.engine.ControlFolder;
import io.jenkins.plugins.gxp.engine.Engine;
import io.jenkins.plugins.gxp.engine.EngineCall;
import io.jenkins.plugins.gxp.engine.EngineInstallation;
import io.jenkins.plugins.gxp.engine.EngineProcess;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/**
 * Looks after one engine on an agent, in turns of a shared pool. All that is kept is where it runs; agent and controller may
 * go away and come back.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "what a turn needs is set when turns are taken up, at the start and after a restart")
final class GxpExecution extends StepExecution {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(GxpExecution.class.getName());

    private static final long SHORTEST_PAUSE = 250;
    private static final long LONGEST_PAUSE = 15_000;
    private static final long CALL_SECONDS = 20;
    /** The engine seals its evidence when it is asked to end, and takes no longer than 20 seconds for it. */
    private static final long STOP_SECONDS = 30;

    private final StageCall call;
    private final String id = UUID.randomUUID().toString();
    private String node;
    private String remote;
    private Controller process;

    private transient Object oneAtATime;
    private transient volatile Future<?> turn;
    private transient volatile Throwable stopped;
    private transient volatile boolean over;
    private transient boolean killed;
    private transient long killedAt;
    private transient long pause;
    private transient boolean awaited;

    GxpExecution(StepContext context, StageCall call) {
        super(context);
        this.call = call;
    }

    @Override
    public boolean start() throws Exception {
        FilePath workspace = getContext().get(FilePath.class);
        node = FilePathUtils.getNodeName(workspace);
        remote = workspace.getRemote();
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
        return (process == null ? "starting " : "running ") + call.stage() + " in " + remote + " on "
                + (node.isEmpty() ? "the built-in node" : node);
    }

    private void takeTurns(long millis) {
        oneAtATime = new Object();
        pause = SHORTEST_PAUSE;
        turn = Turns.schedule(this::turn, millis);
    }

    private void turn() {
        synchronized (oneAtATime) {
            if (over) {
                return;
            }
            try {
                if (stopped == null) {
                    go();
                } else {
                    halt();
                }
            } catch (InterruptedException e) {
                LOGGER.log(Level.FINE, "interrupted, which is a stop or a shutdown", e);
            } catch (Exception | LinkageError e) {
                if (isLost(e)) {
                    LOGGER.log(Level.FINE, "lost " + node, e);
                } else {
                    leaveNothingBehind();
                    end(() -> getContext().onFailure(e));
                }
            }
            if (!over) {
                turn.cancel(false);
                turn = Turns.schedule(this::turn, pause);
            }
        }
    }

    private void go() throws Exception {
        Optional<FilePath> workspace = workspace();
        if (workspace.isEmpty()) {
            slower();
        } else if (process == null) {
            launch(workspace.get());
        } else {
            look(workspace.get());
        }
    }

    private void launch(FilePath workspace) throws Exception {
        Engine engine = GxpConfiguration.get().engine();
        Optional<FilePath> jar = EngineInstallation.on(root(workspace), node, engine, listener());
        if (jar.isEmpty()) {
            pause = 1000; // another build installs it
            return;
        }
        FilePath folder = ControlFolder.of(workspace, id);
        var engineCall = new EngineCall(call.stage(), call.config());
        CallExtras.give(engineCall, call, getContext());
        ControlFolder.Start start = folder.act(new ControlFolder.Prepare(engineCall, jar.get(), workspace));
        listener().getLogger().println("GxP " + call.stage() + " " + call.config() + " (" + engine.title() + ")");
        process = EngineProcess.start(engineCall, start, workspace, getContext());
        getContext().saveState();
        pause = SHORTEST_PAUSE;
    }

    private void look(FilePath workspace) throws Exception {
        Integer exit;
        try (Timeout ignored = Timeout.limit(CALL_SECONDS, TimeUnit.SECONDS)) {
            if (process.writeLog(workspace, listener().getLogger())) {
                getContext().saveState();
                pause = SHORTEST_PAUSE;
            } else {
                slower();
            }
            exit = process.exitStatus(workspace, getContext().get(Launcher.class), listener());
            if (exit != null) {
                process.writeLog(workspace, listener().getLogger());
            }
        }
        if (exit != null) {
            finish(workspace, exit);
        }
    }

    private void finish(FilePath workspace, int exit) throws Exception {
        FilePath folder = ControlFolder.of(workspace, id);
        String answer = folder.act(new ControlFolder.Answer());
        // evidence first: whatever is wrong with the build, what was sealed is attached to it
        StageEnd.Outcome outcome = new StageEnd(getContext(), call, workspace).conclude(exit, answer);
        tidy(workspace, folder);
        end(() -> outcome.tell(getContext()));
    }

    /** Kills the engine with everything it has started, and waits for a while until it has sealed its evidence. */
    private void halt() throws Exception {
        pause = SHORTEST_PAUSE;
        Optional<FilePath> workspace = workspace();
        if (workspace.isEmpty() || process == null) {
            if (process != null) {
                listener().getLogger().println(node + " is offline: the engine there could not be told to end");
            }
            end(() -> getContext().onFailure(stopped));
            return;
        }
        if (!killed) {
            killed = true;
            killedAt = System.nanoTime();
            listener().getLogger().println("Ending the engine");
            process.stop(workspace.get(), getContext().get(Launcher.class));
        }
        process.writeLog(workspace.get(), listener().getLogger());
        boolean ended = process.exitStatus(workspace.get(), getContext().get(Launcher.class), listener()) != null;
        if (!ended && System.nanoTime() - killedAt < TimeUnit.SECONDS.toNanos(STOP_SECONDS)) {
            return;
        }
        if (ended) {
            process.writeLog(workspace.get(), listener().getLogger());
            tidy(workspace.get(), ControlFolder.of(workspace.get(), id));
        } else {
            listener().getLogger().println("The engine did not end within " + STOP_SECONDS + " seconds");
        }
        end(() -> getContext().onFailure(stopped));
    }

    /** A step that ends in error must not leave an engine that nobody looks after. */
    private void leaveNothingBehind() {
        try {
            Optional<FilePath> workspace = process == null ? Optional.empty() : workspace();
            if (workspace.isPresent()) {
                process.stop(workspace.get(), getContext().get(Launcher.class));
            }
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, "could not end the engine in " + remote + " on " + node, e);
        }
    }

    private void tidy(FilePath workspace, FilePath folder) throws InterruptedException {
        try {
            process.cleanup(workspace);
            folder.deleteRecursive();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "could not remove " + folder.getRemote(), e);
        }
    }

    private void end(Runnable last) {
        over = true;
        last.run();
    }

    private Optional<FilePath> workspace() throws Exception {
        FilePath workspace = FilePathUtils.find(node, remote);
        boolean there = workspace != null
                && !(workspace.getChannel() instanceof Channel channel && channel.isClosingOrClosed());
        if (!there) {
            if (!awaited) {
                listener().getLogger().println("Waiting for " + node + " to come back");
            }
            awaited = true;
            return Optional.empty();
        }
        if (awaited) {
            listener().getLogger().println(node + " is back");
            awaited = false;
        }
        return Optional.of(workspace);
    }

    private static FilePath root(FilePath workspace) throws AbortException {
        Computer computer = workspace.toComputer();
        Node agent = computer == null ? null : computer.getNode();
        FilePath root = agent == null ? null : agent.getRootPath();
        if (root == null) {
            throw new AbortException(
                    "The agent of the workspace " + workspace.getRemote() + " has no root folder now.");
        }
        return root;
    }

    private TaskListener listener() throws IOException, InterruptedException {
        TaskListener listener = getContext().get(TaskListener.class);
        return listener == null ? TaskListener.NULL : listener;
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
