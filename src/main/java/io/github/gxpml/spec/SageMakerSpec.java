// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a job in Amazon SageMaker trains the model.
 *
 * @param role ARN of the role that jobs run with
 * @param image container image by digest; absent only with a pipeline
 * @param bucket where tables are handed over and results are fetched
 * @param machines what jobs run on
 * @param network where they run
 * @param kmsKey encrypts volumes and results; absent for the keys of AWS
 * @param predictions who predicts the tables
 * @param endpoint scores later tables; absent for batch transform
 * @param experiment the experiment that jobs are run in
 * @param tuning tries many hyperparameters; absent for one training job
 * @param pipeline an existing pipeline that is started instead of a job
 */
public record SageMakerSpec(
        String role,
        Optional<String> image,
        S3Place bucket,
        Machines machines,
        Network network,
        Optional<String> kmsKey,
        Predictions predictions,
        Optional<String> endpoint,
        Optional<String> experiment,
        Optional<Tuning> tuning,
        Optional<Pipeline> pipeline) {

    /** Who predicts the tables. */
    public enum Predictions {
        /** The training job itself. */
        JOB,
        /** A batch transform job for each table. */
        TRANSFORM,
        /** A processing job with the same image. */
        PROCESSING
    }

    /**
     * What a job runs on.
     *
     * @param type of the machines
     * @param count how many
     * @param volume size of the disk of each in GiB
     */
    public record Machines(String type, int count, int volume) {}

    /**
     * Where a job runs.
     *
     * @param subnets of the VPC; empty for none
     * @param securityGroups of the job
     * @param isolated whether the container has no network at all
     * @param encryptTraffic whether machines of one job encrypt what they say to one another
     */
    public record Network(List<String> subnets, List<String> securityGroups, boolean isolated, boolean encryptTraffic) {
        /** Copies the lists. */
        public Network {
            subnets = List.copyOf(subnets);
            securityGroups = List.copyOf(securityGroups);
        }
    }

    /**
     * An existing pipeline.
     *
     * @param name its name
     * @param step the step whose training job made the model
     * @param parameters of the execution
     */
    public record Pipeline(String name, String step, Map<String, String> parameters) {
        /** Copies the parameters, keeping their order. */
        public Pipeline {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

    /**
     * Automatic model tuning.
     *
     * @param metric the objective
     * @param regex finds the metric in a log; absent for built-in algorithms
     * @param goal whether it is to be large or small
     * @param strategy how the next trials are chosen
     * @param trials how many at most
     * @param parallel how many at once
     * @param ranges by hyperparameter
     */
    public record Tuning(
            String metric,
            Optional<String> regex,
            Goal goal,
            Strategy strategy,
            int trials,
            int parallel,
            Map<String, Range> ranges) {
        /** Copies the ranges, keeping their order. */
        public Tuning {
            ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
        }

        /** Whether the objective is to be large or small. */
        public enum Goal {
            MAXIMIZE,
            MINIMIZE
        }

        /** How the next trials are chosen. */
        public enum Strategy {
            BAYESIAN,
            RANDOM,
            GRID,
            HYPERBAND
        }
    }

    /**
     * Range of a hyperparameter: either both numbers or values.
     *
     * @param min least value as written
     * @param max largest value as written
     * @param whole whether only whole numbers are tried
     * @param scale on which scale
     * @param values one of which is tried; empty for numbers
     */
    public record Range(Optional<String> min, Optional<String> max, boolean whole, Scale scale, List<String> values) {
        /** Copies the values. */
        public Range {
            values = List.copyOf(values);
        }

        /** On which scale values are tried. */
        public enum Scale {
            AUTO,
            LINEAR,
            LOGARITHMIC
        }
    }
}
