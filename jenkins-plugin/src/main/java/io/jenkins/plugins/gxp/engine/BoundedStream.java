// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import hudson.AbortException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to read more than was agreed on. */
public final class BoundedStream extends FilterInputStream {
    private final String what;
    private final long limit;
    private long left;

    /**
     * Creates the stream.
     *
     * @param in what is read
     * @param limit the most bytes
     * @param what the first words of the refusal
     */
    public BoundedStream(InputStream in, long limit, String what) {
        super(in);
        this.what = what;
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        return read < 0 ? read : counted(1, read);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        return read < 0 ? read : counted(read, read);
    }

    private int counted(int bytes, int answer) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new AbortException(what + " is longer than " + limit + " bytes.");
        }
        return answer;
    }
}
