// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.port.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs a command as a child process. */
public final class ProcessRunner implements CommandRunner {
    @Override
    public Outcome run(
            List<String> command, Path folder, Map<String, String> env, Duration limit, Consumer<String> lines)
            throws IOException, InterruptedException {
        throw new IOException("running a command is not supported yet");
    }
}
