// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.kohsuke.stapler.DataBoundConstructor;

/** Registers the validated model of the latest run. */
public final class GxpRegisterStep extends GxpStep {
    /** Creates the step with its defaults. */
    @DataBoundConstructor
    public GxpRegisterStep() {
        super("register");
    }

    /** What Jenkins knows of the step. */
    @Extension
    public static final class DescriptorImpl extends GxpStepDescriptor {
        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }

        @Override
        public String getFunctionName() {
            return "gxpRegister";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GxpRegisterStep_displayName();
        }
    }
}
