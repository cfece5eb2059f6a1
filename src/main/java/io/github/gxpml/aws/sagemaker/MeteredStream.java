// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that end with an error where more are read than there may be: whoever reads a name keeps it in memory. */
final class MeteredStream extends FilterInputStream {
    private long read;
    private long most;

    MeteredStream(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    /** Lets so many bytes be read from here on. */
    void allow(long bytes) {
        most = read + bytes;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int some = super.read(buffer, from, length);
        count(Math.max(0, some));
        return some;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long some = super.skip(bytes);
        count(some);
        return some;
    }

    private void count(long bytes) throws IOException {
        read += bytes;
        if (read > most) {
            throw new IOException("what stands between its files, such as a name, is too long");
        }
    }
}
