// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a sealed bag as one zip: sorted, one fixed time, no extra fields, complete or not there at all. */
final class SealZip {
    /**
     * Set as local time, so that no time zone gets in; for the first hours that a zip can hold Java adds extra fields.
     */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private SealZip() {}

    /**
     * Replaces the zip.
     *
     * @param digests what each file was when the manifest was made; a file that changed since is refused
     * @return SHA-256 of the zip
     */
    static String write(Path zip, String base, SortedMap<String, SealedFile> files, Map<String, String> digests)
            throws IOException {
        removePartials(zip);
        MessageDigest digest = Sha256.digest();
        AtomicFile.write(zip, out -> {
            var digested = new DigestOutputStream(new BufferedOutputStream(out, 1 << 16), digest);
            var zipped = new ZipOutputStream(digested, StandardCharsets.UTF_8);
            for (Map.Entry<String, SealedFile> file : files.entrySet()) {
                String found = add(zipped, base + "/" + file.getKey(), file.getValue());
                if (!found.equals(digests.get(file.getKey()))) {
                    throw new EvidenceException(file.getKey() + " was changed while it was being sealed: seal again");
                }
            }
            zipped.finish();
            digested.flush();
        });
        AtomicFile.share(zip); // a bundle is for others, build servers and auditors
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String add(ZipOutputStream zip, String name, SealedFile file) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(file.open(), digest)) {
            in.transferTo(zip);
        }
        zip.closeEntry();
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A process that was killed while it wrote this zip left its half behind. */
    private static void removePartials(Path zip) throws IOException {
        Path folder = zip.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            return;
        }
        String prefix = "." + zip.getFileName();
        List<Path> partials;
        try (Stream<Path> siblings = Files.list(folder)) {
            partials = siblings.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.getFileName().toString().endsWith(".partial"))
                    .toList();
        }
        for (Path partial : partials) {
            Files.deleteIfExists(partial);
        }
    }
}
