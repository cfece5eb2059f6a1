// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The last seal of a run, found in its zip and in its folder. After a kill between publishing the zip and updating the
 * folder the zip is one seal ahead, so the later of the two counts.
 *
 * @param number of the seal
 * @param manifest its manifest
 */
record PreviousSeal(int number, byte[] manifest) {
    private static final int MAX_DOCUMENT = 64 << 20;

    static Optional<PreviousSeal> find(Bag bag, BundleDocument run, Path zip) throws EvidenceException {
        Optional<PreviousSeal> inFolder = inFolder(bag, run);
        Optional<PreviousSeal> inZip = inZip(run, zip);
        if (inFolder.isPresent() && inZip.isPresent()) {
            return inZip.get().number >= inFolder.get().number ? inZip : inFolder;
        }
        return inZip.or(() -> inFolder);
    }

    private static Optional<PreviousSeal> inFolder(Bag bag, BundleDocument run) throws EvidenceException {
        Path manifest = bag.folder().resolve(BagLayout.MANIFEST);
        if (!Files.isRegularFile(manifest) || !bag.has(BagLayout.BUNDLE)) {
            return Optional.empty();
        }
        try {
            return read(run, Files.readAllBytes(manifest), bag.read(BagLayout.BUNDLE));
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException e) {
            throw new EvidenceException(manifest + " cannot be read: " + EvidenceException.reason(e), e);
        }
    }

    private static Optional<PreviousSeal> inZip(BundleDocument run, Path zip) throws EvidenceException {
        if (!Files.exists(zip)) {
            return Optional.empty();
        }
        try (ZipFile file = new ZipFile(zip.toFile())) {
            String base = run.identifier() + "/";
            Optional<PreviousSeal> found =
                    read(run, entry(file, base + BagLayout.MANIFEST), entry(file, base + "data/" + BagLayout.BUNDLE));
            if (found.isPresent()) {
                return found;
            }
        } catch (IOException | RuntimeException e) {
            throw new EvidenceException(inTheWay(run, zip), e);
        }
        throw new EvidenceException(inTheWay(run, zip));
    }

    private static String inTheWay(BundleDocument run, Path zip) {
        return zip + " exists and is not a bundle of " + run.identifier() + ": move it away, it is not overwritten";
    }

    private static byte[] entry(ZipFile file, String name) throws IOException {
        ZipEntry entry = file.getEntry(name);
        if (entry == null) {
            throw new EvidenceException("there is no " + name);
        }
        try (InputStream in = file.getInputStream(entry)) {
            return in.readNBytes(MAX_DOCUMENT);
        }
    }

    /** Returns nothing if manifest and document are not of one seal, as a kill may leave them in the folder. */
    private static Optional<PreviousSeal> read(BundleDocument run, byte[] manifest, byte[] bundle) throws IOException {
        String listed = Manifest.read(BagLayout.MANIFEST, manifest).digests().get("data/" + BagLayout.BUNDLE);
        if (!Sha256.of(bundle).equals(listed)) {
            return Optional.empty();
        }
        BundleDocument found = Json.read(bundle, BundleDocument.class);
        if (!found.identifier().equals(run.identifier())) {
            throw new EvidenceException("the folder holds " + found.identifier() + ", not " + run.identifier()
                    + ": every run needs a folder of its own");
        }
        return Optional.of(new PreviousSeal(found.seal(), manifest));
    }
}
