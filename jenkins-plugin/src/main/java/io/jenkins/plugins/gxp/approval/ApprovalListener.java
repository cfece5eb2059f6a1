// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;

/** Is told when somebody has signed. */
public interface ApprovalListener extends ExtensionPoint {
    /**
     * Called after a signature was kept.
     *
     * @param run the build
     * @param request what was signed
     */
    void signed(Run<?, ?> run, ApprovalRequest request);

    /**
     * Tells everybody who wants to know.
     *
     * @param run the build
     * @param request what was signed
     */
    static void fire(Run<?, ?> run, ApprovalRequest request) {
        ExtensionList.lookup(ApprovalListener.class).forEach(listener -> listener.signed(run, request));
    }
}
