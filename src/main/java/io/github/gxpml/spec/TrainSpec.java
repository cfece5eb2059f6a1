// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the model is trained.
 *
 * @param with which trainer
 * @param algorithm for the embedded trainer: {@code logistic-regression} or {@code random-forest}; empty for a process
 * @param table name of the table to train on
 * @param seed handed to every source of randomness
 * @param hyperparameters as written, handed to the trainer
 * @param threshold a score at or above it is predicted positive
 * @param impute what stands in for a missing number, for the embedded trainer
 * @param command program and arguments, for the process trainer; run in the spec's folder
 * @param scoreCommand program and arguments that score one table with a trained model, for the process trainer
 * @param timeLimit training is ended after it
 * @param scripts files whose digests are recorded as the training code, relative to the spec's folder
 * @param libraries libraries of the training command that draw random numbers, each of which needs a declared seed
 * @param sageMaker the job, for SageMaker
 */
public record TrainSpec(
        With with,
        String algorithm,
        String table,
        long seed,
        Map<String, Object> hyperparameters,
        double threshold,
        Impute impute,
        List<String> command,
        List<String> scoreCommand,
        Duration timeLimit,
        List<String> scripts,
        List<String> libraries,
        Optional<SageMakerSpec> sageMaker) {

    /** Copies the collections, keeping their order. */
    public TrainSpec {
        hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
        command = List.copyOf(command);
        scoreCommand = List.copyOf(scoreCommand);
        scripts = List.copyOf(scripts);
        libraries = List.copyOf(libraries);
    }

    /**
     * Names neither libraries nor a job.
     *
     * @param with which trainer
     * @param algorithm as above
     * @param table as above
     * @param seed as above
     * @param hyperparameters as above
     * @param threshold as above
     * @param impute as above
     * @param command as above
     * @param scoreCommand as above
     * @param timeLimit as above
     * @param scripts as above
     */
    public TrainSpec(
            With with,
            String algorithm,
            String table,
            long seed,
            Map<String, Object> hyperparameters,
            double threshold,
            Impute impute,
            List<String> command,
            List<String> scoreCommand,
            Duration timeLimit,
            List<String> scripts) {
        this(
                with,
                algorithm,
                table,
                seed,
                hyperparameters,
                threshold,
                impute,
                command,
                scoreCommand,
                timeLimit,
                scripts,
                List.of(),
                Optional.empty());
    }

    /**
     * Returns the same training with another threshold.
     *
     * @param other a score at or above it is predicted positive
     * @return a copy
     */
    public TrainSpec withThreshold(double other) {
        return new TrainSpec(
                with,
                algorithm,
                table,
                seed,
                hyperparameters,
                other,
                impute,
                command,
                scoreCommand,
                timeLimit,
                scripts,
                libraries,
                sageMaker);
    }

    /** Which trainer runs. */
    public enum With {
        EMBEDDED,
        PROCESS,
        SAGEMAKER
    }

    /** What stands in for a missing number; {@code NONE} makes a missing number an error. */
    public enum Impute {
        MEDIAN,
        MEAN,
        NONE
    }
}
