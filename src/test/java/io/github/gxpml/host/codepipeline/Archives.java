// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Archives of tests, as no archiver would make them. */
final class Archives {
    static final int LINK = 0120777;
    static final int SCRIPT = 0100755;
    private static final int FILE = 0100644;

    private Archives() {}

    /**
     * Something in an archive.
     *
     * @param name as it stands there
     * @param content of the file, or target of the link
     * @param mode of Unix
     */
    record Entry(String name, byte[] content, int mode) {
        static Entry of(String name, String content) {
            return new Entry(name, content.getBytes(StandardCharsets.UTF_8), FILE);
        }
    }

    static Path write(Path file, List<Entry> entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (var zip = new ZipArchiveOutputStream(file)) {
            for (Entry one : entries) {
                var entry = new ZipArchiveEntry(one.name());
                entry.setUnixMode(one.mode());
                zip.putArchiveEntry(entry);
                if (!entry.isDirectory()) {
                    zip.write(one.content());
                }
                zip.closeArchiveEntry();
            }
        }
        return file;
    }

    /** Changes the first place at which bytes stand in a file. */
    static void replace(Path file, byte[] before, byte[] after) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(new String(before, StandardCharsets.ISO_8859_1));
        if (at < 0) {
            throw new IllegalArgumentException("the bytes are not there");
        }
        System.arraycopy(after, 0, bytes, at, after.length);
        Files.write(file, bytes);
    }
}
