// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the four steps share: each carries out one stage of a spec in the workspace. */
public abstract class GxpStep extends Step {
    static final String DEFAULT_CONFIG = "gxp.yaml";

    private final transient String stage;
    private String config = DEFAULT_CONFIG;
    private Undecided onUndecided = Undecided.FAILURE;
    private boolean stopBuild = true;

    GxpStep(String stage) {
        this.stage = stage;
    }

    /**
     * Returns where the spec is.
     *
     * @return a path below the workspace
     */
    public String getConfig() {
        return config;
    }

    /**
     * Says where the spec is.
     *
     * @param config a path below the workspace
     */
    @DataBoundSetter
    public void setConfig(String config) {
        this.config = config;
    }

    /**
     * Returns what an undecided gate does to the build.
     *
     * @return the result
     */
    public Undecided getOnUndecided() {
        return onUndecided;
    }

    /**
     * Says what an undecided gate does to the build.
     *
     * @param onUndecided the result
     */
    @DataBoundSetter
    public void setOnUndecided(Undecided onUndecided) {
        this.onUndecided = onUndecided;
    }

    /**
     * Tells whether a gate that fails the build also ends the pipeline.
     *
     * @return true unless told otherwise
     */
    public boolean isStopBuild() {
        return stopBuild;
    }

    /**
     * Says whether a gate that fails the build also ends the pipeline.
     *
     * @param stopBuild false lets the pipeline go on, with a result that is bad already
     */
    @DataBoundSetter
    public void setStopBuild(boolean stopBuild) {
        this.stopBuild = stopBuild;
    }

    @Override
    public final StepExecution start(StepContext context) {
        return new GxpExecution(context, new StageCall(stage, ConfigPath.of(config), onUndecided, stopBuild));
    }

    /** What Jenkins knows of each of the four steps. */
    public abstract static class GxpStepDescriptor extends StepDescriptor {
        /** Stages that begin something need a workspace of their own; the others find that of the stage before. */
        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, FilePath.class, EnvVars.class, Launcher.class, TaskListener.class);
        }

        @NonNull
        @Override
        public final String argumentsToString(@NonNull java.util.Map<String, Object> arguments) {
            return String.valueOf(arguments.getOrDefault("config", DEFAULT_CONFIG));
        }

        /**
         * Checks the path of the spec while it is typed.
         *
         * @param item the job, if there is one
         * @param value what was typed
         * @return an error where the path leaves the workspace
         */
        @POST
        public final FormValidation doCheckConfig(@AncestorInPath Item item, @QueryParameter String value) {
            boolean allowed =
                    item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
            if (!allowed) {
                return FormValidation.ok();
            }
            return ConfigPath.problem(value).map(FormValidation::error).orElseGet(FormValidation::ok);
        }
    }
}
