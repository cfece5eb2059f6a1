// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/** Judges the trained model of the latest run by the gates of the spec. */
public final class GxpValidateStep extends GxpStep {
    /** Creates the step with its defaults. */
    @DataBoundConstructor
    public GxpValidateStep() {
        super("validate");
    }

    /** What Jenkins knows of the step. */
    @Extension
    public static final class DescriptorImpl extends GxpStepDescriptor {
        @Override
        public String getFunctionName() {
            return "gxpValidate";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GxpValidateStep_displayName();
        }
    }
}
