// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.Trainer.Trained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The model that a run keeps, as the later stages of the run find it again, in this process or another.
 *
 * @param model the artifact, relative to the run's folder
 * @param predictions predictions by table, relative to the run's folder
 * @param sha256 digest of every file named here
 */
record TrainedModel(String model, Map<String, String> predictions, Map<String, String> sha256) {
    static final String FILE = "trained.json";

    /** Keeps what a training left, for later stages. */
    static void keep(Run run, Trained trained) throws IOException {
        Path folder = run.folder();
        var predictions = new TreeMap<String, String>();
        var digests = new TreeMap<String, String>();
        String model = relative(folder, trained.model(), digests);
        for (var table : trained.predictions().entrySet()) {
            predictions.put(table.getKey(), relative(folder, table.getValue(), digests));
        }
        AtomicFile.write(folder.resolve(FILE), Json.pretty(new TrainedModel(model, predictions, digests)));
    }

    /** Finds the model again, and refuses files that were changed since they were judged. */
    static TrainedModel of(Run run) throws StageException, IOException {
        Path file = run.folder().resolve(FILE);
        if (!Files.exists(file)) {
            throw new StageException("run " + run.number() + " has no trained model: run `gxp train` first");
        }
        var kept = Json.read(Files.readAllBytes(file), TrainedModel.class);
        for (var digest : kept.sha256().entrySet()) {
            Path path = run.folder().resolve(digest.getKey());
            if (!Files.exists(path) || !Sha256.of(path).equals(digest.getValue())) {
                throw new StageException(path + " was changed or removed since it was trained: start a new run");
            }
        }
        checkSealed(run, kept);
        return kept;
    }

    /** Says where the model of a run lies, as it was trained; whether it was changed since is for whoever reads it. */
    static Optional<RunResult.Artifact> artifact(Run run) throws IOException {
        Path file = run.folder().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var kept = Json.read(Files.readAllBytes(file), TrainedModel.class);
        Path model = run.folder().resolve(kept.model());
        return Optional.of(new RunResult.Artifact(model, kept.sha256().get(kept.model())));
    }

    /** This file lies outside the evidence, so what it names must be what the evidence names. */
    private static void checkSealed(Run run, TrainedModel kept) throws StageException, IOException {
        String sealed = run.lineage()
                .flatMap(lineage -> lineage.trainings().stream().findFirst())
                .map(training -> training.model().sha256())
                .orElse("none");
        if (!sealed.equals(kept.sha256().get(kept.model()))) {
            throw new StageException(run.folder().resolve(kept.model()) + " is not the model that the evidence of run "
                    + run.number() + " names: start a new run");
        }
    }

    private static String relative(Path folder, Path file, Map<String, String> digests) throws IOException {
        String name = folder.relativize(file.toAbsolutePath().normalize()).toString();
        digests.put(name, Sha256.of(file));
        return name;
    }
}
