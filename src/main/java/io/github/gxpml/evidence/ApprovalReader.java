// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Approval.Claim;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.Statement.Subject;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads approvals and checks each against itself: the signature, the copies of what was seen, and that these copies are
 * those of the seal it names. Does not decide whether the key is to be believed.
 */
final class ApprovalReader {
    private final BagFiles bag;

    ApprovalReader(BagFiles bag) {
        this.bag = bag;
    }

    Approval read(String file) throws EvidenceException {
        try {
            return check(file);
        } catch (IOException | RuntimeException e) {
            throw new EvidenceException("data/" + file + " does not hold: " + EvidenceException.reason(e), e);
        }
    }

    private Approval check(String file) throws IOException {
        SignedClaim<Claim> signed = SignedClaim.keptApproval(bag.read(file));
        Seen seen = seen(bag, signed.claim().seal(), signed.subjects());
        return new Approval(file, signed.claim(), signed.keyId(), seen);
    }

    /** Reads the copy of what was seen; it must be of the seal that is named, and what the subjects say was signed. */
    static Seen seen(BagFiles bag, int seal, List<Subject> subjects) throws IOException {
        String folder = BagLayout.SEEN + seal + "/";
        byte[] verdicts = bag.read(folder + BagLayout.VERDICTS);
        byte[] manifest = bag.read(folder + BagLayout.MANIFEST);
        String report = Sha256.of(bag.read(folder + BagLayout.REPORT));
        Map<String, String> sealed =
                Manifest.read(folder + BagLayout.MANIFEST, manifest).digests();
        if (!Sha256.of(verdicts).equals(sealed.get("data/" + BagLayout.VERDICTS))
                || !report.equals(sealed.get("data/" + BagLayout.REPORT))) {
            throw new EvidenceException("verdicts or report in data/" + folder + " are not those of seal " + seal);
        }
        String model = subjects.get(subjects.size() - 1).sha256();
        var document = Approvals.document(folder + BagLayout.VERDICTS, verdicts, VerdictsDocument.class);
        var seen = new Seen(seal, Sha256.of(manifest), document, Sha256.of(verdicts), report, model);
        if (!Approvals.subjects(seen).equals(subjects)) {
            throw new EvidenceException("what was signed is not what is kept in data/" + BagLayout.SEEN + seal);
        }
        return seen;
    }
}
