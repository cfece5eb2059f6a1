// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Writes what arrives to its place in a file, and tells how far it came. */
final class SliceWriter implements Closeable {
    static final String CUT = "the connection was cut";
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final long end;
    private long at;

    private SliceWriter(FileChannel channel, long at, long end) {
        this.channel = channel;
        this.at = at;
        this.end = end;
    }

    static SliceWriter open(Path file, long from, long end) throws IOException {
        return new SliceWriter(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE), from, end);
    }

    void empty() throws IOException {
        channel.truncate(0);
    }

    /** Returns the position of the next byte. */
    long at() {
        return at;
    }

    /** Returns what went wrong; empty if the slice is whole. More than was said to come is an error of the service. */
    String copy(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (true) {
            int n;
            try {
                n = in.read(buffer);
            } catch (SdkClientException e) {
                throw e;
            } catch (IOException e) {
                return CUT;
            }
            if (n < 0) {
                return at == end ? "" : CUT;
            }
            if (n > end - at) {
                return "more came than S3 had said";
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
