// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Statement.Subject;
import io.github.gxpml.io.CertificateChain;
import io.github.gxpml.io.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks who sealed a bundle, that the seal is about this bundle, and that it follows from the seals before. */
final class SealChecks {
    /** A file name that says which run it holds. */
    private static final Pattern RUN_FILE = Pattern.compile("(.+)-([0-9]{1,9})\\.zip");

    /** How far the machine's clock may be ahead of the authority's. */
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private SealChecks() {}

    static void signature(Inspection in, Findings findings) throws IOException {
        Dsse.Envelope envelope = in.envelope();
        Optional<CertificateChain> chain = in.certificates();
        VerifyingKey key = in.trust().require(envelope.keyId(), chain, in.moment());
        Dsse.verify(in.tag(BagLayout.SIGNATURE), key);
        VerifyingKey named = VerifyingKey.ofPem(in.seal().publicKey());
        findings.problemIf(
                !named.id().equals(envelope.keyId()), "the seal holds another public key than it is signed with");
        plain(in, findings, key);
        findings.good(
                chain.isEmpty()
                        ? "signed by the trusted key " + envelope.keyId()
                        : "signed by key " + envelope.keyId() + " of " + BagName.shown(chain.get().holder()) + "; "
                                + in.trust().traced() + "; whether one was revoked is not checked");
    }

    /** The second signature is for people without this software, and must not say anything else. */
    private static void plain(Inspection in, Findings findings, VerifyingKey key) throws IOException {
        String text = new String(in.tag(BagLayout.MANIFEST_SIGNATURE), StandardCharsets.US_ASCII);
        boolean holds = false;
        try {
            byte[] signature = Base64.getDecoder().decode(text);
            holds = Base64.getEncoder().encodeToString(signature).equals(text)
                    && key.verifies(in.tag(BagLayout.MANIFEST), signature);
        } catch (IllegalArgumentException e) {
            findings.problem(BagLayout.MANIFEST_SIGNATURE + " is not base64: " + e.getMessage());
        }
        findings.problemIf(
                !holds, BagLayout.MANIFEST_SIGNATURE + " is not the signature of the seal's key over the manifest");
    }

    static void timeStamp(Inspection in, Findings findings) throws IOException {
        SealPredicate seal = in.seal();
        boolean there = in.contents().files().containsKey(BagLayout.TIME_STAMP);
        if (!there) {
            findings.problemIf(
                    seal.timeStamp().isPresent() && seal.timeStamp().get().required(),
                    BagLayout.TIME_STAMP + " is missing: the seal was to be stamped by "
                            + seal.timeStamp().map(asked -> BagName.shown(asked.authority())).orElse(""));
            findings.good(
                    seal.timeStamp().isPresent()
                            ? "there is none: the authority was asked and gave none; the time " + seal.sealedAt()
                                    + " is unproven"
                            : "none was asked for; the time " + seal.sealedAt() + " is that of the machine, unproven");
            return;
        }
        TimeStamp stamp = in.stamp();
        findings.problemIf(
                seal.timeStamp().isEmpty(), BagLayout.TIME_STAMP + " is there, and the seal asks for no time stamp");
        findings.problemIf(
                stamp.at().plus(TOLERANCE).isBefore(seal.sealedAt()),
                "the seal says that it was made " + seal.sealedAt() + ", which is after its time stamp of " + stamp.at());
        findings.good("the seal existed at " + stamp.at() + ", as " + BagName.shown(stamp.authority())
                + " says; whether its certificate was revoked is not checked");
    }

    static void seal(Inspection in, Findings findings) throws IOException {
        SealPredicate seal = in.seal();
        BundleDocument bundle = in.bundle();
        subject(in, findings, BagLayout.MANIFEST, 0);
        subject(in, findings, BagLayout.TAG_MANIFEST, 1);
        findings.problemIf(
                in.envelope().statement().subject().size() != 2, "the seal is not about exactly two manifests");
        same(findings, "model", seal.model(), bundle.model());
        same(findings, "run", seal.run(), bundle.run());
        same(findings, "seal number", seal.seal(), bundle.seal());
        same(findings, "number of files", seal.files(), in.names().size());
        same(findings, "time", seal.sealedAt(), bundle.sealedAt());
        same(findings, "seal before", seal.previousSeal(), bundle.previousSeal());
        same(findings, "run before", seal.previousRun(), bundle.previousRun());
        names(in, findings, bundle);
        findings.good("seal " + seal.seal() + " of " + bundle.identifier() + ", made " + seal.sealedAt());
    }

