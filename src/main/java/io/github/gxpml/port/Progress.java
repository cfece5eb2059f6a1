// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

/** Tells a person how long work gets on. Never part of a result. */
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = new Progress() {
        @Override
        public void advance(long done, long total, String what) {}

        @Override
        public void note(String line) {}
    };

    /**
     * Says how far the work is.
     *
     * @param done units done
     * @param total units in all, 0 if unknown
     * @param what the work, in a few words
     */
    void advance(long done, long total, String what);

    /**
     * Passes on one line of output, for example of a training command.
     *
     * @param line without line feed; may contain anything
     */
    void note(String line);
}
