// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Approval.Claim;
import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.Approval.Vote;
import io.github.gxpml.evidence.Statement.Subject;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes people's signatures under a sealed bundle and keeps them, with a copy of what was signed, in the bag. */
public final class Approvals {
    private static final String PREFIX = BagLayout.ATTESTATIONS + "approval-";
    private static final String SUFFIX = ".dsse.json";
    private static final String MODEL = "model";
    private static final int MAX_MANIFEST = 64 << 20;

    private Approvals() {}

    /**
     * Returns what a person is about to sign: the last seal of the bag.
     *
     * @param bag a bag that was sealed and not changed since in its verdicts and report
     * @return digests and verdicts
     * @throws EvidenceException if it was never sealed, or its verdicts, report or lineage are missing or changed since
     */
    public static Seen see(Bag bag) throws EvidenceException {
        byte[] manifestBytes = sealedManifest(bag);
        Map<String, String> manifest =
                Manifest.read(BagLayout.MANIFEST, manifestBytes).digests();
        byte[] verdicts = bag.read(BagLayout.VERDICTS);
        String report = digest(bag, BagLayout.REPORT);
        unchanged(manifest, BagLayout.VERDICTS, Sha256.of(verdicts));
        unchanged(manifest, BagLayout.REPORT, report);
        byte[] bundle = bag.read(BagLayout.BUNDLE);
        unchanged(manifest, BagLayout.BUNDLE, Sha256.of(bundle));
        int seal = document(BagLayout.BUNDLE, bundle, BundleDocument.class).seal();
        return new Seen(
                seal,
                Sha256.of(manifestBytes),
                document(BagLayout.VERDICTS, verdicts, VerdictsDocument.class),
                Sha256.of(verdicts),
                report,
                model(bag));
    }

    /**
     * Returns what a person is about to sign who opened a sealed zip: it must be the last seal of the bag.
     *
     * @param bag a bag that was sealed
     * @param zip what was opened
     * @return digests and verdicts, as they are in both
     * @throws EvidenceException if the zip is another seal, or the bag was changed since
     */
    public static Seen see(Bag bag, Path zip) throws EvidenceException {
        Seen here = see(bag);
        byte[] manifest;
        try (Contents opened = ZipContents.read(zip, BundleVerifier.Options.defaults())) {
            manifest = opened.read(BagLayout.MANIFEST, MAX_MANIFEST);
            Map<String, String> listed =
                    Manifest.read(BagLayout.MANIFEST, manifest).digests();
            for (String name : List.of(BagLayout.VERDICTS, BagLayout.REPORT, BagLayout.BUNDLE, BagLayout.LINEAGE)) {
                Contents.Found found = opened.files().get("data/" + name);
                unchanged(listed, name, found == null ? "" : found.sha256());
            }
        } catch (IOException e) {
            throw new EvidenceException(zip + " cannot be signed: " + EvidenceException.reason(e), e);
        }
        if (!Sha256.of(manifest).equals(here.manifestSha256())) {
            throw new EvidenceException(zip + " is not seal " + here.seal()
                    + ", the last one of the run: open the bundle that is in the store now, then sign that");
        }
        return here;
    }

    /**
     * Signs, and adds the signature to the bag; the bag has to be sealed again after that.
     *
     * @param bag the bag that {@code seen} was taken from
     * @param seen what the person looked at
     * @param person who
     * @param vote what the person says
     * @param signer the person's own key
     * @return the approval as kept
     * @throws EvidenceException if the bag was changed since it was looked at, or the signature cannot be made or kept
     */
    public static Approval add(Bag bag, Seen seen, Person person, Vote vote, Signer signer) throws EvidenceException {
        var claim = new Claim(person, vote, seen.seal(), signer.publicKeyPem(), Certificates.of(signer));
        return add(bag, seen, Dsse.sign(Statement.of(subjects(seen), Approval.TYPE, claim), signer));
    }

    /**
     * Keeps a signature that was made elsewhere; the bag has to be sealed again after that.
     *
     * @param bag the bag that {@code seen} was taken from
     * @param seen what the person looked at
     * @param signed the signature
     * @return the approval as kept
     * @throws EvidenceException if the bag was changed since it was looked at, the signature is about something else,
     *     or it cannot be kept
     */
    public static Approval take(Bag bag, Seen seen, SignedClaim<Claim> signed) throws EvidenceException {
        return add(bag, seen, signed.envelope());
    }

    private static Approval add(Bag bag, Seen seen, byte[] envelope) throws EvidenceException {
        keep(bag, seen);
        String file = PREFIX + (numbered(bag).size() + 1) + SUFFIX;
        bag.put(file, envelope);
        return new ApprovalReader(bag).read(file);
    }

