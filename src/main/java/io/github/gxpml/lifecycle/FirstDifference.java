// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.lineage.ModelWeights;
import io.github.gxpml.lineage.ReproducibilityDocument.Difference;
import io.github.gxpml.lineage.TrainingRecord;
import io.github.gxpml.lineage.TrainingRecord.Output;
import io.github.gxpml.lineage.TrainingStage;
import io.github.gxpml.port.Trainer.Trained;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the first stage in which two trainings part, and one difference in it. */
final class FirstDifference {
    private static final int NAMED = 20;
    private static final int SHOWN = 12;

    private final Tables tables;

    FirstDifference(Tables tables) {
        this.tables = tables;
    }

    /**
     * What there is of a training.
     *
     * @param record its digests
     * @param trained its files; absent if only the digests are known
     */
    record Side(TrainingRecord record, Optional<Trained> trained) {}

    Optional<Difference> find(Side first, Side other) throws StageException, IOException {
        for (TrainingStage stage : TrainingStage.values()) {
            if (!first.record().same(stage, other.record())) {
                Output none = Output.of(Map.of());
                Output a = first.record().stages().getOrDefault(stage, none);
                Output b = other.record().stages().getOrDefault(stage, none);
                List<String> parts = a.differing(b);
                return Optional.of(new Difference(
                        stage,
                        parts.subList(0, Math.min(NAMED, parts.size())),
                        parts.size(),
                        parts.isEmpty() ? "" : example(stage, parts.get(0), first, other)));
            }
        }
        return Optional.empty();
    }

    private String example(TrainingStage stage, String part, Side first, Side other)
            throws StageException, IOException {
        boolean files = first.trained().isPresent() && other.trained().isPresent();
        if (stage == TrainingStage.METRICS) {
            return part + " " + first.record().metrics().get(part) + " and "
                    + other.record().metrics().get(part);
        }
        if (files && stage.compareTo(TrainingStage.WEIGHTS) >= 0) {
            return inFiles(stage, part, first.trained().get(), other.trained().get());
        }
        return part + " " + shown(first.record(), stage, part) + " and " + shown(other.record(), stage, part)
                + (stage.compareTo(TrainingStage.WEIGHTS) >= 0 ? " (only the digests of the first are known)" : "");
    }

    private String inFiles(TrainingStage stage, String part, Trained first, Trained other)
            throws StageException, IOException {
        if (stage == TrainingStage.PREDICTIONS) {
            return tables.compare(
                            first.predictions().get(part), other.predictions().get(part))
                    .example();
        }
        Optional<String> tensor = stage == TrainingStage.WEIGHTS
                ? ModelWeights.of(first.model()).difference(ModelWeights.of(other.model()))
                : Optional.empty();
        return tensor.isPresent()
                ? tensor.get()
                : "byte " + Files.mismatch(first.model(), other.model()) + " of " + Files.size(first.model()) + " and "
                        + Files.size(other.model());
    }

    private static String shown(TrainingRecord record, TrainingStage stage, String part) {
        String digest = Optional.ofNullable(record.stages().get(stage))
                .map(output -> output.parts().get(part))
                .orElse("");
        return digest.isEmpty() ? "none" : "sha256 " + digest.substring(0, Math.min(SHOWN, digest.length()));
    }
}
