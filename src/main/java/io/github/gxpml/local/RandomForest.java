// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.gxpml.local.Hyperparameters.Definition;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.EnsembleModel;

/** A random forest: trees on bootstrap samples, a random choice of numbers at each split, probabilities averaged. */
final class RandomForest implements Algorithm {
    @Override
    public String name() {
        return "random-forest";
    }

    @Override
    public List<Definition> hyperparameters() {
        return List.of(
                new Definition("trees", 100, 1, 10_000, true),
                new Definition("maxDepth", 8, 1, 64, true),
                new Definition("minRowsInNode", 20, 1, 1_000_000, true),
                // 0 stands for the square root of the number of columns that the trees see
                new Definition("columnsPerSplit", 0, 0, 1_000_000, true));
    }

    @Override
    public boolean standardises() {
        return false;
    }

    @Override
    public Classifier fit(TrainingRows rows, Hyperparameters settings, long seed, TrainingWatch watch) {
        int width = rows.numbers()[0].length;
        int asked = settings.whole("columnsPerSplit");
        int columns = Math.min(width, asked > 0 ? asked : Math.max(1, (int) Math.round(Math.sqrt(width))));
        var tree = new WatchedTrees(settings, (float) columns / width, seed, watch);
        int trees = settings.whole("trees");
        watch.expect(trees);
        // not RandomForestTrainer, which is this trainer plus a check that refuses tables with one feature
        var trainer = new BaggingTrainer<>(tree, new FullyWeightedVotingCombiner(), trees, seed);
        return new Forest(trainer.train(rows.dataset()));
    }

    /** A tree trainer that tells the watch of every tree. */
    private static final class WatchedTrees extends CARTClassificationTrainer {
        private final TrainingWatch watch;

        WatchedTrees(Hyperparameters settings, float fraction, long seed, TrainingWatch watch) {
            super(settings.whole("maxDepth"), settings.whole("minRowsInNode"), 0, fraction, new GiniIndex(), seed);
            this.watch = watch;
        }

        @Override
        public TreeModel<Label> train(Dataset<Label> rows, Map<String, Provenance> provenance, int invocation) {
            watch.step();
            return super.train(rows, provenance, invocation);
        }
    }

    /** The fitted model. */
    private record Forest(EnsembleModel<Label> model) implements Classifier {
        @Override
        public String write(OnnxGraph graph, String matrix) {
            var trees = new OnnxTrees();
            for (Model<Label> member : model.getModels()) {
                trees.add(((TreeModel<Label>) member).getRoot());
            }
            return trees.write(graph, matrix);
        }

        @Override
        public double probability(double[] row) {
            return model.predict(TrainingRows.example(row))
                    .getOutputScores()
                    .get(TrainingRows.POSITIVE.getLabel())
                    .getScore();
        }
    }
}
