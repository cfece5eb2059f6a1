// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.BundleVerifier.Options;
import io.github.gxpml.io.Parallel;
import io.github.gxpml.io.Sha256;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipShort;

/** A zipped bundle, read in place: nothing is ever written to the disk, and no size in the zip is believed. */
final class ZipContents implements Contents {
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int KIND = 0170000;
    /** Info-ZIP's second name for a file, which some tools believe and others do not. */
    private static final ZipShort UNICODE_PATH = new ZipShort(0x7075);
    /** Below this nothing is a bomb, and honest repetitive files compress very well. */
    private static final long RATIO_FROM = 64 << 20;

    private final FileChannel channel;
    private final Options options;
    private final SortedMap<String, Found> files = new TreeMap<>();
    private ZipFile zip;
    private String base = "";
    private final AtomicLong total = new AtomicLong();

    private ZipContents(FileChannel channel, Options options) {
        this.channel = channel;
        this.options = options;
    }

    static ZipContents read(Path file, Options options) throws IOException {
        // of a file channel any number of threads can read at a time
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            var contents = new ZipContents(channel, options);
            contents.read();
            return contents;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void read() throws IOException {
        ZipLayout layout = ZipLayout.read(channel);
        zip = ZipFile.builder()
                .setSeekableByteChannel(channel)
                .setCharset(StandardCharsets.UTF_8)
                .setUseUnicodeExtraFields(false)
                .get();
        List<ZipArchiveEntry> inOrder = Collections.list(zip.getEntriesInPhysicalOrder());
        if (inOrder.size() > options.maxEntries()) {
            throw new EvidenceException("the zip holds more than " + options.maxEntries() + " files");
        }
        checkAll(inOrder, layout);
        digestAll(inOrder);
    }

    private static void checkAll(List<ZipArchiveEntry> inOrder, ZipLayout layout) throws IOException {
        var findings = new Findings();
        Set<String> folded = new HashSet<>();
        for (ZipArchiveEntry entry : inOrder) {
            problem(entry).ifPresent(problem -> findings.problem(BagName.shown(entry.getName()) + " " + problem));
            findings.problemIf(
                    !folded.add(BagName.folded(entry.getName())),
                    BagName.shown(entry.getName()) + " is in the zip twice, or under two names"
                            + " that differ only in upper and lower case");
        }
        layout.check(inOrder, findings);
        stopIfAny(findings);
    }

    private static void stopIfAny(Findings findings) throws EvidenceException {
        if (findings.any()) {
            throw new EvidenceException(findings.problems());
        }
    }

    private static Optional<String> problem(ZipArchiveEntry entry) {
        String name = entry.getName();
        boolean folder = name.endsWith("/");
        Optional<String> inName = BagName.problem(folder ? name.substring(0, name.length() - 1) : name);
        if (!Arrays.equals(entry.getRawName(), name.getBytes(StandardCharsets.UTF_8))) {
            return Optional.of("is refused: its name holds a backslash or is not written in UTF-8");
        }
        int kind = entry.getUnixMode() & KIND;
        if (inName.isPresent()) {
            return Optional.of("is refused: its name " + inName.get());
        }
        if (kind != 0 && kind != (folder ? DIRECTORY : REGULAR)) {
            return Optional.of("is refused: it is a link or a special file");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return Optional.of("is refused: it is encrypted");
        }
        if (entry.getMethod() != ZipArchiveEntry.STORED && entry.getMethod() != ZipArchiveEntry.DEFLATED) {
            return Optional.of("is refused: it is packed by method " + entry.getMethod());
        }
        if (entry.getExtraField(UNICODE_PATH) != null) {
            return Optional.of("is refused: it has a second name");
        }
        if (folder && (entry.getSize() != 0 || entry.getCompressedSize() != 0)) {
            return Optional.of("is refused: it is a folder with content");
        }
        return Optional.empty();
    }

    private void digestAll(List<ZipArchiveEntry> inOrder) throws IOException {
        var findings = new Findings();
        List<String> paths = new ArrayList<>();
        for (ZipArchiveEntry entry : inOrder) {
            int slash = entry.getName().indexOf('/');
            String top = slash < 0 ? "" : entry.getName().substring(0, slash);
            if (base.isEmpty()) {
                base = top;
            }
            if (top.isEmpty() || !top.equals(base)) {
                findings.problem(BagName.shown(entry.getName()) + " does not lie in the one folder of the bundle");
            } else if (!entry.getName().endsWith("/")) {
                paths.add(entry.getName().substring(slash + 1));
            }
        }
        List<Found> found = Parallel.map(paths, path -> digest(entry(path)));
        for (int i = 0; i < found.size(); i++) {
            files.put(paths.get(i), found.get(i));
        }
        findings.problemIf(files.isEmpty(), "the zip holds no file");
        stopIfAny(findings);
    }

    private ZipArchiveEntry entry(String path) {
        return zip.getEntry(base + "/" + path);
    }

    private Found digest(ZipArchiveEntry entry) throws IOException {
        String shown = BagName.shown(entry.getName());
        MessageDigest digest = Sha256.digest();
        CRC32 crc = new CRC32();
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        try (Unpacked in = unpack(entry)) {
            for (int n = in.stream.read(buffer); n >= 0; n = in.stream.read(buffer)) {
                digest.update(buffer, 0, n);
                crc.update(buffer, 0, n);
                bytes += n;
                checkSize(total.addAndGet(n), bytes, entry);
            }
            if (bytes != entry.getSize() || crc.getValue() != entry.getCrc() || in.leftOver()) {
                throw new EvidenceException(shown + " unpacks to something else than the zip says");
            }
        }
        return new Found(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private void checkSize(long unpacked, long bytes, ZipArchiveEntry entry) throws EvidenceException {
        if (unpacked > options.maxBytes()) {
            throw new EvidenceException(BagName.shown(entry.getName()) + " is refused: the zip unpacks to more than "
                    + options.maxBytes() + " bytes");
        }
        if (bytes > RATIO_FROM && bytes / options.maxRatio() > entry.getCompressedSize()) {
            throw new EvidenceException(BagName.shown(entry.getName()) + " is refused: it unpacks to more than "
                    + options.maxRatio() + " times its size");
        }
    }

    /** A file being unpacked; knows whether the zip holds more bytes for it than unpacking took. */
    private record Unpacked(InputStream stream, Inflater inflater, long packed) implements AutoCloseable {
        boolean leftOver() {
            return inflater != null && inflater.getBytesRead() != packed;
        }

        @Override
        public void close() throws IOException {
            stream.close();
            if (inflater != null) {
                inflater.end();
            }
        }
    }

    private Unpacked unpack(ZipArchiveEntry entry) throws IOException {
        InputStream raw = zip.getRawInputStream(entry);
        if (entry.getMethod() == ZipArchiveEntry.STORED) {
            return new Unpacked(raw, null, entry.getCompressedSize());
        }
        Inflater inflater = new Inflater(true);
        // without zlib's own header the inflater may ask for one byte more than there is
        InputStream padded = new SequenceInputStream(raw, new ByteArrayInputStream(new byte[1]));
        return new Unpacked(new InflaterInputStream(padded, inflater, 1 << 15), inflater, entry.getCompressedSize());
    }

    @Override
    public String base() {
        return base;
    }

    @Override
    public SortedMap<String, Found> files() {
        return files;
    }

    @Override
    public InputStream open(String path) throws IOException {
        Unpacked unpacked = unpack(entry(path));
        return new FilterInputStream(unpacked.stream) {
            @Override
            public void close() throws IOException {
                unpacked.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
