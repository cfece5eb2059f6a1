// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
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
