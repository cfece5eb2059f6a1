// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A part of a file, read from it each time anew: no part is held in memory.
 *
 * @param file the whole
 * @param from position of the first byte
 * @param length number of bytes
 */
record FileSlice(Path file, long from, long length) {
    private static final int BUFFER = 1 << 16;

    RequestBody body() {
        return RequestBody.fromContentProvider(
                () -> {
                    try {
                        return open();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                length,
                "application/octet-stream");
    }

    byte[] sha256() throws IOException {
        return value(Fold.Kind.SHA256);
    }

    byte[] value(Fold.Kind kind) throws IOException {
        Fold fold = kind.begin();
        byte[] buffer = new byte[(int) Math.min(BUFFER, length + 1)];
        try (InputStream in = open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                fold.update(buffer, 0, n);
            }
        }
        return fold.value();
    }

    private InputStream open() throws IOException {
        return new Reader(FileChannel.open(file, StandardOpenOption.READ), from, length);
    }

    /** Reads at its own position, which it can go back to as the SDK asks where it sends again. */
    private static final class Reader extends InputStream {
        private final FileChannel channel;
        private final long end;
        private long at;
        private long mark;

        Reader(FileChannel channel, long from, long length) {
            this.channel = channel;
            this.at = from;
            this.mark = from;
            this.end = from + length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (at >= end) {
                return -1;
            }
            int n = channel.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, end - at)), at);
            if (n < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            at += n;
            return n;
        }

        @Override
        public boolean markSupported() {
            return true;
        }

        @Override
        public synchronized void mark(int limit) {
            mark = at;
        }

        @Override
        public synchronized void reset() {
            at = mark;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
