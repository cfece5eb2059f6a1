// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import hudson.Extension;
import hudson.model.RootAction;
import java.io.IOException;
import org.kohsuke.stapler.StaplerResponse2;

/** Offers the root certificate to auditors: {@code gxp verify --trust-root gxp-root.pem}. */
@Extension
public final class AuthorityAction implements RootAction {
    /**
     * Sends the root certificate.
     *
     * @param rsp PEM
     * @throws IOException if it was never made and cannot be kept
     */
    public void doRoot(StaplerResponse2 rsp) throws IOException {
        rsp.setContentType("application/x-pem-file");
        rsp.setHeader("Content-Disposition", "attachment; filename=\"gxp-root.pem\"");
        rsp.getWriter().print(Authority.get().rootPem());
    }

    @Override
    public String getIconFileName() {
        return null; // other pages lead here
    }

    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return "gxp-authority";
    }
}
