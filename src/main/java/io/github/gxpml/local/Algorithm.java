// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.local.Hyperparameters.Definition;
import java.util.List;
import java.util.Optional;

/** A way to learn a classifier from rows of numbers. */
interface Algorithm {
    /** All algorithms, in the order in which they are documented. */
    List<Algorithm> ALL = List.of(new LogisticRegression(), new RandomForest());

    /** A classifier that can be written as part of an ONNX graph. */
    interface Classifier {
        /**
         * Adds the classifier to a graph.
         *
         * @param graph the graph
         * @param matrix name of a double matrix with one row of numbers per row
         * @return name of a float matrix with one column, the probability of the positive class
         */
        String write(OnnxGraph graph, String matrix);

        /** Returns the probability of the positive class as the library itself computes it. */
        double probability(double[] row);
    }

    /** Finds an algorithm by name. */
    static Optional<Algorithm> find(String name) {
        return ALL.stream().filter(algorithm -> algorithm.name().equals(name)).findFirst();
    }

    /** Returns the name in the spec. */
    String name();

    /** Returns what can be set. */
    List<Definition> hyperparameters();

    /** Returns whether numbers are to be standardised first. */
    boolean standardises();

    /** Learns; the same rows, settings and seed give the same classifier. */
    Classifier fit(TrainingRows rows, Hyperparameters settings, long seed, TrainingWatch watch);
}
