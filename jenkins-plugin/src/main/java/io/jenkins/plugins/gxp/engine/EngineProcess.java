// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.durabletask.DurableTask;
import org.jenkinsci.plugins.durabletask.WindowsBatchScript;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Starts the engine as a durable task. The scripts never change: whatever differs between calls comes in by variables that
 * name files, so nothing in a path or a spec can become a command.
 */
public final class EngineProcess {
    /** The first line keeps the shell, which Jenkins starts with -xe, from printing the others. */
    private static final String SHELL =
            "{ set +x; } 2>/dev/null\n" + "exec \"$GXP_STEP_JAVA\" \"@$GXP_STEP_ARGUMENTS\" >\"$GXP_STEP_ANSWER\"\n";

    private static final String BATCH =
            "@\"%GXP_STEP_JAVA%\" \"@%GXP_STEP_ARGUMENTS%\" > \"%GXP_STEP_ANSWER%\"\n" + "@exit /b %ERRORLEVEL%\n";

    private EngineProcess() {}

    /**
     * Starts the engine.
     *
     * @param call what it is to do
     * @param start its files
     * @param workspace where it works
     * @param context the step
     * @return the handle on the process, which survives restarts of both sides
     */
    public static Controller start(EngineCall call, ControlFolder.Start start, FilePath workspace, StepContext context)
            throws IOException, InterruptedException {
        DurableTask task = start.isWindows() ? new WindowsBatchScript(BATCH) : new BourneShellScript(SHELL);
        task.charset(StandardCharsets.UTF_8);
        var environment = new EnvVars(context.get(EnvVars.class));
        environment.putAll(start.variables());
        call.secrets().forEach((name, secret) -> environment.put(name, secret.getPlainText()));
        return task.launch(environment, workspace, context.get(Launcher.class), context.get(TaskListener.class));
    }
}
