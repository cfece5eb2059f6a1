// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.Serializable;
import jenkins.MasterToSlaveFileCallable;

/** What the engine prints for people, passed on in pieces: however much it is, neither side holds more than one of them. */
final class EngineLog implements Serializable {
    static final String NAME = "log.txt";

    private static final long serialVersionUID = 1;
    private static final int PIECE = 1 << 20;
    private static final int MOST_PIECES = 16;

    private long passedOn;

    /**
     * Passes on what is new, up to a limit.
     *
     * @param folder the folder of the engine
     * @param sink where it goes
     * @return how much it was
     */
    long passOn(FilePath folder, OutputStream sink) throws IOException, InterruptedException {
        long before = passedOn;
        for (int i = 0; i < MOST_PIECES; i++) {
            byte[] piece = folder.act(new Piece(passedOn));
            sink.write(piece, 0, piece.length);
            passedOn += piece.length;
            if (piece.length < PIECE) {
                break;
            }
        }
        sink.flush();
        return passedOn - before;
    }

    /** Tells whether an amount says that there may be more already. */
    static boolean isAll(long amount) {
        return amount < (long) PIECE * MOST_PIECES;
    }

    private static final class Piece extends MasterToSlaveFileCallable<byte[]> {
        private static final long serialVersionUID = 1;

        private final long from;

        Piece(long from) {
            this.from = from;
        }

        @Override
        public byte[] invoke(File folder, VirtualChannel channel) throws IOException {
            var log = new File(folder, NAME);
            if (log.length() <= from) {
                return new byte[0];
            }
            try (var file = new RandomAccessFile(log, "r")) {
                var piece = new byte[(int) Math.min(PIECE, file.length() - from)];
                file.seek(from);
                file.readFully(piece);
                return piece;
            }
        }
    }
}
