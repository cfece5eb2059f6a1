// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Approval.Claim;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.io.VerifyingKey;
import java.io.IOException;
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
        Dsse.Envelope envelope = Dsse.read(bag.read(file));
        Statement statement = envelope.statement();
        if (!statement.predicateType().equals(Approval.TYPE)) {
            throw new EvidenceException("it is not an approval but " + BagName.shown(statement.predicateType()));
        }
        Claim claim = statement.predicate(Claim.class);
        if (!envelope.signedBy(VerifyingKey.ofPem(claim.publicKey()))) {
            throw new EvidenceException("its signature is not that of the key in it for this statement");
        }
        Seen seen = seen(bag, claim.seal(), statement);
        if (!Approvals.subjects(seen).equals(statement.subject())) {
            throw new EvidenceException("what was signed is not what is kept in data/" + BagLayout.SEEN + claim.seal());
        }
        return new Approval(file, claim, envelope.keyId(), seen);
    }

    /** Reads the copy of what was seen, and makes sure that it is of the seal that is named. */
    static Seen seen(BagFiles bag, int seal, Statement statement) throws IOException {
        String folder = BagLayout.SEEN + seal + "/";
        byte[] verdicts = bag.read(folder + BagLayout.VERDICTS);
        byte[] manifest = bag.read(folder + BagLayout.MANIFEST);
        String report = Sha256.of(bag.read(folder + BagLayout.REPORT));
        Map<String, String> sealed =
                Manifest.read(folder + BagLayout.MANIFEST, manifest).digests();
        if (!Sha256.of(verdicts).equals(sealed.get("data/" + BagLayout.VERDICTS))
                || !report.equals(sealed.get("data/" + BagLayout.REPORT))) {
            throw new EvidenceException(
                    "verdicts or report in data/" + folder + " are not those of seal " + seal);
        }
        String model = statement.subject().get(statement.subject().size() - 1).sha256();
        var document = Approvals.document(folder + BagLayout.VERDICTS, verdicts, VerdictsDocument.class);
        return new Seen(seal, Sha256.of(manifest), document, Sha256.of(verdicts), report, model);
    }
}
