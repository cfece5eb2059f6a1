// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Bag;
import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.EnvironmentReader;
import io.github.gxpml.lineage.Product;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Begins runs. */
final class NewRun {
    private NewRun() {}

    /**
     * Starts a run: takes the next number and puts spec, environment and code state into its evidence.
     *
     * @param spec the spec
     * @param ports the outside
     * @param workspace where runs live; its lock is held
     * @param startedBy who starts it
     * @return the run, not yet sealed
     * @throws IOException if it cannot be written
     * @throws StageException if the spec changes under it
     */
    static Run start(Spec spec, Ports ports, Workspace workspace, String startedBy) throws IOException, StageException {
        int number = workspace.nextRun();
        Optional<String> previous = number == 1 ? Optional.empty() : PreviousRun.manifest(workspace.bundle(number - 1));
        Run run = begin(spec, ports, workspace, started(spec, ports, number, startedBy, previous));
        run.audit("run.started", Map.of("run", number, "spec", spec.sha256(), "previousRun", previous.orElse("none")));
        return run;
    }

    /**
     * Starts the repetition of a run.
     *
     * @param spec the spec of that run
     * @param ports the outside
     * @param workspace where this run lives, an empty folder
     * @param startedBy who starts it
     * @param link the run that is repeated
     * @return the run, not yet sealed
     * @throws IOException if it cannot be written
     * @throws StageException if the spec changes under it
     */
    static Run repeat(Spec spec, Ports ports, Workspace workspace, String startedBy, Origin link)
            throws IOException, StageException {
        BundleDocument document =
                started(spec, ports, link.run(), startedBy, Optional.empty()).asReproductionOf(link.reproduces());
        Run run = begin(spec, ports, workspace, document);
        String bundle = link.reproduces().manifestSha256();
        run.audit("reproduction.started", Map.of("run", link.run(), "spec", spec.sha256(), "bundle", bundle));
        return run;
    }

    /**
     * A run that is repeated.
     *
     * @param run its number
     * @param reproduces its bundle
     */
    record Origin(int run, BundleDocument.Reproduces reproduces) {}

    private static BundleDocument started(
            Spec spec, Ports ports, int number, String startedBy, Optional<String> previous) {
        Instant now = ports.clock().instant();
        return new BundleDocument(
                1,
                Product.NAME_AND_VERSION,
                spec.model().name(),
                spec.model().intendedUse(),
                spec.model().riskClass(),
                number,
                false,
                State.RUNNING,
                startedBy,
                now,
                List.of(),
                0,
                now,
                Optional.empty(),
                previous,
                List.of());
    }

    private static Run begin(Spec spec, Ports ports, Workspace workspace, BundleDocument document)
            throws IOException, StageException {
        Bag bag = Bag.create(workspace.runFolder(document.run()).resolve("bag"));
        var run = new Run(spec, ports, workspace, bag, document);
        byte[] text = Files.readAllBytes(spec.file());
        if (!Sha256.of(text).equals(spec.sha256())) {
            throw new StageException(spec.file() + " changed while the run was starting: start it again");
        }
        bag.put(Run.SPEC, text);
        bag.put(Run.ENVIRONMENT, Json.pretty(EnvironmentReader.read(System.getenv())));
        return run;
    }
}
