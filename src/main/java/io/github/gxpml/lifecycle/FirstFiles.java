// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.TrainingRecord;
import io.github.gxpml.lineage.TrainingRecord.Output;
import io.github.gxpml.lineage.TrainingStage;
import io.github.gxpml.port.Trainer.Trained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files that the first training left, where its working folder is still here. Only read, to name rows and values;
 * files that are not those of the bundle are not looked at any further.
 *
 * @param places folders that the spec may have been run in
 */
record FirstFiles(List<Path> places) {
    Optional<Trained> find(BundleDocument bundle, TrainingRecord record, Tables tables) {
        for (Path place : places) {
            Path folder = place.resolve(".gxp/runs").resolve(bundle.model()).resolve(Integer.toString(bundle.run()));
            try {
                Optional<Trained> found = read(folder, record, tables);
                if (found.isPresent()) {
                    return found;
                }
            } catch (StageException | IOException e) {
                continue; // a folder that cannot be read tells nothing, which is no reason to stop
            }
        }
        return Optional.empty();
    }

    private static Optional<Trained> read(Path folder, TrainingRecord record, Tables tables)
            throws StageException, IOException {
        Path file = folder.resolve(TrainedModel.FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        TrainedModel kept = Json.read(Files.readAllBytes(file), TrainedModel.class);
        Path model = folder.resolve(kept.model()).normalize();
        var predictions = new TreeMap<String, Path>();
        var digests = new TreeMap<String, String>();
        for (Map.Entry<String, String> table : kept.predictions().entrySet()) {
            Path path = folder.resolve(table.getValue()).normalize();
            predictions.put(table.getKey(), path);
            digests.put(table.getKey(), tables.digest(path));
        }
        Output artifact = Output.of(Map.of(model.getFileName().toString(), Sha256.of(model)));
        boolean same = artifact.equals(record.stages().get(TrainingStage.ARTIFACT))
                && Output.of(digests).equals(record.stages().get(TrainingStage.PREDICTIONS));
        return same
                ? Optional.of(new Trained(model, predictions, Map.of(), Map.of(), List.of(), Map.of(), Map.of()))
                : Optional.empty();
    }
}
