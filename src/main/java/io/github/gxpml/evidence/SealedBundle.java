// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A bundle that was verified before, opened for reading. Whatever is read is what its manifest lists, and the manifest
 * is the one that was verified.
 */
public final class SealedBundle implements BagFiles, Closeable {
    private static final int MAX_DOCUMENT = 64 << 20;

    private final Contents contents;
    private final Map<String, String> digests;

    private SealedBundle(Contents contents, Map<String, String> digests) {
        this.contents = contents;
        this.digests = digests;
    }

    /**
     * Opens a bundle.
     *
     * @param bundle the zip, or the folder that it was unzipped to
     * @param manifestSha256 digest of the manifest that was verified
     * @return the bundle, to be closed
     * @throws IOException if it cannot be read, or is not the one that was verified
     */
    public static SealedBundle open(Path bundle, String manifestSha256) throws IOException {
        Contents contents = BundleVerifier.open(bundle, BundleVerifier.Options.defaults());
        try {
            byte[] manifest = contents.read(BagLayout.MANIFEST, MAX_DOCUMENT);
            if (!Sha256.of(manifest).equals(manifestSha256)) {
                throw new EvidenceException(bundle + " changed after it was verified: verify it again");
            }
            return new SealedBundle(
                    contents, Manifest.read(BagLayout.MANIFEST, manifest).digests());
        } catch (IOException | RuntimeException e) {
            contents.close();
            throw e;
        }
    }

    /**
     * Lists the payload.
     *
     * @return names relative to {@code data/}
     */
    @Override
    public List<String> names() {
        String data = BagLayout.DATA + "/";
        return digests.keySet().stream()
                .filter(name -> name.startsWith(data))
                .map(name -> name.substring(data.length()))
                .sorted()
                .toList();
    }

    /**
     * Reads a payload file.
     *
     * @param name relative to {@code data/}
     * @return the content, at most 64 MiB
     * @throws IOException if it is missing, too large or not the one that is listed
     */
    @Override
    public byte[] read(String name) throws IOException {
        String path = BagLayout.DATA + "/" + name;
        byte[] bytes = contents.read(path, MAX_DOCUMENT);
        if (!Sha256.of(bytes).equals(digests.get(path))) {
            throw new EvidenceException(path + " is not the one that the manifest lists");
        }
        return bytes;
    }

    /**
     * Reads a document.
     *
     * @param <T> the wanted type
     * @param name relative to {@code data/}
     * @param type a record type
     * @return the document
     * @throws IOException if it cannot be read as one
     */
    public <T> T document(String name, Class<T> type) throws IOException {
        return Json.read(read(name), type);
    }

    @Override
    public void close() throws IOException {
        contents.close();
    }
}
