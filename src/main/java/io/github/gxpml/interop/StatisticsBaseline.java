// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.data.Moments;
import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.interop.Statistics.Bucket;
import io.github.gxpml.interop.Statistics.Category;
import io.github.gxpml.interop.Statistics.Feature;
import io.github.gxpml.interop.Statistics.Numbers;
import io.github.gxpml.interop.Statistics.Sketch;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.metric.constraint.InferredType;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a drift baseline of Model Monitor's statistics. A sketch with data gives its numbers as points, each with the
 * rows that it stands for, as Model Monitor's own comparison takes it; buckets alone give counts between bounds, and
 * drift metrics then tell by how much a distance may be too low.
 */
public final class StatisticsBaseline {
    /** A baseline has no more points than when it is made from a table. */
    private static final int MOST_POINTS = 2000;

    /** Binary digits of a number in units. */
    private static final int DIGITS = 61;

    private StatisticsBaseline() {}

    /**
     * Makes a baseline.
     *
     * @param statistics from a document
     * @param table what the baseline says it was made from
     * @param sha256 digest of the document
     * @return the columns whose distribution the document has; the others are left out
     */
    public static Baseline of(Statistics statistics, String table, String sha256) {
        Map<String, ColumnBaseline> columns = new TreeMap<>();
        for (Feature feature : statistics.features()) {
            column(feature).ifPresent(column -> columns.put(feature.name(), column));
        }
        return Baseline.of(table, sha256, statistics.items(), columns);
    }

    /**
     * Takes a file for statistics if it holds one JSON object with a list of features, whatever its name.
     *
     * @param given a file, or anything else
     * @return the baseline; empty if it is no such file
     * @throws FormatException if it is one, but cannot be used
     */
    public static Optional<Baseline> find(String given) throws FormatException {
        Optional<Path> file = Foreign.documentWith("features", given);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(read(file.get()));
    }

    /**
     * Reads statistics as a baseline.
     *
     * @param file a {@code statistics.json}
     * @return the baseline, with the digest of the document
     * @throws FormatException if it cannot be used
     */
    public static Baseline read(Path file) throws FormatException {
        Statistics statistics = StatisticsFile.read(file);
        try {
            return of(statistics, String.valueOf(file.getFileName()), Sha256.of(file));
        } catch (IOException e) {
            throw new FormatException(Place.quoted(file.toString()) + " cannot be read", e);
        }
    }

    /**
     * Makes statistics of a baseline, for the tools that read them.
     *
     * @param baseline a frozen baseline
     * @return its columns in the order of their names; a numeric column is taken for whole numbers if all of its points
     *     are whole
     */
    public static Statistics of(Baseline baseline) {
        List<Feature> features = new ArrayList<>();
        baseline.columns().forEach((name, column) -> features.add(feature(name, column)));
        return new Statistics(baseline.rows(), features);
    }

    private static Feature feature(String name, ColumnBaseline column) {
        if (column.numbers().isPresent()) {
            NumberCounts counts = column.numbers().get();
            boolean whole = counts.points().stream().allMatch(point -> point == Math.rint(point));
            return new Feature(
                    name,
                    whole ? InferredType.INTEGRAL : InferredType.FRACTIONAL,
                    counts.numbers(),
                    counts.missing() + counts.unreadable(),
                    Optional.of(Distributions.numbers(counts, column.moments())),
                    Optional.empty());
        }
        CategoryCounts counts = column.categories().orElseThrow();
        return new Feature(
                name,
                InferredType.STRING,
                counts.rows() - counts.missing(),
                counts.missing(),
                Optional.empty(),
                Optional.of(Distributions.texts(counts, counts.values().size() + Math.min(1, counts.other()))));
    }

    private static Optional<ColumnBaseline> column(Feature feature) {
        if (feature.numbers().isPresent()) {
            Numbers numbers = feature.numbers().get();
            return counts(numbers, feature.missing())
                    .map(counts -> ColumnBaseline.of(counts, moments(numbers, feature.present())));
        }
        return feature.texts()
                .flatMap(Statistics.Texts::categories)
                .map(categories -> ColumnBaseline.of(counts(categories, feature)));
    }

