// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import io.github.gxpml.interop.Statistics.Bucket;
import io.github.gxpml.interop.Statistics.Category;
import io.github.gxpml.interop.Statistics.Feature;
import io.github.gxpml.interop.Statistics.Numbers;
import io.github.gxpml.interop.Statistics.Sketch;
import io.github.gxpml.interop.Statistics.Texts;
import io.github.gxpml.metric.constraint.InferredType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads statistics, and refuses those whose counts do not fit one another. */
final class StatisticsReader {
    /** A number in a deeper list would stand for more rows than can be counted. */
    private static final int MOST_LEVELS = 50;

    private StatisticsReader() {}

    static Statistics read(Place root) throws FormatException {
        if (!root.at("features").present()) {
            throw new FormatException(
                    Place.quoted(root.document()) + " has no list of features, so it holds no statistics of columns");
        }
        Foreign.version(root, 0);
        long items = root.at("dataset").at("item_count").count();
        List<Feature> features = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Place place : root.at("features").items()) {
            Feature feature = feature(place);
            if (!names.add(feature.name())) {
                throw place.at("name").wrong("must be another name: it was there before");
            }
            features.add(feature);
        }
        return new Statistics(items, features);
    }

    private static Feature feature(Place feature) throws FormatException {
        InferredType type = ConstraintsFile.type(feature.at("inferred_type"));
        Place numbers = feature.at("numerical_statistics");
        Place texts = feature.at("string_statistics");
        if (numbers.present() && texts.present()) {
            throw numbers.wrong("must not stand beside string_statistics");
        }
        String name = feature.at("name").text();
        if (!numbers.present() && !texts.present()) {
            if (type != InferredType.UNKNOWN) {
                throw feature.at("numerical_statistics").wrong("or string_statistics must be there");
            }
            return new Feature(name, type, 0, 0, Optional.empty(), Optional.empty());
        }
        Place common = (numbers.present() ? numbers : texts).at("common");
        long present = common.at("num_present").count();
        return new Feature(
                name,
                type,
                present,
                common.at("num_missing").count(),
                numbers.present() ? Optional.of(numbers(numbers, present)) : Optional.empty(),
                texts.present() ? Optional.of(texts(texts, present)) : Optional.empty());
    }

    private static Numbers numbers(Place place, long present) throws FormatException {
        Place kll = place.at("distribution").at("kll");
        return new Numbers(
                number(place.at("mean")),
                number(place.at("sum")),
                number(place.at("std_dev")),
                number(place.at("min")),
                number(place.at("max")),
                kll.at("buckets").present() ? buckets(kll.at("buckets"), present) : List.of(),
                kll.at("sketch").present() ? Optional.of(sketch(kll.at("sketch"), present)) : Optional.empty());
    }

    private static Optional<Double> number(Place place) throws FormatException {
        return place.present() && Double.isFinite(place.number()) ? Optional.of(place.number()) : Optional.empty();
    }

    private static List<Bucket> buckets(Place place, long present) throws FormatException {
        List<Bucket> buckets = new ArrayList<>();
        double end = Double.NEGATIVE_INFINITY;
        long sum = 0;
        for (Place bucket : place.items()) {
            double lower = bucket.at("lower_bound").finite();
            double upper = bucket.at("upper_bound").finite();
            if (lower < end || upper < lower) {
                throw bucket.at("lower_bound").wrong("must not be below the bound before it, nor above the next");
            }
            end = upper;
            long count = bucket.at("count").count();
            sum += count;
            if (sum > 2 * present) {
                throw bucket.at("count").wrong("makes far more rows than the " + present + " that have a value");
            }
            buckets.add(new Bucket(lower, upper, count));
        }
        return buckets;
    }

    private static Sketch sketch(Place place, long present) throws FormatException {
        List<List<Double>> data = new ArrayList<>();
        List<Place> levels = place.at("data").items();
        if (levels.size() > MOST_LEVELS) {
            throw place.at("data").wrong("must not have more than " + MOST_LEVELS + " lists");
        }
        double rows = 0;
        for (Place level : levels) {
            double weight = Math.scalb(1.0, data.size());
            List<Double> numbers = new ArrayList<>();
            for (Place number : level.items()) {
                numbers.add(number.finite() + 0.0);
            }
            rows += weight * numbers.size();
            if (rows > 2.0 * present) {
                throw level.wrong("must not stand for far more rows than the " + present + " that have a value");
            }
            data.add(numbers);
        }
        Place parameters = place.at("parameters");
        return new Sketch(
                parameters.at("c").present() ? parameters.at("c").finite() : Sketch.SHRINKING,
                parameters.at("k").present() ? parameters.at("k").finite() : Sketch.SIZE,
                data);
    }

    private static Texts texts(Place place, long present) throws FormatException {
        Place distribution = place.at("distribution").at("categorical");
        if (!distribution.at("buckets").present()) {
            return new Texts(number(place.at("distinct_count")), Optional.empty());
        }
        List<Category> categories = new ArrayList<>();
        Set<String> values = new HashSet<>();
        long sum = 0;
        for (Place bucket : distribution.at("buckets").items()) {
            String value = bucket.at("value").words();
            if (!values.add(value)) {
                throw bucket.at("value").wrong("must be another value: it was there before");
            }
            long count = bucket.at("count").count();
            sum += count;
            if (sum > present) {
                throw bucket.at("count").wrong("makes more rows than the " + present + " that have a value");
            }
            categories.add(new Category(value, count));
        }
        return new Texts(number(place.at("distinct_count")), Optional.of(categories));
    }
}
