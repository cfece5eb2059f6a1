// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the four steps share: each carries out one stage of a spec in the workspace. */
public abstract class GxpStep extends Step {
    private final transient String stage;
    private String config;
    private Undecided onUndecided;
    private String credentialsId;
    private boolean stopBuild = true;
    private List<QualityGate> qualityGates = List.of();

    GxpStep(String stage) {
        this.stage = stage;
    }

    /**
     * Returns where the spec is.
     *
     * @return a path below the workspace, or null where the folder or Jenkins says it
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
        this.config = Util.fixEmptyAndTrim(config);
    }

    /**
     * Returns what an undecided gate does to the build.
     *
     * @return the result, or null where the folder or Jenkins says it
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

    /**
     * Returns the credential with which evidence is sealed.
     *
     * @return its id, or null where the folder or Jenkins says it
     */
    public String getCredentialsId() {
        return credentialsId;
    }

    /**
     * Sets the credential with which evidence is sealed.
     *
     * @param credentialsId id of a certificate credential
     */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /**
     * Returns the gates that are asked for beside those of the spec.
     *
     * @return none unless told otherwise
     */
    public List<QualityGate> getQualityGates() {
        return qualityGates;
    }

    /**
     * Asks for gates beside those of the spec.
     *
     * @param qualityGates they tighten what the spec asks for; the engine refuses what would loosen it
     */
    @DataBoundSetter
    public void setQualityGates(List<QualityGate> qualityGates) {
        this.qualityGates = List.copyOf(Util.fixNull(qualityGates));
    }

    @Override
    public final StepExecution start(StepContext context) throws Exception {
        Job<?, ?> job = Objects.requireNonNull(context.get(Run.class)).getParent();
        var call = new StageCall(
                        stage,
                        ConfigPath.of(config == null ? GxpDefaults.config(job) : config),
                        onUndecided == null ? GxpDefaults.onUndecided(job) : onUndecided,
                        stopBuild)
                .gatedBy(QualityGates.json(qualityGates))
                .sealedBy(credentialsId == null ? GxpDefaults.signingCredentialsId(job) : credentialsId);
        return new GxpExecution(context, call);
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
            return String.valueOf(arguments.getOrDefault("config", ""));
        }

        @Override
        public final Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            return super.newInstance(request, Choices.chosen(form, "onUndecided"));
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
            return ConfigPath.checked(item, value);
        }

        /**
         * Offers the consequences of an undecided gate.
         *
         * @param item the job, if there is one
         * @return nothing to somebody who may not configure it
         */
        @POST
        public final ListBoxModel doFillOnUndecidedItems(@AncestorInPath Item item) {
            return FormRights.mayConfigure(item)
                    ? Choices.orNone(
                            Arrays.stream(Undecided.values()).map(Enum::name).toList())
                    : new ListBoxModel();
        }

        /**
         * Offers the certificate credentials of the job.
         *
         * @param item the job, if there is one
         * @param credentialsId what is chosen now
         * @return only that to somebody who may not configure it
         */
        @POST
        public final ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String credentialsId) {
            return SealingCredentials.offered(item, credentialsId);
        }

        /**
         * Checks the credential.
         *
         * @param item the job, if there is one
         * @param value what was chosen
         * @return an error where evidence cannot be sealed with it
         */
        @POST
        public final FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return SealingCredentials.checked(item, value);
        }
    }
}
