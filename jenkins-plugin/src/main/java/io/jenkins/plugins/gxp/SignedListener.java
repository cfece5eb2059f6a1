// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.gxp.approval.ApprovalListener;
import io.jenkins.plugins.gxp.approval.ApprovalRequest;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Wakes the step that waits for a signature. */
@Extension
public final class SignedListener implements ApprovalListener {
    private static final Logger LOGGER = Logger.getLogger(SignedListener.class.getName());

    @Override
    public void signed(Run<?, ?> run, ApprovalRequest request) {
        StepExecution.acceptAll(GxpExecution.class, execution -> {
            try {
                if (run.equals(execution.getContext().get(Run.class))) {
                    execution.signed(request);
                }
            } catch (IOException | InterruptedException e) {
                LOGGER.log(Level.WARNING, "could not tell a step of " + run + " that somebody has signed", e);
            }
        });
    }
}
