// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import io.github.gxpml.spec.Spec;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trains a model and predicts every table with it. */
public interface Trainer {
    /**
     * What a training left behind.
     *
     * @param model the artifact, inside the request's output folder
     * @param predictions by table name: CSV or Parquet with the key, {@code score} in [0,1] and {@code predicted} 0 or
     *     1; for a label of several classes or a number as docs/process-trainer.md says
     * @param metrics numbers that the trainer reported, by name
     * @param hyperparameters everything that the training depended on, defaults included
     * @param notes what people should know, for example how many missing values were filled with what
     * @param features SHA-256 of each column of numbers that the model was fitted to, by feature; empty if the trainer
     *     does not tell
     * @param environment what the trainer says of the software that it ran on, for example {@code library numpy} and
     *     its version; empty if it does not tell
     * @param jobs outside of this machine that had a part in it; empty if all was done here
     */
    record Trained(
            Path model,
            Map<String, Path> predictions,
            Map<String, Double> metrics,
            Map<String, Object> hyperparameters,
            List<String> notes,
            Map<String, String> features,
            Map<String, String> environment,
            List<RemoteJob> jobs) {
        /** Copies the collections in key order. */
        public Trained {
            predictions = Collections.unmodifiableMap(new TreeMap<>(predictions));
            metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
            hyperparameters = Collections.unmodifiableMap(new TreeMap<>(hyperparameters));
            notes = List.copyOf(notes);
            features = Collections.unmodifiableMap(new TreeMap<>(features));
            environment = Collections.unmodifiableMap(new TreeMap<>(environment));
            jobs = List.copyOf(jobs);
        }

        /**
         * What a training on this machine left behind.
         *
         * @param model as above
         * @param predictions as above
         * @param metrics as above
         * @param hyperparameters as above
         * @param notes as above
         * @param features as above
         * @param environment as above
         */
        public Trained(
                Path model,
                Map<String, Path> predictions,
                Map<String, Double> metrics,
                Map<String, Object> hyperparameters,
                List<String> notes,
                Map<String, String> features,
                Map<String, String> environment) {
            this(model, predictions, metrics, hyperparameters, notes, features, environment, List.of());
        }
    }

    /**
     * Trains once. Two calls with equal spec and tables are expected to give equal results; whether they do is judged
     * by the reproducibility gates, not here.
     *
     * @param spec what to train
     * @param tables file of every table by name
     * @param output empty folder that the trainer may fill as it likes
     * @param progress told how the training gets on
     * @return what it left behind; every file exists, row counts have not been checked
     * @throws TrainingException if the training failed, ran past its limit or left something out
     * @throws InterruptedException if the thread was interrupted; nothing of the training runs on
     */
    Trained train(Spec spec, Map<String, Path> tables, Path output, Progress progress)
            throws TrainingException, InterruptedException;
}
