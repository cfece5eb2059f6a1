// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;

/** The files of a bundle under verification, in a zip or a folder; every one was read and digested once. */
interface Contents extends Closeable {
    /**
     * A file as it was found.
     *
     * @param bytes its size, counted
     * @param sha256 its digest
     */
    record Found(long bytes, String sha256) {}

    /** Returns the name of the folder that everything lies in. */
    String base();

    /** Returns every file by its path from the base. */
    SortedMap<String, Found> files();

    /** Opens a file that {@link #files} lists. */
    InputStream open(String path) throws IOException;

    /** Reads a file whole, and makes sure that it is the one that was digested. */
    default byte[] read(String path, int limit) throws IOException {
        Found found = files().get(path);
        if (found == null) {
            throw new EvidenceException(path + " is missing");
        }
        if (found.bytes() > limit) {
            throw new EvidenceException(path + " is too large for a document");
        }
        try (InputStream in = open(path)) {
            byte[] bytes = in.readNBytes(limit);
            if (!Sha256.of(bytes).equals(found.sha256())) {
                throw new EvidenceException(path + " changes while it is being read");
            }
            return bytes;
        }
    }
}
