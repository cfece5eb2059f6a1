// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.Parallel;
import io.github.gxpml.io.Sha256;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes files into a zip, one after the other, and digests each on the way. Small files are packed by all processors
 * ahead of the one that writes; large ones pass through in pieces. Equal files give equal bytes: the order is the
 * caller's, there is one fixed time and no extra field.
 */
final class SealZip implements Closeable {
    /** Set as local time, so that no time zone gets in. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final int AHEAD = 16 * Parallel.threads();

    private final ZipArchiveOutputStream zip;
    private final String base;
    private final ExecutorService packers = Executors.newFixedThreadPool(Parallel.threads());

    SealZip(OutputStream out, String base) {
        this.zip = new ZipArchiveOutputStream(out);
        this.base = base;
        zip.setEncoding(StandardCharsets.UTF_8.name());
        zip.setCreateUnicodeExtraFields(ZipArchiveOutputStream.UnicodeExtraFieldPolicy.NEVER);
        zip.setUseZip64(Zip64Mode.AsNeeded);
    }

    /**
     * Adds files.
     *
     * @param paths from the base, in this order
     * @param files gives the content of each
     * @return what each of them was
     */
    SortedMap<String, Contents.Found> addAll(Collection<String> paths, Function<String, SealedFile> files)
            throws IOException {
        SortedMap<String, Contents.Found> found = new TreeMap<>();
        Deque<Ahead> ahead = new ArrayDeque<>();
        for (String path : paths) {
            SealedFile file = files.apply(path);
            ahead.add(new Ahead(path, file, packers.submit(() -> PackedFile.of(file))));
            if (ahead.size() > AHEAD) {
                found.put(ahead.element().path(), write(ahead.remove()));
            }
        }
        while (!ahead.isEmpty()) {
            found.put(ahead.element().path(), write(ahead.remove()));
        }
        return found;
    }

    private record Ahead(String path, SealedFile file, Future<PackedFile> packed) {}

    private Contents.Found write(Ahead next) throws IOException {
        PackedFile packed = Parallel.result(next.packed());
        return packed.tooLarge() ? stream(next.path(), next.file()) : raw(next.path(), packed);
    }

    private Contents.Found raw(String path, PackedFile packed) throws IOException {
        ZipArchiveEntry entry = entry(path);
        entry.setSize(packed.found().bytes());
        entry.setCompressedSize(packed.packed().length);
        entry.setCrc(packed.crc());
        zip.addRawArchiveEntry(entry, new ByteArrayInputStream(packed.packed()));
        return packed.found();
    }

    private Contents.Found stream(String path, SealedFile file) throws IOException {
        ZipArchiveEntry entry = entry(path);
        entry.setSize(file.size());
        zip.putArchiveEntry(entry);
        try (var in = new Sha256.Counting(file.open())) {
            in.transferTo(zip);
            if (in.bytes() != entry.getSize()) {
                throw new EvidenceException(path + " was changed while it was being sealed: seal again");
            }
            zip.closeArchiveEntry();
            return new Contents.Found(in.bytes(), in.sha256());
        }
    }

    private ZipArchiveEntry entry(String path) {
        ZipArchiveEntry entry = new ZipArchiveEntry(base + "/" + path);
        entry.setMethod(ZipEntry.DEFLATED);
        entry.setTime(TIME.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
        return entry;
    }

    /** Writes the directory; without it the zip is not one. */
    void finish() throws IOException {
        zip.finish();
        zip.flush();
    }

    @Override
    public void close() {
        packers.shutdownNow();
    }

    /** A process that was killed while it wrote this zip left its half behind. */
    static void removePartials(Path zip) throws IOException {
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
