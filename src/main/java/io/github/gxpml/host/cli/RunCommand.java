// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import java.io.Console;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gxp run}. */
@Command(
        name = "run",
        description = {
            "Train, validate, register and monitor, until a gate stops the run.",
            "Where the spec asks for signatures and a person is at the terminal, they are asked for; otherwise the run "
                    + "ends pending with exit code 3 and `gxp approve` goes on."
        })
final class RunCommand extends HostedCommand {
    @Mixin
    private final NoWaitOption noWait = new NoWaitOption();

    @Override
    boolean waits() {
        return noWait.waits();
    }

    RunCommand() {
        super("validate");
    }

    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException, InterruptedException, UsageException {
        RunResult result = lifecycle.run(asked());
        Console console = System.console();
        if (!pending(result) || console == null || format() == Format.JSON) {
            return result;
        }
        var signing = new Signing(terminal(), environment(), console);
        while (pending(result) && signing.wanted(result)) {
            try {
                result = signing.sign(lifecycle, Signing.Request.NOTHING_GIVEN, Optional.empty());
            } catch (UsageException | StageException e) {
                terminal().say("gxp: " + Terminal.clean(e.getMessage())); // and asks again: nothing was signed
            }
        }
        return pending(result) ? result : lifecycle.resume();
    }
}