    /**
     * Says why a signature is not about what is there to be signed.
     *
     * @param seen the last seal of the run
     * @param seal number of the seal that was signed
     * @param subjects what was signed
     * @return the reason; empty if it is about exactly that
     */
    public static Optional<String> aboutSomethingElse(Seen seen, int seal, List<Subject> subjects) {
        if (seal != seen.seal()) {
            return Optional.of("it is about seal " + seal + ", and seal " + seen.seal()
                    + " is the last one of the run: look at that, then sign it");
        }
        List<Subject> wanted = subjects(seen);
        if (wanted.equals(subjects)) {
            return Optional.empty();
        }
        String first = wanted.stream()
                .filter(subject -> !subjects.contains(subject))
                .findFirst()
                .map(Subject::name)
                .orElse("list of files");
        return Optional.of(
                "what was signed is not what this run shows, it has changed since or is of another run: seal " + seal
                        + " of this run has another " + first);
    }

    /**
     * Reads every approval of a bag and checks its signature and what it signed.
     *
     * @param bag the bag
     * @return in the order of signing
     * @throws EvidenceException if one is damaged, or not about what the bag keeps as seen
     */
    public static List<Approval> list(Bag bag) throws EvidenceException {
        List<Approval> approvals = new ArrayList<>();
        for (String file : numbered(bag)) {
            approvals.add(new ApprovalReader(bag).read(file));
        }
        return approvals;
    }

    /**
     * Returns what approvals are compared with.
     *
     * @param bag the bag
     * @return the verdicts and the model as they are now
     * @throws EvidenceException if verdicts or lineage are missing or malformed
     */
    public static ApprovalPolicy.Current current(Bag bag) throws EvidenceException {
        return new ApprovalPolicy.Current(
                document(BagLayout.VERDICTS, bag.read(BagLayout.VERDICTS), VerdictsDocument.class), model(bag));
    }

    /**
     * Returns what a signature under what was seen is about.
     *
     * @param seen what was seen
     * @return verdicts, report and manifest under the names by which the bag keeps them, then the model
     */
    public static List<Subject> subjects(Seen seen) {
        String folder = "data/" + BagLayout.SEEN + seen.seal() + "/";
        return List.of(
                Subject.of(folder + BagLayout.VERDICTS, seen.verdictsSha256()),
                Subject.of(folder + BagLayout.REPORT, seen.reportSha256()),
                Subject.of(folder + BagLayout.MANIFEST, seen.manifestSha256()),
                Subject.of(MODEL, seen.modelSha256()));
    }

    /** Lists the files of approvals by their number; a gap in the numbers is refused, it may hide a rejection. */
    static List<String> numbered(BagFiles bag) throws EvidenceException {
        return NumberedFiles.of(bag, PREFIX, SUFFIX);
    }

    /** Reads the digest of the model that the run keeps. */
    static String model(BagFiles bag) throws EvidenceException {
        try {
            var lineage = document(BagLayout.LINEAGE, bag.read(BagLayout.LINEAGE), LineageDocument.class);
            if (lineage.trainings().isEmpty()) {
                throw new EvidenceException("lineage.json names no model: nothing was trained that could be approved");
            }
            return lineage.trainings().get(0).model().sha256();
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException e) {
            throw new EvidenceException("lineage.json cannot be read: " + EvidenceException.reason(e), e);
        }
    }

    static <T> T document(String name, byte[] bytes, Class<T> type) throws EvidenceException {
        try {
            return Json.read(bytes, type);
        } catch (IOException | RuntimeException e) {
            throw new EvidenceException("data/" + name + " is malformed: " + EvidenceException.reason(e), e);
        }
    }

    /** Keeps a copy of what was seen. */
    static void keep(Bag bag, Seen seen) throws EvidenceException {
        if (!see(bag).equals(seen)) {
            throw new EvidenceException("the bundle was changed since it was looked at: look at it again, then sign");
        }
        keep(bag, seen.seal(), BagLayout.VERDICTS, bag.read(BagLayout.VERDICTS));
        keep(bag, seen.seal(), BagLayout.REPORT, bag.read(BagLayout.REPORT));
        keep(bag, seen.seal(), BagLayout.MANIFEST, sealedManifest(bag));
    }

    private static void keep(Bag bag, int seal, String name, byte[] bytes) throws EvidenceException {
        String kept = BagLayout.SEEN + seal + "/" + name;
        if (!bag.has(kept)) {
            bag.put(kept, bytes);
        }
    }

    private static byte[] sealedManifest(Bag bag) throws EvidenceException {
        try {
            return Files.readAllBytes(bag.folder().resolve(BagLayout.MANIFEST));
        } catch (IOException e) {
            throw new EvidenceException("the bundle has not been sealed yet, so there is nothing to sign", e);
        }
    }

    private static String digest(Bag bag, String name) throws EvidenceException {
        try {
            return Sha256.of(bag.path(name));
        } catch (IOException e) {
            throw new EvidenceException("data/" + name + " cannot be read: " + EvidenceException.reason(e), e);
        }
    }

    private static void unchanged(Map<String, String> manifest, String name, String digest) throws EvidenceException {
        if (!digest.equals(manifest.get("data/" + name))) {
            throw new EvidenceException("data/" + name + " was changed since the last seal: seal again, then sign");
        }
    }
}
