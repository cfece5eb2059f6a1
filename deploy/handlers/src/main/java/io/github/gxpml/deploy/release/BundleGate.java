// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.BundleVerifier;
import io.github.gxpml.evidence.Dsse;
import io.github.gxpml.evidence.SealedBundle;
import io.github.gxpml.evidence.VerificationReport;
import io.github.gxpml.evidence.VerificationReport.Status;
import io.github.gxpml.evidence.Waiver;
import io.github.gxpml.evidence.Waivers;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.SpecLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides whether a bundle says that a version may be deployed. The engine's verifier checks seal, gates and signatures
 * as {@code gxp verify} does; what is asked here beside that is that somebody had to sign at all, that all of them
 * have, and that it is about this version and this artifact. Whatever cannot be read is a reason against it.
 *
 * @param keys whose signatures count
 */
record BundleGate(TrustedKeys keys) {
    private static final String SPEC = "spec/gxp.yaml";
    /** Frozen when a version is released, so there is none before the last signature. */
    private static final String BASELINE = "baseline.json";

    /**
     * What came of it.
     *
     * @param evidence the bundle, if its manifest could be read; believed only without reasons
     * @param reasons why it may not be deployed, one sentence each; empty if it may
     */
    record Answer(Optional<Evidence> evidence, List<String> reasons) {
        Answer {
            reasons = List.copyOf(reasons);
        }

        boolean open() {
            return reasons.isEmpty() && evidence.isPresent();
        }
    }

    /**
     * A bundle as people name it.
     *
     * @param manifest SHA-256 of its manifest
     * @param zip SHA-256 of the file
     */
    record Evidence(String manifest, String zip) {}

    Answer judge(Path zip, ReleaseOrder order, RegisteredVersion registered) throws IOException {
        String digest = Sha256.of(zip);
        VerificationReport report = BundleVerifier.verify(zip, keys.store(), BundleVerifier.Options.defaults());
        Optional<Evidence> evidence = report.manifestSha256().map(manifest -> new Evidence(manifest, digest));
        List<String> reasons = new ArrayList<>();
        if (!order.digest().orElse(digest).equals(digest)) {
            reasons.add("the bundle has another digest than the message says");
        }
        report.checks().stream()
                .filter(check -> check.status() == Status.FAILED)
                .forEach(check -> reasons.add("check " + check.name() + ": " + check.message()));
        if (!report.ok() || report.bundle().isEmpty() || report.manifestSha256().isEmpty()) {
            if (reasons.isEmpty()) {
                reasons.add("the bundle could not be verified");
            }
            return new Answer(evidence, reasons);
        }
        if (!keys.machines().contains(report.keyId().orElse(""))) {
            reasons.add("the bundle is sealed with a key that may approve but not seal");
        }
        about(report.bundle().get(), order, reasons);
        try (SealedBundle bundle =
                SealedBundle.open(zip, report.manifestSha256().get())) {
            approved(bundle, reasons);
            ended(Waivers.list(bundle), LocalDate.now(ZoneOffset.UTC)).ifPresent(reasons::add);
            sameModel(bundle, report.manifestSha256().get(), registered, reasons);
        } catch (IOException | SpecException | RuntimeException e) {
            reasons.add("the bundle cannot be read: " + e.getMessage());
        }
        return new Answer(evidence, reasons);
    }

    private static void about(BundleDocument bundle, ReleaseOrder order, List<String> reasons) {
        if (!bundle.model().equals(order.model()) || bundle.run() != order.version()) {
            reasons.add(
                    "the bundle is of " + bundle.identifier() + ", not of " + order.model() + "-" + order.version());
        }
        if (bundle.reproduces().isPresent()) {
            reasons.add("the bundle is of a repetition, not of a release");
        }
        if (!bundle.registered()) {
            reasons.add("the run of the bundle is not a registered version");
        }
        // after the last signature a run goes on to be monitored; it is over once that was done
        if (bundle.state() != State.RUNNING && bundle.state() != State.COMPLETE) {
            reasons.add("the run of the bundle is " + bundle.state());
        }
    }

    private void approved(SealedBundle bundle, List<String> reasons) throws IOException, SpecException {
        if (SpecLoader.parse(bundle.read(SPEC), SPEC).register().approvals().isEmpty()) {
            reasons.add("the spec of the run asks nobody to approve, so nobody has");
        }
        if (!bundle.names().contains(BASELINE)) {
            reasons.add("not everybody whom the spec asks has approved");
        }
        for (String name : bundle.names()) {
            if (name.matches("attestations/approval-\\d+\\.dsse\\.json")
                    && !keys.people().contains(Dsse.read(bundle.read(name)).keyId())) {
                reasons.add(name + " is signed with a key that may not approve here");
            }
        }
    }

    /** A gate that was waived for a time is not waived after it; those of monitoring are not about the release. */
    static Optional<String> ended(List<Waiver> waivers, LocalDate today) {
        Map<String, LocalDate> until = new TreeMap<>();
        waivers.stream()
                .filter(waiver -> waiver.confirmation().isPresent())
                .map(waiver -> waiver.claim().terms())
                .filter(terms -> !terms.gate().startsWith("monitor/"))
                .forEach(terms ->
                        until.merge(terms.gate(), terms.until(), (one, other) -> one.isAfter(other) ? one : other));
        return until.values().stream()
                .filter(last -> last.isBefore(today))
                .findFirst()
                .map(last -> "a gate was waived until " + last + ", which is over");
    }

    private static void sameModel(
            SealedBundle bundle, String manifest, RegisteredVersion registered, List<String> reasons)
            throws IOException {
        LineageDocument lineage = bundle.document("lineage.json", LineageDocument.class);
        if (lineage.trainings().isEmpty()
                || !lineage.trainings().get(0).model().sha256().equals(registered.sha256())) {
            reasons.add("what was approved is another model than the one that is registered");
        }
        if (!manifest.equals(registered.bundle()) && !before(bundle, registered.bundle())) {
            reasons.add("the version was registered with another bundle");
        }
    }

    /** Tells whether a manifest is that of an earlier seal of the run. */
    private static boolean before(SealedBundle bundle, String manifest) throws IOException {
        for (String name : bundle.names()) {
            if (name.matches("seals/\\d+-manifest-sha256\\.txt")
                    && Sha256.of(bundle.read(name)).equals(manifest)) {
                return true;
            }
        }
        return false;
    }
}
