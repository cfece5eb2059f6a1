// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import picocli.CommandLine.Option;

/** {@code --no-wait}, for the commands that may hand a training over. */
final class NoWaitOption {
    @Option(
            names = "--no-wait",
            description = "Do not wait for a training that goes on elsewhere: hand it over, or look at it once, and end"
                    + " with exit code 3 and state WAITING while it runs; `gxp resume` goes on.")
    private boolean given;

    boolean waits() {
        return !given;
    }
}
