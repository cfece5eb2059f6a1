// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/** Checks the data, trains, trains again and compares, runs the model's own tests; starts a run. */
public final class GxpTrainStep extends GxpStep {
    /** Creates the step with its defaults. */
    @DataBoundConstructor
    public GxpTrainStep() {
        super("train");
    }

    /** What Jenkins knows of the step. */
    @Extension
    public static final class DescriptorImpl extends GxpStepDescriptor {
        @Override
        public String getFunctionName() {
            return "gxpTrain";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GxpTrainStep_displayName();
        }
    }
}
