// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.Approvals;
import io.github.gxpml.evidence.BundleVerifier;
import io.github.gxpml.evidence.VerificationReport;
import io.github.gxpml.evidence.VerificationReport.Status;
import java.io.IOException;
import java.nio.file.Path;

/** What a person opened before signing. Nothing is signed that does not verify. */
final class Shown {
    private Shown() {}

    static Seen verified(Run run, Path zip) throws StageException, IOException {
        VerificationReport report =
                BundleVerifier.verify(zip, run.trust(), BundleVerifier.Options.defaults());
        if (!report.ok()) {
            String first = report.checks().stream()
                    .filter(check -> check.status() != Status.OK)
                    .findFirst()
                    .map(check -> check.name() + ": " + check.message())
                    .orElse("nothing was checked");
            throw new StageException(zip + " does not verify, so nothing was signed: " + first);
        }
        return Approvals.see(run.bag(), zip);
    }
}
