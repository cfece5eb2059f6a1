// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The index of one job: lines that are only ever added to a file in the job's folder. What is said last holds. A line that is
 * damaged is passed over. Where the folder is, is told anew with every call, since jobs move.
 */
final class IndexFile {
    static final String NAME = "gxp-index.jsonl";

    private static final Logger LOGGER = Logger.getLogger(IndexFile.class.getName());
    /** Twenty thousand gates with their numbers have less. */
    private static final int LONGEST_LINE = 16 << 20;
    /** So many lines that hold no more are not worth writing the file anew. */
    private static final int FEW = 200;

    /** Given back when memory is short, and read again. */
    private SoftReference<Content> content = new SoftReference<>(null);

    /** What the lines say; a stage of a build is known by the number of the build and the step. */
    private static final class Content {
        private final Map<String, IndexEntry> entries = new LinkedHashMap<>();
        /** Builds that any line is about, be it that they are gone. */
        private final Set<Integer> builds = new HashSet<>();

        private int lines;
        private List<IndexEntry> list;

        void say(IndexLine.Said said) {
            lines++;
            list = null;
            said.entry().ifPresent(entry -> {
                String key = entry.build() + " " + entry.step();
                entries.remove(key);
                entries.put(key, entry);
                builds.add(entry.build());
            });
            said.deleted().ifPresent(build -> {
                builds.add(build);
                entries.values().removeIf(entry -> entry.build() == build);
            });
        }
    }

    /** Returns the stages of all builds, in the order in which they ended. */
    synchronized List<IndexEntry> entries(Path folder) throws IOException {
        Content now = content(folder);
        if (now.list == null) {
            now.list = List.copyOf(now.entries.values());
        }
        return now.list;
    }

    /** Tells whether the index has heard of a build, be it that it is gone. */
    synchronized boolean knows(Path folder, int build) throws IOException {
        return content(folder).builds.contains(build);
    }

    synchronized void add(Path folder, byte[] line) throws IOException {
        Content now = content(folder);
        Path file = folder.resolve(NAME);
        IndexEntry.Place place = append(file, line);
        now.say(IndexLine.read(trimmed(line), place));
    }

    /** Forgets a build, and the file with the last one of them. */
    synchronized void delete(Path folder, int build) throws IOException {
        Content now = content(folder);
        if (now.entries.values().stream().noneMatch(entry -> entry.build() == build)) {
            return;
        }
        add(folder, IndexLine.deleted(build));
        if (now.entries.isEmpty()) {
            Files.deleteIfExists(folder.resolve(NAME));
            content.clear();
        } else if (now.lines - now.entries.size() > Math.max(FEW, now.entries.size())) {
            rewrite(folder, now);
        }
    }

    /** Reads the gates of one stage. */
    synchronized List<IndexGate> gates(Path folder, IndexEntry entry) throws IOException {
        // the file may have been written anew since the entry was handed out
        IndexEntry now = content(folder).entries.get(entry.build() + " " + entry.step());
        return now == null ? List.of() : IndexLine.gates(line(folder, now));
    }

    private static byte[] line(Path folder, IndexEntry entry) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve(NAME))) {
            ByteBuffer buffer = ByteBuffer.allocate(entry.place().length());
            while (buffer.hasRemaining() && file.read(buffer, entry.place().offset() + buffer.position()) >= 0) {}
            return buffer.array();
        }
    }

    private Content content(Path folder) throws IOException {
        Content known = content.get();
        if (known == null) {
            known = read(folder.resolve(NAME));
            content = new SoftReference<>(known);
        }
        return known;
    }

    private static IndexEntry.Place append(Path file, byte[] line) throws IOException {
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            long end = out.length();
            if (end > 0) {
                out.seek(end - 1);
                // a line that was cut off when Jenkins went down must not spoil the next one
                if (out.read() != '\n') {
                    out.write('\n');
                    end++;
                }
            }
            out.write(line);
            return new IndexEntry.Place(end, line.length - 1);
        }
    }

    private static byte[] trimmed(byte[] line) {
        return java.util.Arrays.copyOf(line, line.length - 1);
    }

    private static Content read(Path file) throws IOException {
        var content = new Content();
        if (!Files.isRegularFile(file)) {
            return content;
        }
        try (InputStream in = Files.newInputStream(file)) {
            var line = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            long offset = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int from = 0;
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        line.write(buffer, from, i - from);
                        say(content, line, offset);
                        offset += line.size() + 1L;
                        line.reset();
                        from = i + 1;
                    }
                }
                line.write(buffer, from, read - from);
                if (line.size() > LONGEST_LINE) {
                    throw new IOException("the index " + file + " has a line that is longer than " + LONGEST_LINE
                            + " bytes; remove the file, it is made anew from the builds");
                }
            }
        }
        return content;
    }

    private static void say(Content content, ByteArrayOutputStream line, long offset) {
        try {
            content.say(IndexLine.read(line.toByteArray(), new IndexEntry.Place(offset, line.size())));
        } catch (IOException | RuntimeException e) {
            content.lines++;
            LOGGER.log(Level.FINE, "passed over a damaged line at byte " + offset, e);
        }
    }

    private void rewrite(Path folder, Content now) throws IOException {
        Path file = folder.resolve(NAME);
        Path temporary = folder.resolve(NAME + ".tmp");
        try (var out = Files.newOutputStream(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (IndexEntry entry : now.entries.values()) {
                out.write(line(folder, entry));
                out.write('\n');
            }
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        content.clear();
    }
}
