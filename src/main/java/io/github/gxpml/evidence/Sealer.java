// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Statement.Subject;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.CertificateChain;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.Signer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Seals a bag as far as it goes: lists every file with its digest, signs the list, and publishes all of it as one zip.
 * The zip of the seal before stays whole until the new one takes its place in one step, so a kill or a full disk at any
 * moment leaves a bundle that verifies.
 */
public final class Sealer {
    /** The manifest comes last, it makes the folder a seal. */
    private static final List<String> FOLLOWING = List.of(
            BagLayout.BAGIT,
            BagLayout.BAG_INFO,
            BagLayout.TAG_MANIFEST,
            BagLayout.SIGNATURE,
            BagLayout.MANIFEST_SIGNATURE,
            BagLayout.TIME_STAMP,
            BagLayout.MANIFEST);

    private final Bag bag;
    private final Signer signer;
    private final Optional<SealedBy.Stamping> stamping;
    private final SortedMap<String, SealedFile> tags = new TreeMap<>();
    private final SortedMap<String, String> digests = new TreeMap<>();
    private long payloadBytes;
    private boolean published;
    private Optional<String> notStamped = Optional.empty();

    private Sealer(Bag bag, SealedBy by) {
        this.bag = bag;
        this.signer = by.signer();
        this.stamping = by.stamping();
    }

    /**
     * Seals.
     *
     * @param bag the working folder; nothing may write to it meanwhile
     * @param document what the run is; seal number, its time and the seal before are filled in here
     * @param zip file to publish; replaced only if it holds the seal before of the same run
     * @param by whose key, and who confirms when
     * @param clock gives the time of the seal
     * @return the new seal
     * @throws EvidenceException if it cannot be sealed; what was published before is then as it was
     */
    public static Seal seal(Bag bag, BundleDocument document, Path zip, SealedBy by, Clock clock)
            throws EvidenceException {
        var sealer = new Sealer(bag, by);
        try {
            return sealer.seal(document, zip, clock.instant());
        } catch (IOException e) {
            throw new EvidenceException(sealer.failure(document, zip) + ": " + EvidenceException.reason(e), e);
        }
    }

    /**
     * Seals without a time stamp.
     *
     * @param bag the working folder
     * @param document what the run is
     * @param zip file to publish
     * @param signer whose key
     * @param clock gives the time of the seal
     * @return the new seal
     * @throws EvidenceException if it cannot be sealed
     */
    public static Seal seal(Bag bag, BundleDocument document, Path zip, Signer signer, Clock clock)
            throws EvidenceException {
        return seal(bag, document, zip, SealedBy.key(signer), clock);
    }

    private String failure(BundleDocument document, Path zip) {
        if (published) {
            return document.identifier() + " is sealed in " + zip + ", but its folder could not follow";
        }
        String kept = Files.exists(zip) ? "what was sealed before in " + zip + " is untouched" : zip + " was not made";
        return document.identifier() + " could not be sealed, " + kept;
    }

    private Seal seal(BundleDocument document, Path zip, Instant now) throws IOException {
        Optional<PreviousSeal> previous = PreviousSeal.find(bag, document, zip);
        int number = previous.map(PreviousSeal::number).orElse(0) + 1;
        if (previous.isPresent()) {
            keepManifest(previous.get());
        }
        checkChain(number);
        Optional<String> previousDigest = previous.map(seal -> Sha256.of(seal.manifest()));
        BundleDocument sealed = document.sealed(number, now, previousDigest);
        DerivedStatements.renew(bag, sealed, signer);
        putCertificates(now);
        byte[] bundle = Json.pretty(sealed);
        SealZip.removePartials(zip);
        MessageDigest zipDigest = Sha256.digest();
        AtomicFile.write(zip, out -> {
            var digested = new DigestOutputStream(new BufferedOutputStream(out, 1 << 16), zipDigest);
            try (var zipped = new SealZip(digested, document.identifier())) {
                addPayload(zipped, bundle);
                addTags(document, number, now, previousDigest);
                zipped.addAll(tags.keySet(), tags::get);
                zipped.finish();
            }
        });
        AtomicFile.share(zip); // a bundle is for others, build servers and auditors
        published = true;
        updateFolder(bundle);
        String manifestDigest = digests.get(BagLayout.MANIFEST);
        return new Seal(number, manifestDigest, zip, HexFormat.of().formatHex(zipDigest.digest()), notStamped);
    }

    /** The chain of another key must not stay behind. */
    private void putCertificates(Instant now) throws IOException {
        if (!signer.certificates().isEmpty()) {
            CertificateChain.ofPem(signer.certificates()).checkOwn(now);
            bag.put(BagLayout.CERTIFICATES, signer.certificates().getBytes(StandardCharsets.US_ASCII));
        } else {
            Files.deleteIfExists(bag.path(BagLayout.CERTIFICATES));
        }
    }

    private void keepManifest(PreviousSeal previous) throws IOException {
        String name = BagLayout.sealManifest(previous.number());
        if (!bag.has(name)) {
            bag.write(name, out -> out.write(previous.manifest()));
        } else if (!Sha256.of(bag.path(name)).equals(Sha256.of(previous.manifest()))) {
            throw new EvidenceException("data/" + name + " is not the manifest of seal " + previous.number());
        }
    }

