// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Makes zips that are not what they seem. */
final class ZipForge {
    private ZipForge() {}

    /** Writes more entries behind those of a good bundle. */
    @FunctionalInterface
    interface More {
        void add(ZipArchiveOutputStream out) throws IOException;
    }

    static Path writeMore(SomeRun run, More more) throws IOException {
        Path zip = run.folder.resolve("mutated.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip.toFile())) {
            for (Map.Entry<String, byte[]> file : Zips.read(run.zip()).entrySet()) {
                put(out, new ZipArchiveEntry(file.getKey()), file.getValue());
            }
            more.add(out);
        }
        return zip;
    }

    static void put(ZipArchiveOutputStream out, ZipArchiveEntry entry, String text) throws IOException {
        put(out, entry, SomeRun.bytes(text));
    }

    static void put(ZipArchiveOutputStream out, ZipArchiveEntry entry, byte[] bytes) throws IOException {
        out.putArchiveEntry(entry);
        out.write(bytes);
        out.closeArchiveEntry();
    }

    static byte[] deflate(byte[] bytes) {
        var deflater = new java.util.zip.Deflater(9, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] buffer = new byte[100];
        int length = deflater.deflate(buffer);
        deflater.end();
        return Arrays.copyOf(buffer, length);
    }

    static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static int centralOf(byte[] zip, String name) {
        byte[] wanted = SomeRun.bytes(name);
        int local = indexOf(zip, wanted);
        byte[] rest = Arrays.copyOfRange(zip, local + 1, zip.length);
        return local + 1 + indexOf(rest, wanted) - 46;
    }

    static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not found: " + new String(wanted, StandardCharsets.UTF_8));
    }

    static byte[] replaced(byte[] zip, String from, String to) {
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Puts bytes that belong to no file between the last file and the directory, which is found all the same. */
    static byte[] beforeDirectory(byte[] zip, byte[] more) {
        int end = zip.length - 22;
        int start = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(end + 16);
        byte[] gap = joined(Arrays.copyOf(zip, start), more, Arrays.copyOfRange(zip, start, zip.length));
        ByteBuffer.wrap(gap).order(ByteOrder.LITTLE_ENDIAN).putInt(end + more.length + 16, start + more.length);
        return gap;
    }

    /** Lets the zip say in both places that a file unpacks to so many bytes. */
    static byte[] sized(byte[] zip, String name, int bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(centralOf(zip, name) + 24, bytes);
        buffer.putInt(indexOf(zip, SomeRun.bytes(name)) - 30 + 22, bytes);
        return buffer.array();
    }
}