    private static void subject(Inspection in, Findings findings, String name, int index) throws IOException {
        List<Subject> subjects = in.envelope().statement().subject();
        Contents.Found found = in.contents().files().get(name);
        Subject wanted = Subject.of(name, found == null ? "0".repeat(64) : found.sha256());
        findings.problemIf(
                subjects.size() <= index || !subjects.get(index).equals(wanted),
                "the seal was made for another " + name + " than the one here");
    }

    private static void same(Findings findings, String what, Object sealed, Object said) {
        findings.problemIf(!sealed.equals(said), "the seal's " + what + " is " + sealed + ", the bundle's is " + said);
    }

    /** A bundle under the name of another run passes for that run with people, so its names must be its own. */
    private static void names(Inspection in, Findings findings, BundleDocument bundle) {
        Optional<String> file = in.options().fileName();
        if (file.isEmpty()) {
            return;
        }
        findings.problemIf(
                !in.contents().base().equals(bundle.identifier()),
                "the folder in the zip is called " + BagName.shown(in.contents().base()) + ", but it holds "
                        + bundle.identifier());
        Matcher name = RUN_FILE.matcher(file.get());
        findings.problemIf(
                name.matches() && !file.get().equals(bundle.identifier() + ".zip"),
                "the file is called " + BagName.shown(file.get()) + ", but it holds " + bundle.identifier());
    }

    static void chain(Inspection in, Findings findings) throws IOException {
        BundleDocument bundle = in.bundle();
        Map<String, Contents.Found> files = in.contents().files();
        for (int number = 1; number < bundle.seal(); number++) {
            findings.problemIf(
                    !in.has(BagLayout.sealManifest(number)), "the manifest of seal " + number + " is missing");
        }
        long kept = in.names().stream()
                .filter(name -> name.startsWith(BagLayout.SEALS))
                .count();
        findings.problemIf(
                kept != bundle.seal() - 1L,
                "there are manifests of " + kept + " earlier seals, there should be " + (bundle.seal() - 1));
        if (findings.any()) {
            return;
        }
        for (int number = 1; number < bundle.seal(); number++) {
            follows(in, findings, number);
        }
        String last = "data/" + BagLayout.sealManifest(bundle.seal() - 1);
        Optional<String> digest =
                bundle.seal() > 1 ? Optional.of(files.get(last).sha256()) : Optional.empty();
        findings.problemIf(!digest.equals(bundle.previousSeal()), "the bundle does not name the seal before it");
        findings.problemIf(bundle.run() == 1 && bundle.previousRun().isPresent(), "run 1 names a run before it");
        findings.good(bundle.seal() == 1 ? "the first seal of the run" : "follows from " + kept + " earlier seals");
    }

    /** Everything that is kept for good in an earlier seal must be here, as it was: also the seals before that one. */
    private static void follows(Inspection in, Findings findings, int number) throws IOException {
        String name = "data/" + BagLayout.sealManifest(number);
        Map<String, String> earlier = in.manifest(name).digests();
        earlier.forEach((path, digest) -> {
            String payload = path.substring(path.indexOf('/') + 1);
            Contents.Found found = in.contents().files().get(path);
            if (BagLayout.keptForGood(payload)
                    && (found == null || !found.sha256().equals(digest))) {
                findings.problem(path + " was in seal " + number + " and is changed or gone");
            }
        });
        for (int before = 1; before < number; before++) {
            findings.problemIf(
                    !earlier.containsKey("data/" + BagLayout.sealManifest(before)),
                    "seal " + number + " does not follow from seal " + before);
        }
    }
}
