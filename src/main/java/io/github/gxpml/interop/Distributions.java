// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.data.Moments;
import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.interop.Statistics.Bucket;
import io.github.gxpml.interop.Statistics.Category;
import io.github.gxpml.interop.Statistics.Numbers;
import io.github.gxpml.interop.Statistics.Sketch;
import io.github.gxpml.interop.Statistics.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts counts into the form of Model Monitor's statistics. Counts on points become a sketch that holds each point as
 * often as it occurs; rows between two points are counted on the upper one. Buckets are ten of equal width, as <a
 * href="https://github.com/awslabs/deequ">Deequ</a>'s {@code KLLSketch} makes them.
 */
final class Distributions {
    private static final int BUCKETS = 10;

    private Distributions() {}

    static Numbers numbers(NumberCounts counts, Optional<Moments> moments) {
        List<Double> points = counts.points();
        List<Long> weights = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            weights.add(counts.between().get(i) + counts.at().get(i));
        }
        if (!points.isEmpty()) {
            int last = points.size() - 1;
            weights.set(last, weights.get(last) + counts.between().get(last + 1));
        }
        Optional<Double> min =
                moments.flatMap(Moments::min).or(() -> points.stream().findFirst());
        Optional<Double> max = moments.flatMap(Moments::max)
                .or(() -> points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1)));
        return new Numbers(
                moments.flatMap(Moments::mean),
                moments.flatMap(Moments::total),
                moments.flatMap(Moments::deviation),
                min,
                max,
                min.isEmpty() ? List.of() : buckets(points, weights, min.get(), max.orElseThrow()),
                points.isEmpty() ? Optional.empty() : Optional.of(sketch(points, weights)));
    }

    private static List<Bucket> buckets(List<Double> points, List<Long> weights, double min, double max) {
        List<Bucket> buckets = new ArrayList<>();
        if (!Double.isFinite(max - min)) {
            return buckets;
        }
        for (int i = 0; i < BUCKETS; i++) {
            double lower = min + (max - min) * i / BUCKETS;
            boolean last = i == BUCKETS - 1;
            double upper = last ? max : min + (max - min) * (i + 1) / BUCKETS;
            long count = 0;
            for (int k = 0; k < points.size(); k++) {
                double point = points.get(k);
                if (point >= lower && (point < upper || last && point <= upper)) {
                    count += weights.get(k);
                }
            }
            buckets.add(new Bucket(lower, upper, count));
        }
        return buckets;
    }

    /** A point that occurs 5 times stands in list 0 and list 2, whose numbers count 1 and 4. */
    private static Sketch sketch(List<Double> points, List<Long> weights) {
        List<List<Double>> data = new ArrayList<>();
        for (int k = 0; k < points.size(); k++) {
            for (int level = 0; weights.get(k) >> level > 0; level++) {
                if (data.size() <= level) {
                    data.add(new ArrayList<>());
                }
                if ((weights.get(k) >> level & 1) == 1) {
                    data.get(level).add(points.get(k));
                }
            }
        }
        return new Sketch(Sketch.SHRINKING, Sketch.SIZE, data);
    }

    static Texts texts(CategoryCounts counts, long distinct) {
        List<Category> categories = new ArrayList<>();
        for (int i = 0; i < counts.values().size(); i++) {
            categories.add(new Category(counts.values().get(i), counts.counts().get(i)));
        }
        return new Texts(Optional.of((double) distinct), Optional.of(categories));
    }
}
