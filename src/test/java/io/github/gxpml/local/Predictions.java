// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A file of predictions whose keys need no quotes, and the measures that it is judged by.
 *
 * @param keys as written
 * @param scores as written
 * @param predicted as written
 */
record Predictions(List<String> keys, double[] scores, int[] predicted) {
    static Predictions read(Path file) throws IOException {
        List<String[]> rows = Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
        return new Predictions(
                rows.stream().map(row -> row[0]).toList(),
                rows.stream().mapToDouble(row -> Double.parseDouble(row[1])).toArray(),
                rows.stream().mapToInt(row -> Integer.parseInt(row[2])).toArray());
    }

    double brier(boolean[] positive) {
        return IntStream.range(0, scores.length)
                .mapToDouble(row -> Math.pow((positive[row] ? 1 : 0) - scores[row], 2))
                .average()
                .orElseThrow();
    }

    double logLoss(boolean[] positive) {
        return IntStream.range(0, scores.length)
                .mapToDouble(row -> -Math.log(positive[row] ? scores[row] : 1 - scores[row]))
                .average()
                .orElseThrow();
    }

    /** Area under the ROC curve by ranks, ties count half. */
    double auc(boolean[] positive) {
        Integer[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row]))
                .toArray(Integer[]::new);
        double rankSum = 0;
        long positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            long here =
                    Arrays.stream(order, from, to).filter(row -> positive[row]).count();
            rankSum += here * (from + 1 + to) / 2.0;
            positives += here;
            from = to;
        }
        return (rankSum - positives * (positives + 1) / 2.0) / positives / (scores.length - positives);
    }
}
