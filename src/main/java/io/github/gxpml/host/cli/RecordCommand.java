// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.Observation;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gxp record}. */
@Command(
        name = "record",
        description = {
            "Put what happened outside of the run into its evidence, and seal it again.",
            "For hosts: for example that a console approved the release without the signatures. It goes to the audit log"
                    + " and into the report; signatures over the seal before are refused from then on."
        })
final class RecordCommand extends StageCommand {
    private static final int LONGEST = 2000;

    @Option(names = "--what", paramLabel = "SENTENCE", required = true, description = "What happened, one sentence.")
    private String what;

    @Option(names = "--finding", description = "It is against the rules; the report says so.")
    private boolean finding;

    @Option(
            names = "--details",
            paramLabel = "FILE",
            description = "A flat JSON object with texts, numbers and lists of texts.")
    private Path details;

    @Option(names = "--run", paramLabel = "NUMBER", description = "Number of the run (default: the latest one).")
    private Integer run;

    private Map<String, Object> told = Map.of();

    @Override
    void prepare(Spec spec) throws UsageException {
        if (what.isBlank() || what.length() > LONGEST || !Terminal.clean(what).equals(what)) {
            throw new UsageException("--what must be one sentence of at most " + LONGEST + " characters");
        }
        if (run != null && run < 1) {
            throw new UsageException("--run must be the number of a run, 1 or more");
        }
        told = details == null ? Map.of() : FlatObject.read(details, "--details");
    }

    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException {
        OptionalInt number = run == null ? OptionalInt.empty() : OptionalInt.of(run);
        return lifecycle.record(new Observation(what, finding, told), number);
    }
}
