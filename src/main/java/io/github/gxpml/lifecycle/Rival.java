// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Rivalry;
import io.github.gxpml.metric.comparison.Champion;
import io.github.gxpml.metric.comparison.McNemar;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.DecisionRule;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The champion: the version in use, deciding as it was released, which the model of a run is compared with. */
final class Rival {
    private final Run run;
    private final Optional<Released> champion;

    /**
     * A version in use.
     *
     * @param version what the registry says of it
     * @param decision the rule that it was released with; earlier versions of this software did not keep it
     */
    private record Released(ModelVersion version, Optional<DecisionRule> decision) {}

    private Rival(Run run, Optional<Released> champion) {
        this.run = run;
        this.champion = champion;
    }

    /** Finds the version in use, unless no gate asks for it, or it is the run's own. */
    static Rival of(Run run, List<Gate> gates) throws IOException {
        Optional<ModelVersion> active = gates.stream().anyMatch(Rival::wanted)
                ? run.ports().registry().active(run.spec().model().name())
                : Optional.empty();
        if (active.isEmpty() || active.get().version() == run.number()) {
            return new Rival(run, Optional.empty());
        }
        Released released = new Released(active.get(), decision(run, active.get()));
        run.put("champion.json", released);
        return new Rival(run, Optional.of(released));
    }

    /** Returns the rule that a version was released with, if its release kept it. */
    private static Optional<DecisionRule> decision(Run run, ModelVersion version) throws IOException {
        Optional<byte[]> frozen = run.ports().baselines().find(version.model(), version.version());
        return frozen.isEmpty()
                ? Optional.empty()
                : Json.read(frozen.get(), Baseline.class).decision();
    }

    /** Tells whether a gate compares with the champion. */
    static boolean wanted(Gate gate) {
        return gate.against().equals(Champion.NAME)
                || gate.metric().equals(McNemar.P.info().id());
    }

    /** Says how far there is something to compare with. */
    Rivalry rivalry() {
        if (champion.isEmpty()) {
            return Rivalry.none("no other version of " + run.spec().model().name()
                    + " is in use to compare with: release a first one without this gate");
        }
        String version = "version " + champion.get().version().version();
        if (champion.get().decision().isEmpty()) {
            return Rivalry.ofScores(version + ", which is in use, was released before releases kept their threshold:"
                    + " how it decides is not known - compare roc_auc, or release one more version without this gate");
        }
        DecisionRule theirs = champion.get().decision().get();
        DecisionRule ours = DecisionRule.of(run.spec());
        return theirs.asks(ours)
                ? Rivalry.FULL
                : Rivalry.none(
                        version + ", which is in use, was released for " + theirs.question() + ", and this one for "
                                + ours.question() + ": they answer different questions - leave out this gate");
    }

    /** Has the champion predict a table, by its own threshold where that is known. */
    Path predictions(String table, Path rows, Progress progress)
            throws StageException, IOException, InterruptedException {
        ModelVersion version = champion.orElseThrow().version();
        Path predictions = run.folder().resolve("champion").resolve(table + ".csv");
        Files.createDirectories(predictions.getParent());
        progress.advance(0, 0, "scoring " + table + " with version " + version.version());
        Path artifact = run.ports().registry().artifact(version);
        Spec released = champion.get().decision().map(run.spec()::deciding).orElse(run.spec());
        try {
            RemoteWork.keep(run, run.ports().scorer().score(released, artifact, table, rows, predictions, progress));
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
