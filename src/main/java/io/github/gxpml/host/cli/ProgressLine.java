// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.port.Progress;

/** Progress on standard error: one line that is rewritten on a terminal, and a line a phase in a log. */
final class ProgressLine implements Progress {
    private static final int WIDTH = 100;

    private final Terminal terminal;
    private final boolean verbose;
    private String phase = "";
    private long shownAt;

    /**
     * Creates the line.
     *
     * @param terminal where to
     * @param verbose whether every line of a training's output is passed on
     */
    ProgressLine(Terminal terminal, boolean verbose) {
        this.terminal = terminal;
        this.verbose = verbose;
    }

    @Override
    public synchronized void advance(long done, long total, String what) {
        String text = Terminal.clean(what);
        if (terminal.live()) {
            long now = System.nanoTime();
            if (now - shownAt > 50_000_000 || done == total) { // more often than 20 times a second nobody reads
                shownAt = now;
                String count = total > 0 ? "  " + done + "/" + total : "";
                rewrite("  ... " + text + count);
            }
        } else if (!text.equals(phase)) {
            terminal.say("... " + text);
        }
        phase = text;
    }

    @Override
    public synchronized void note(String line) {
        if (verbose) {
            clear();
            terminal.say("    " + Terminal.clean(line));
        }
    }

    /** Says what people should know however little they asked to see. */
    synchronized void warn(String sentence) {
        clear();
        terminal.say("gxp: " + Terminal.clean(sentence));
    }

    /** Removes the line, before a result is printed. */
    synchronized void clear() {
        if (terminal.live() && !phase.isEmpty()) {
            rewrite("");
        }
        phase = "";
    }

    private void rewrite(String text) {
        int width = terminal.columns() > 1 ? Math.min(WIDTH, terminal.columns() - 1) : WIDTH;
        String shown = text.length() > width ? text.substring(0, width - 1) + "\u2026" : text;
        terminal.err().print("\r\u001b[2K" + shown);
        terminal.err().flush();
    }
}