    private void checkChain(int number) throws EvidenceException {
        for (int earlier = 1; earlier < number; earlier++) {
            if (!bag.has(BagLayout.sealManifest(earlier))) {
                throw new EvidenceException("data/" + BagLayout.sealManifest(earlier) + " is missing");
            }
        }
        if (bag.has(BagLayout.sealManifest(number))) {
            throw new EvidenceException("seal " + number + " was made before, but neither " + bag.folder()
                    + " nor the zip holds it whole: put its zip back");
        }
    }

    /** The payload comes first in the zip, so that it is read once: the lists of its digests follow it. */
    private void addPayload(SealZip zip, byte[] bundle) throws IOException {
        SortedSet<String> paths = new TreeSet<>();
        bag.names().forEach(name -> paths.add("data/" + name));
        String document = "data/" + BagLayout.BUNDLE;
        paths.add(document);
        zip.addAll(
                        paths,
                        path -> path.equals(document)
                                ? SealedFile.of(bundle)
                                : SealedFile.of(bag.folder().resolve(path)))
                .forEach((path, found) -> {
                    digests.put(path, found.sha256());
                    payloadBytes += found.bytes();
                });
    }

    private void addTags(BundleDocument document, int number, Instant now, Optional<String> previousDigest)
            throws IOException {
        int payload = digests.size();
        byte[] manifest = Manifest.of(digests).bytes();
        addTag(BagLayout.BAGIT, BagLayout.bagit());
        addTag(BagLayout.BAG_INFO, bagInfo(document, now, payload));
        addTag(BagLayout.MANIFEST, manifest);
        byte[] tagManifest = Manifest.of(Map.of(
                        BagLayout.BAGIT, digests.get(BagLayout.BAGIT),
                        BagLayout.BAG_INFO, digests.get(BagLayout.BAG_INFO),
                        BagLayout.MANIFEST, digests.get(BagLayout.MANIFEST)))
                .bytes();
        addTag(BagLayout.TAG_MANIFEST, tagManifest);
        AuditChain.Scan audit = audit();
        var predicate = new SealPredicate(
                document.model(),
                document.run(),
                number,
                payload,
                now,
                previousDigest,
                document.previousRun(),
                audit.events(),
                audit.last(),
                stamping.map(s -> new SealPredicate.Stamping(s.stamper().authority(), s.required())),
                signer.publicKeyPem());
        var subjects = List.of(
                Subject.of(BagLayout.MANIFEST, Sha256.of(manifest)),
                Subject.of(BagLayout.TAG_MANIFEST, Sha256.of(tagManifest)));
        byte[] seal = Dsse.sign(Statement.of(subjects, SealPredicate.TYPE, predicate), signer);
        addTag(BagLayout.SIGNATURE, seal);
        addTag(BagLayout.MANIFEST_SIGNATURE, Base64.getEncoder().encode(signer.sign(manifest)));
        if (stamping.isPresent()) {
            stamp(stamping.get(), Dsse.read(seal).signature());
        }
    }

    /** A stamp that does not hold is none. */
    private void stamp(SealedBy.Stamping with, byte[] signature) throws IOException {
        try {
            byte[] response = TimeStamp.kept(with.stamper().stamp(signature));
            if (with.roots().stampRoots().isEmpty()) {
                TimeStamp.check(response, signature);
            } else {
                TimeStamp.check(response, signature, with.roots().stampRoots());
            }
            addTag(BagLayout.TIME_STAMP, response);
        } catch (IOException e) {
            if (with.required()) {
                throw e;
            }
            notStamped = Optional.of(EvidenceException.reason(e));
        }
    }

    private void addTag(String name, byte[] bytes) {
        tags.put(name, SealedFile.of(bytes));
        digests.put(name, Sha256.of(bytes));
    }

    private byte[] bagInfo(BundleDocument document, Instant now, int payload) {
        String text = "Bag-Software-Agent: "
                + document.product().replaceAll("\\p{Cntrl}", " ").strip() + "\n"
                + "Bagging-Date: " + now.atZone(ZoneOffset.UTC).toLocalDate() + "\n"
                + "External-Identifier: " + document.identifier() + "\n"
                + "Payload-Oxum: " + payloadBytes + "." + payload + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private AuditChain.Scan audit() throws IOException {
        if (!bag.has(AuditLog.FILE)) {
            return new AuditChain.Scan(0, AuditChain.START, 0, new byte[0]);
        }
        try (InputStream in = Files.newInputStream(bag.path(AuditLog.FILE))) {
            AuditChain.Scan scan = AuditChain.scan(in, event -> {});
            if (scan.torn().length > 0) {
                throw new EvidenceException("the audit log ends in the middle of an event: open the log first");
            }
            return scan;
        }
    }

    /** The folder follows the zip, never the other way round. */
    private void updateFolder(byte[] bundle) throws IOException {
        bag.write(BagLayout.BUNDLE, out -> out.write(bundle));
        if (!tags.containsKey(BagLayout.TIME_STAMP)) {
            Files.deleteIfExists(bag.folder().resolve(BagLayout.TIME_STAMP));
        }
        for (String tag : FOLLOWING.stream().filter(tags::containsKey).toList()) {
            try (InputStream in = tags.get(tag).open()) {
                AtomicFile.write(bag.folder().resolve(tag), in::transferTo);
            }
        }
    }
}
