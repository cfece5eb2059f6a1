// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import io.github.gxpml.local.Hyperparameters.Definition;
import java.util.Arrays;
import java.util.List;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.Parameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.optimisers.AdaGrad;

/** Logistic regression without a penalty, by stochastic gradient descent with AdaGrad on standardised numbers. */
final class LogisticRegression implements Algorithm {
    private static final double EPSILON = 0.1;

    @Override
    public String name() {
        return "logistic-regression";
    }

    @Override
    public List<Definition> hyperparameters() {
        return List.of(
                new Definition("epochs", 100, 1, 100_000, true),
                new Definition("learningRate", 0.1, 1e-6, 10, false),
                new Definition("minibatchSize", 32, 1, 100_000, true));
    }

    @Override
    public boolean standardises() {
        return true;
    }

    @Override
    public Classifier fit(TrainingRows rows, Hyperparameters settings, long seed, TrainingWatch watch) {
        int epochs = settings.whole("epochs");
        int batch = settings.whole("minibatchSize");
        watch.expect((long) epochs * ((rows.numbers().length + batch - 1) / batch));
        var optimiser = new Watched(new AdaGrad(settings.number("learningRate"), EPSILON), watch);
        var trainer = new LinearSGDTrainer(new LogMulticlass(), optimiser, epochs, -1, batch, seed);
        return new Linear(trainer.train(rows.dataset()));
    }

    /** An optimiser that tells the watch of every step. */
    private record Watched(StochasticGradientOptimiser optimiser, TrainingWatch watch)
            implements StochasticGradientOptimiser {
        @Override
        public void initialise(Parameters parameters) {
            optimiser.initialise(parameters);
        }

        @Override
        public Tensor[] step(Tensor[] updates, double weight) {
            watch.step();
            return optimiser.step(updates, weight);
        }

        @Override
        public void finalise() {
            optimiser.finalise();
        }

        @Override
        public void reset() {
            optimiser.reset();
        }

        @Override
        public StochasticGradientOptimiser copy() {
            return new Watched(optimiser.copy(), watch);
        }

        @Override
        public ConfiguredObjectProvenance getProvenance() {
            return optimiser.getProvenance();
        }
    }

    /** The fitted model. */
    private record Linear(LinearSGDModel model) implements Classifier {
        @Override
        public String write(OnnxGraph graph, String matrix) {
            int width = model.getFeatureIDMap().size();
            int positive = model.getOutputIDInfo().getID(TrainingRows.POSITIVE);
            var weights = model.getWeightsCopy();
            double[] difference = new double[width + 1];
            for (int i = 0; i <= width; i++) {
                // a softmax over two classes is the logistic function of the difference of their scores
                difference[i] = weights.get(positive, i) - weights.get(1 - positive, i);
            }
            String slopes = graph.constant("weights", Arrays.copyOf(difference, width), width, 1);
            String intercept = graph.constant("intercept", new double[] {difference[width]}, 1, 1);
            String logit = graph.node("Add", List.of(graph.node("MatMul", List.of(matrix, slopes)), intercept));
            return graph.cast(graph.node("Sigmoid", List.of(logit)), OnnxGraph.Type.FLOAT);
        }

        @Override
        public double probability(double[] row) {
            return probability(model.predict(TrainingRows.example(row)));
        }

        private static double probability(org.tribuo.Prediction<Label> prediction) {
            return prediction
                    .getOutputScores()
                    .get(TrainingRows.POSITIVE.getLabel())
                    .getScore();
        }
    }
}
