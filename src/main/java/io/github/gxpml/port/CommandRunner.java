// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs a command of the user's own, in any language, and leaves nothing of it behind. */
public interface CommandRunner {
    /**
     * How a command ended.
     *
     * @param exit exit code; 128 plus the signal's number if a signal ended it
     * @param timedOut whether it was ended because it ran past its limit
     * @param tail the last lines it wrote to standard error, or to standard output if there were none; secrets masked
     */
    record Outcome(int exit, boolean timedOut, List<String> tail) {
        private static final Map<Integer, String> SIGNALS = Map.of(
                129, "SIGHUP", 130, "SIGINT", 131, "SIGQUIT", 132, "SIGILL", 134, "SIGABRT", 136, "SIGFPE", 137,
                "SIGKILL", 139, "SIGSEGV", 141, "SIGPIPE", 143, "SIGTERM");

        /** Copies the lines. */
        public Outcome {
            tail = List.copyOf(tail);
        }

        /**
         * Names the signal that ended the command, as far as the exit code tells.
         *
         * @return for example {@code SIGKILL} for 137
         */
        public Optional<String> signal() {
            return Optional.ofNullable(SIGNALS.get(exit));
        }
    }

    /**
     * Runs a command to its end. Whatever it started and left running is ended too. Its environment is this process's
     * own without every variable whose name starts with {@code GXP_}, plus {@code env}; its standard input is empty.
     *
     * @param command program and arguments, not interpreted by a shell
     * @param folder where it runs
     * @param env variables to add
     * @param limit it is ended after it
     * @param lines gets every line of standard output and standard error without line feed, control characters
     *     replaced, secrets masked, cut after 8 KiB; called by one thread at a time
     * @return how it ended
     * @throws IOException if it could not be started
     * @throws InterruptedException if the thread was interrupted; nothing of the command runs on
     */
    Outcome run(List<String> command, Path folder, Map<String, String> env, Duration limit, Consumer<String> lines)
            throws IOException, InterruptedException;
}
