// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.BundleVerifier.Options;
import io.github.gxpml.io.CertificateChain;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.SpecLoader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A bundle under verification, with what its documents say. Every document is read afresh and may be anything. */
final class Inspection implements BagFiles {
    private static final String DATA = BagLayout.DATA + "/";

    private final Contents contents;
    private final TrustStore trust;
    private final Options options;

    Inspection(Contents contents, TrustStore trust, Options options) {
        this.contents = contents;
        this.trust = trust;
        this.options = options;
    }

    Contents contents() {
        return contents;
    }

    TrustStore trust() {
        return trust;
    }

    Options options() {
        return options;
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        contents.files().keySet().stream()
                .filter(path -> path.startsWith(DATA))
                .forEach(path -> names.add(path.substring(DATA.length())));
        return names;
    }

    @Override
    public byte[] read(String name) throws IOException {
        return tag(DATA + name);
    }

    /** Reads a file by its path from the base. */
    byte[] tag(String path) throws IOException {
        return contents.read(path, options.maxDocumentBytes());
    }

    boolean has(String name) {
        return contents.files().containsKey(DATA + name);
    }

    Manifest manifest(String path) throws IOException {
        return Manifest.read(path, tag(path));
    }

    <T> T document(String name, Class<T> type) throws IOException {
        return Approvals.document(name, read(name), type);
    }

    BundleDocument bundle() throws IOException {
        return document(BagLayout.BUNDLE, BundleDocument.class);
    }

    /** Reads the spec of the run. */
    Spec spec() throws IOException {
        return spec(this);
    }

    /** Reads the spec that a bundle keeps. */
    static Spec spec(BagFiles files) throws IOException {
        try {
            return SpecLoader.parse(files.read(BagLayout.SPEC), BagLayout.SPEC);
        } catch (SpecException e) {
            throw new EvidenceException(
                    "the spec of the run cannot be read by this version, so that nobody knows what it asks for: "
                            + e.getMessage());
        }
    }

    VerdictsDocument verdicts() throws IOException {
        return has(BagLayout.VERDICTS)
                ? document(BagLayout.VERDICTS, VerdictsDocument.class)
                : new VerdictsDocument(List.of());
    }

    /** Reads the seal without checking its signature. */
    Dsse.Envelope envelope() throws IOException {
        return Dsse.read(tag(BagLayout.SIGNATURE));
    }

    /** Returns the certificates that the seal's key comes with. */
    Optional<CertificateChain> certificates() throws IOException {
        return has(BagLayout.CERTIFICATES)
                ? Optional.of(Certificates.read(read(BagLayout.CERTIFICATES), BagLayout.CERTIFICATES))
                : Optional.empty();
    }

    /** Returns when the seal was made: as the time stamp says, which was checked, or else as the seal itself does. */
    Instant moment() throws IOException {
        return contents.files().containsKey(BagLayout.TIME_STAMP) ? stamp().at() : seal().sealedAt();
    }

    /** Checks the time stamp. */
    TimeStamp stamp() throws IOException {
        return TimeStamp.check(tag(BagLayout.TIME_STAMP), envelope().signature(), trust.stampRoots());
    }

    SealPredicate seal() throws IOException {
        Statement statement = envelope().statement();
        if (!statement.predicateType().equals(SealPredicate.TYPE)) {
            throw new EvidenceException(BagLayout.SIGNATURE + " is not a seal");
        }
        return statement.predicate(SealPredicate.class);
    }
}
