// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An archive to be read. Its list of entries is held in memory as a whole, and what its end says of the size of that
 * list may lie: so what is read of it is counted. What the disk does is a {@link FileSystemException}, and so not the
 * archive's fault.
 */
final class ArchiveChannel implements SeekableByteChannel, Closeable {
    private final Path file;
    private final SeekableByteChannel channel;
    private long left;

    private ArchiveChannel(Path file, SeekableByteChannel channel, long most) {
        this.file = file;
        this.channel = channel;
        this.left = most;
    }

    /**
     * Opens an archive.
     *
     * @param file the archive
     * @param most bytes that may be read until {@link #listed} is called
     * @throws IOException if it cannot be opened
     */
    static ArchiveChannel open(Path file, long most) throws IOException {
        return new ArchiveChannel(file, Files.newByteChannel(file), most);
    }

    /** The list of entries was longer than allowed. */
    static final class LongList extends IOException {
        private static final long serialVersionUID = 1;

        LongList(Path file) {
            super("the list of entries of " + file + " is too long");
        }
    }

    /** From now on any number of bytes may be read. */
    void listed() {
        left = Long.MAX_VALUE;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int n;
        try {
            n = channel.read(into);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw ofDisk(file, e);
        }
        left -= Math.max(n, 0);
        if (left < 0) {
            throw new LongList(file);
        }
        return n;
    }

    /** Returns the failure of a disk with the file at which it was. */
    static FileSystemException ofDisk(Path file, IOException e) {
        var failure = new FileSystemException(file.toString(), null, e.getMessage());
        failure.initCause(e);
        return failure;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from); // not open for it: says so
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public SeekableByteChannel position(long at) throws IOException {
        channel.position(at);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        channel.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
