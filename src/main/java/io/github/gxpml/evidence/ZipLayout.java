// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * The bytes of a zip between its files. Tools differ in which of two descriptions of a file they believe, so a zip is
 * accepted only if every byte belongs to exactly one file or to the directory, and both descriptions of a file agree.
 */
final class ZipLayout {
    private static final int END = 22;
    private static final int END_64 = 56;
    private static final int LOCATOR_64 = 20;
    private static final int LOCAL = 30;
    private static final int CENTRAL = 46;
    private static final int DESCRIPTOR = 16;
    private static final int DESCRIPTOR_64 = 24;
    private static final int MAX_DIRECTORY = 64 << 20;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_64_SIGNATURE = 0x06064b50;
    private static final int LOCATOR_64_SIGNATURE = 0x07064b50;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
    private static final long MAX_32 = 0xffffffffL;

    private final SeekableByteChannel channel;
    private final long entries;
    private final long directory;

    private ZipLayout(SeekableByteChannel channel, long entries, long directory) {
        this.channel = channel;
        this.entries = entries;
        this.directory = directory;
    }

    /** Reads the end of the zip; refuses anything after it, between it and the directory, and several disks. */
    static ZipLayout read(SeekableByteChannel channel) throws IOException {
        long end = channel.size() - END;
        if (end < 0) {
            throw new EvidenceException("the file is too short for a zip");
        }
        ByteBuffer record = bytes(channel, end, END);
        if (record.getInt(0) != END_SIGNATURE || record.getShort(20) != 0) {
            throw new EvidenceException(
                    "the file does not end as a zip does: it is cut off, or something was added to it");
        }
        require(record.getInt(4) == 0 && record.getShort(8) == record.getShort(10), "the zip is one of several parts");
        long entries = Short.toUnsignedLong(record.getShort(10));
        long size = Integer.toUnsignedLong(record.getInt(12));
        long start = Integer.toUnsignedLong(record.getInt(16));
        long directoryEnd = end;
        if (entries == 0xffff || size == MAX_32 || start == MAX_32) {
            directoryEnd = locate64(channel, end);
            ByteBuffer large = bytes(channel, directoryEnd, END_64);
            require(
                    large.getInt(0) == END_64_SIGNATURE && large.getLong(4) == END_64 - 12,
                    "the zip's 64-bit directory is damaged");
            entries = large.getLong(32);
            size = large.getLong(40);
            start = large.getLong(48);
        }
        require(size >= 0 && size <= MAX_DIRECTORY, "the zip's directory is larger than 64 MiB");
        require(start >= 0 && start + size == directoryEnd, "the zip's directory is not where the zip says it is");
        checkDirectory(bytes(channel, start, (int) size), entries);
        return new ZipLayout(channel, entries, start);
    }

    /** Entries may not carry comments, and must fill the directory. */
    private static void checkDirectory(ByteBuffer directory, long entries) throws EvidenceException {
        int position = 0;
        long found = 0;
        while (position < directory.limit()) {
            require(
                    directory.limit() - position >= CENTRAL && directory.getInt(position) == CENTRAL_SIGNATURE,
                    "the zip's directory is damaged");
            require(directory.getShort(position + 32) == 0, "an entry in the zip's directory carries a comment");
            position += CENTRAL
                    + Short.toUnsignedInt(directory.getShort(position + 28))
                    + Short.toUnsignedInt(directory.getShort(position + 30));
            found++;
        }
        require(position == directory.limit(), "the zip's directory is damaged");
        require(found == entries, "the zip says it holds " + entries + " entries and holds " + found);
    }

    private static long locate64(SeekableByteChannel channel, long end) throws IOException {
        long position = end - LOCATOR_64 - END_64;
        require(position >= 0, "the zip's 64-bit directory is missing");
        ByteBuffer locator = bytes(channel, end - LOCATOR_64, LOCATOR_64);
        require(
                locator.getInt(0) == LOCATOR_64_SIGNATURE && locator.getLong(8) == position,
                "the zip's 64-bit directory is not where the zip says it is");
        return position;
    }

    /** Checks that the files fill the zip up to its directory, in this order, without gap or overlap. */
    void check(List<ZipArchiveEntry> inOrder, Findings findings) throws IOException {
        findings.problemIf(entries != inOrder.size(), "the zip's directory can be read in two ways");
        long position = 0;
        for (ZipArchiveEntry entry : inOrder) {
            String shown = BagName.shown(entry.getName());
            if (entry.getLocalHeaderOffset() != position) {
                findings.problem("there are bytes before " + shown + " that belong to no file, or two files overlap");
                return;
            }
            position = end(entry, shown, findings);
        }
        findings.problemIf(position != directory, "there are bytes before the zip's directory that belong to no file");
    }

    private long end(ZipArchiveEntry entry, String shown, Findings findings) throws IOException {
        long offset = entry.getLocalHeaderOffset();
        ByteBuffer local = bytes(channel, offset, LOCAL);
        int nameLength = Short.toUnsignedInt(local.getShort(26));
        byte[] name = bytes(channel, offset + LOCAL, nameLength).array();
        boolean described = (local.getShort(6) & 8) != 0;
        boolean agrees = local.getInt(0) == LOCAL_SIGNATURE
                && Short.toUnsignedInt(local.getShort(6)) == entry.getRawFlag()
                && Short.toUnsignedInt(local.getShort(8)) == entry.getMethod()
                && Arrays.equals(name, entry.getRawName())
                && (described || agrees(local, entry));
        findings.problemIf(!agrees, shown + " is described in two ways that do not agree");
        long data = offset + LOCAL + nameLength + Short.toUnsignedInt(local.getShort(28));
        long end = data + entry.getCompressedSize();
        return described ? end + descriptor(entry, end, shown, findings) : end;
    }

    private static boolean agrees(ByteBuffer local, ZipArchiveEntry entry) {
        return Integer.toUnsignedLong(local.getInt(14)) == entry.getCrc()
                && sizeAgrees(local.getInt(18), entry.getCompressedSize())
                && sizeAgrees(local.getInt(22), entry.getSize());
    }

    private static boolean sizeAgrees(int field, long size) {
        return Integer.toUnsignedLong(field) == size || Integer.toUnsignedLong(field) == MAX_32;
    }

    private int descriptor(ZipArchiveEntry entry, long position, String shown, Findings findings) throws IOException {
        boolean large = entry.getCompressedSize() >= MAX_32 || entry.getSize() >= MAX_32;
        int length = large ? DESCRIPTOR_64 : DESCRIPTOR;
        ByteBuffer found = bytes(channel, position, length);
        long compressed = large ? found.getLong(8) : Integer.toUnsignedLong(found.getInt(8));
        long size = large ? found.getLong(16) : Integer.toUnsignedLong(found.getInt(12));
        boolean agrees = found.getInt(0) == DESCRIPTOR_SIGNATURE
                && Integer.toUnsignedLong(found.getInt(4)) == entry.getCrc()
                && compressed == entry.getCompressedSize()
                && size == entry.getSize();
        findings.problemIf(!agrees, shown + " is described in two ways that do not agree");
        return length;
    }

    private static ByteBuffer bytes(SeekableByteChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        if (position < 0) {
            throw new EOFException("the zip is cut off");
        }
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the zip is cut off");
            }
        }
        return buffer.flip();
    }

    private static void require(boolean condition, String otherwise) throws EvidenceException {
        if (!condition) {
            throw new EvidenceException(otherwise);
        }
    }
}
