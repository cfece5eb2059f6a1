// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.metric.comparison.Champion;
import io.github.gxpml.metric.comparison.McNemar;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The champion: the version in use, which the model of a run is compared with. */
final class Rival {
    private final Run run;
    private final Optional<ModelVersion> champion;

    private Rival(Run run, Optional<ModelVersion> champion) {
        this.run = run;
        this.champion = champion;
    }

    /** Finds the version in use, unless no gate asks for it, or it is the run's own. */
    static Rival of(Run run, List<Gate> gates) throws IOException {
        String own = Integer.toString(run.number());
        Optional<ModelVersion> active = gates.stream().anyMatch(Rival::wanted)
                ? run.ports().registry().active(run.spec().model().name())
                : Optional.empty();
        Optional<ModelVersion> other = active.filter(version -> !own.equals(String.valueOf(version.version())));
        if (other.isPresent()) {
            run.put("champion.json", other.get());
        }
        return new Rival(run, other);
    }

    /** Tells whether a gate compares with the champion. */
    static boolean wanted(Gate gate) {
        return gate.against().equals(Champion.NAME)
                || gate.metric().equals(McNemar.P.info().id());
    }

    /** Says why there is nothing to compare with, if there is not. */
    Optional<String> absent() {
        return champion.isPresent()
                ? Optional.empty()
                : Optional.of("no other version of " + run.spec().model().name()
                        + " is in use to compare with: release a first one without this gate");
    }

    /** Has the champion predict a table. */
    Path predictions(String table, Path rows, Progress progress)
            throws StageException, IOException, InterruptedException {
        ModelVersion version = champion.orElseThrow();
        Path predictions = run.folder().resolve("champion").resolve(table + ".csv");
        Files.createDirectories(predictions.getParent());
        progress.advance(0, 0, "scoring " + table + " with version " + version.version());
        Path artifact = run.ports().registry().artifact(version);
        try {
            run.ports().scorer().score(run.spec(), artifact, table, rows, predictions, progress);
        } catch (TrainingException e) {
            throw new StageException(
                    "version " + version.version() + ", which is in use, cannot score table " + table + ": "
                            + e.getMessage(),
                    e);
        }
        run.audit("champion.scored", Map.of("table", table, "version", version.version(), "model", version.sha256()));
        return predictions;
    }
}