    /** Sums that give the document's mean and standard deviation, to the precision of doubles. */
    private static Optional<Moments> moments(Numbers numbers, long present) {
        if (present == 0
                || numbers.mean().isEmpty()
                || numbers.deviation().isEmpty()
                || numbers.min().isEmpty()
                || numbers.max().isEmpty()) {
            return Optional.empty();
        }
        BigDecimal n = BigDecimal.valueOf(present);
        BigDecimal mean = new BigDecimal(numbers.mean().get());
        BigDecimal deviation = new BigDecimal(numbers.deviation().get());
        BigDecimal squares = deviation.pow(2).add(mean.pow(2)).multiply(n);
        double largest = Math.max(
                Math.max(Math.abs(numbers.min().get()), Math.abs(numbers.max().get())),
                numbers.deviation().get());
        int unit = largest == 0 ? 0 : Math.max(Math.getExponent(largest), Double.MIN_EXPONENT) - DIGITS;
        return Optional.of(new Moments(
                present,
                numbers.min(),
                numbers.max(),
                unit,
                inUnits(mean.multiply(n), unit),
                inUnits(squares, 2 * unit)));
    }

    private static BigInteger inUnits(BigDecimal number, int power) {
        BigDecimal unit = BigDecimal.valueOf(2).pow(Math.abs(power));
        return power < 0
                ? number.multiply(unit).setScale(0, RoundingMode.HALF_EVEN).unscaledValue()
                : number.divide(unit, 0, RoundingMode.HALF_EVEN).unscaledValue();
    }

    private static Optional<NumberCounts> counts(Numbers numbers, long missing) {
        Optional<Sketch> sketch =
                numbers.sketch().filter(found -> found.data().stream().anyMatch(level -> !level.isEmpty()));
        if (sketch.isPresent()) {
            return Optional.of(counts(sketch.get(), missing));
        }
        return numbers.buckets().isEmpty() ? Optional.empty() : Optional.of(counts(numbers.buckets(), missing));
    }

    private static NumberCounts counts(Sketch sketch, long missing) {
        TreeMap<Double, Long> weights = new TreeMap<>();
        for (int level = 0; level < sketch.data().size(); level++) {
            for (Double number : sketch.data().get(level)) {
                weights.merge(number, 1L << level, Long::sum);
            }
        }
        List<Double> points = new ArrayList<>();
        List<Long> at = new ArrayList<>();
        List<Long> between = new ArrayList<>();
        int every = 1 + (weights.size() - 1) / MOST_POINTS;
        int seen = 0;
        long waiting = 0;
        for (Map.Entry<Double, Long> entry : weights.entrySet()) {
            seen++;
            // the first and the last are kept, so that what lies outside of them is seen
            if (seen % every == 1 % every || seen == weights.size()) {
                points.add(entry.getKey());
                at.add(entry.getValue());
                between.add(waiting);
                waiting = 0;
            } else {
                waiting += entry.getValue();
            }
        }
        between.add(0L);
        return new NumberCounts(points, at, between, missing, 0);
    }

    /** Points lie just beside the bounds: a bucket has its lower bound, only the last one has its upper bound too. */
    private static NumberCounts counts(List<Bucket> buckets, long missing) {
        TreeMap<Double, Long> upTo = new TreeMap<>();
        for (int i = 0; i < buckets.size(); i++) {
            Bucket bucket = buckets.get(i);
            boolean last = i == buckets.size() - 1;
            upTo.merge(below(bucket.lower()), 0L, Long::sum);
            upTo.merge(last ? above(bucket.upper()) : below(bucket.upper()), bucket.count(), Long::sum);
        }
        List<Long> between = new ArrayList<>(upTo.values());
        between.add(0L);
        return new NumberCounts(
                new ArrayList<>(upTo.keySet()), Collections.nCopies(upTo.size(), 0L), between, missing, 0);
    }

    private static double below(double bound) {
        return Math.max(-Double.MAX_VALUE, Math.nextDown(bound));
    }

    private static double above(double bound) {
        return Math.min(Double.MAX_VALUE, Math.nextUp(bound));
    }

    private static CategoryCounts counts(List<Category> categories, Feature feature) {
        long counted = categories.stream().mapToLong(Category::count).sum();
        return new CategoryCounts(
                categories.stream().map(Category::value).toList(),
                categories.stream().map(Category::count).toList(),
                feature.present() - counted,
                feature.missing());
    }
}
