// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.port.command.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the output of a process to its end and passes it on line by line, whatever it is: lines end at a line feed or a
 * carriage return (so that progress bars become lines), are decoded as UTF-8, freed from control characters, masked and
 * cut. Memory stays bounded.
 */
final class LinePump implements Runnable {
    private static final int LONGEST = 8 * 1024;
    private static final int TAIL = 20;

    private final InputStream in;
    private final SecretMask mask;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<String> tail = new ArrayDeque<>();
    private final int keep;
    private boolean afterReturn;

    LinePump(InputStream in, SecretMask mask, Consumer<String> lines) {
        this.in = in;
        this.mask = mask;
        this.lines = lines;
        // a secret across the cut must still be seen whole; four bytes are the longest character
        keep = LONGEST + 4 * mask.longest();
    }

    @Override
    public void run() {
        byte[] buffer = new byte[1 << 16];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    take(buffer[i]);
                }
            }
        } catch (IOException e) {
            // the stream was closed because the process is being ended; what came until now is passed on
        }
        if (line.size() > 0) {
            emit();
        }
    }

    private void take(byte next) {
        if (next == '\n' && afterReturn) {
            afterReturn = false;
            return;
        }
        afterReturn = next == '\r';
        if (next == '\n' || next == '\r') {
            emit();
        } else if (line.size() <= keep) {
            line.write(next);
        }
    }

    private void emit() {
        boolean cut = line.size() > keep;
        String text = line.toString(StandardCharsets.UTF_8);
        text = mask.clean(text);
        if (text.length() > LONGEST || cut) {
            text = text.substring(0, Math.min(LONGEST, text.length())) + " [cut]";
        }
        line.reset();
        synchronized (tail) {
            tail.addLast(text);
            if (tail.size() > TAIL) {
                tail.removeFirst();
            }
        }
        lines.accept(text);
    }

    /** Returns the last lines. */
    List<String> tail() {
        synchronized (tail) {
            return new ArrayList<>(tail);
        }
    }
}
