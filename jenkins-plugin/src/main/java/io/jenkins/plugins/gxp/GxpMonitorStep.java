// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.kohsuke.stapler.DataBoundConstructor;

/** Judges data from use against the frozen baseline of the version in use. */
public final class GxpMonitorStep extends GxpStep {
    /** Creates the step with its defaults. */
    @DataBoundConstructor
    public GxpMonitorStep() {
        super("monitor");
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
            return "gxpMonitor";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GxpMonitorStep_displayName();
        }
    }
}
