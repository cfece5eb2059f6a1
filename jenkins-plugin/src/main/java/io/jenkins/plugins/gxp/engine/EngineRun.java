// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import hudson.EnvVars;
import hudson.FilePath;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.durabletask.DurableTask;
import org.jenkinsci.plugins.durabletask.WindowsBatchScript;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/**
 * One engine at work on an agent, as a durable task: it outlives the controller and the connection. The scripts never change:
 * whatever differs between calls comes in by variables that name files, so nothing in a path or a spec can become a command.
 */
public final class EngineRun implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(EngineRun.class.getName());
    private static final long CALL_SECONDS = 20;

    /** Only the engine and what it starts have it, not the wrapper that waits for its exit code. */
    private static final String MARK = "GXP_STEP_ENGINE";

    /** The first line keeps the shell, which Jenkins starts with -xe, from printing the others. */
    private static final String SHELL = "{ set +x; } 2>/dev/null\n" + "export " + MARK + "=\"$GXP_STEP_ID\"\n"
            + "exec \"$GXP_STEP_JAVA\" \"@$GXP_STEP_ARGUMENTS\" >\"$GXP_STEP_ANSWER\" 2>\"$GXP_STEP_LOG\"\n";

    private static final String BATCH = "@set \"" + MARK + "=%GXP_STEP_ID%\"\n"
            + "@\"%GXP_STEP_JAVA%\" \"@%GXP_STEP_ARGUMENTS%\" > \"%GXP_STEP_ANSWER%\" 2> \"%GXP_STEP_LOG%\"\n"
            + "@exit /b %ERRORLEVEL%\n";

    private final String id;
    private final String command;
    private final EngineLog log = new EngineLog();
    private Controller process;
    private Integer exit;
    private String answer;

    private transient boolean wrote;

    /**
     * Prepares an engine that is not started yet.
     *
     * @param id names the folder of its files
     * @param command of the engine
     */
    public EngineRun(String id, String command) {
        this.id = id;
        this.command = command;
    }

    /**
     * Returns what it does.
     *
     * @return the command
     */
    public String command() {
        return command;
    }

    /**
     * Tells whether it was started.
     *
     * @return true from the start on
     */
    public boolean isStarted() {
        return process != null;
    }

    /**
     * Starts the engine.
     *
     * @param call what it is to do
     * @param jar the engine on the agent
     * @param here where
     * @throws IOException if it cannot be started, or may have been already
     */
    public void start(EngineCall call, FilePath jar, Surroundings here) throws IOException, InterruptedException {
        FilePath folder = ControlFolder.of(here.workspace(), id);
        ControlFolder.Start start = folder.act(new ControlFolder.Prepare(call, jar, here.workspace()));
        DurableTask task = start.isWindows() ? new WindowsBatchScript(BATCH) : new BourneShellScript(SHELL);
        task.charset(StandardCharsets.UTF_8);
        var environment = new EnvVars(here.environment());
        environment.putAll(start.variables());
        environment.put("GXP_STEP_ID", id);
        environment.putAll(call.environment());
        process = task.launch(environment, here.workspace(), here.launcher(), here.listener());
    }

    /**
     * Passes on what the engine has printed, and looks whether it has ended.
     *
     * @param here where
     * @return its exit code; nothing while it runs
     */
    public OptionalInt look(Surroundings here) throws IOException, InterruptedException {
        if (exit != null) {
            return OptionalInt.of(exit);
        }
        try (Timeout ignored = Timeout.limit(CALL_SECONDS, TimeUnit.SECONDS)) {
            Integer ended = process.exitStatus(here.workspace(), here.launcher(), here.listener());
            OutputStream sink = here.listener().getLogger();
            wrote = process.writeLog(here.workspace(), sink); // what the shell says
            long amount = log.passOn(ControlFolder.of(here.workspace(), id), sink);
            wrote |= amount > 0;
            return ended == null || !EngineLog.isAll(amount) ? OptionalInt.empty() : OptionalInt.of(ended);
        }
    }

    /**
     * Tells whether it had printed anything when it was last looked at.
     *
     * @return true if there may be more soon
     */
    public boolean isTalking() {
        return wrote;
    }

    /**
     * Keeps how the engine ended: once its files are removed, they cannot be asked again after a restart.
     *
     * @param code its exit code
     * @param here where
     */
    public void keepEnd(int code, Surroundings here) throws IOException, InterruptedException {
        answer = answer(here);
        exit = code;
    }

    /**
     * Returns what the engine answered.
     *
     * @param here where
     * @return one JSON document, or anything else, or nothing
     */
    public String answer(Surroundings here) throws IOException, InterruptedException {
        if (answer != null) {
            return answer;
        }
        return ControlFolder.of(here.workspace(), id).act(new ControlFolder.Answer());
    }

    /**
     * Asks the engine, and everything that it has started, to end; others that work in the same workspace go on. It need not
     * be known whether it was started.
     *
     * @param here where
     */
    public void stop(Surroundings here) throws IOException, InterruptedException {
        here.launcher().kill(Map.of(MARK, id));
    }

    /**
     * Removes its files.
     *
     * @param here where
     */
    public void tidy(Surroundings here) throws InterruptedException {
        try {
            if (process != null) {
                process.cleanup(here.workspace());
            }
            ControlFolder.of(here.workspace(), id).deleteRecursive();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "could not remove the files of " + command + " in " + here.workspace(), e);
        }
    }
}
