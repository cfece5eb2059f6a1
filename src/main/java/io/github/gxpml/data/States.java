// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that one table's scans gave: enough to compute its metrics again without the table. Holds counts and sums
 * of groups, and of rows only the few keys that a finding names.
 *
 * @param table name of the table
 * @param rows number of rows
 * @param whole labels against predictions of all rows
 * @param facets the same by facet name
 * @param ranks sums of ranks by name of the slice, {@link #ALL} for the whole table
 * @param profiles by column name
 * @param numbers by column name
 * @param categories by column name
 * @param keys repeated keys
 * @param overlaps shared rows with other tables, one for each
 * @param contents kinds of values of all columns; none in documents of earlier versions
 * @param combinations values of the columns of open facets, by facet name; none in documents of earlier versions
 * @param strata counts within the values of the group variable by facet name; none in documents of earlier versions
 * @param flips predictions against those of neighbours by facet name; none in documents of earlier versions
 * @param moments by column name; none in documents of earlier versions
 * @param tails numbers outside the points by column name; none where nothing is
 * @param attributions moments of the magnitude of attributions by feature; none in documents of earlier versions
 * @param curves rows along their scores by name of the slice; none in documents of earlier versions
 * @param rivals two models' predictions by facet name, {@link #ALL} for the whole table; as above
 * @param rivalRanks sums of two models' ranks by facet name, {@link #ALL} for the whole table; as above
 * @param arms the arms of an experiment
 * @param scoring what the label of a scored table is; none in documents of earlier versions
 * @param classes labels of several classes against predicted ones
 * @param errors numbers against predicted ones
 * @param uncertainty how sure predictions are; nothing in documents of earlier versions
 */
public record States(
        String table,
        long rows,
        Optional<Outcomes> whole,
        Map<String, Groups> facets,
        Map<String, RankSums> ranks,
        Map<String, ColumnProfile> profiles,
        Map<String, NumberCounts> numbers,
        Map<String, CategoryCounts> categories,
        Optional<KeyCounts> keys,
        List<Overlap> overlaps,
        Optional<Contents> contents,
        Map<String, Combinations> combinations,
        Map<String, Strata> strata,
        Map<String, Flips> flips,
        Map<String, Moments> moments,
        Map<String, Tails> tails,
        Map<String, Moments> attributions,
        Map<String, ScoreCurve> curves,
        Map<String, Rivals> rivals,
        Map<String, RivalRanks> rivalRanks,
        Optional<Arms> arms,
        Optional<ScoredTable.Scoring> scoring,
        Optional<Sliced<ClassCounts>> classes,
        Optional<Sliced<Residuals>> errors,
        Uncertainty uncertainty) {

    /** Stands for the whole table where others are named by facet; no facet has this name. */
    public static final String ALL = "all";

    /** Copies and sorts the maps. */
    public States {
        facets = sorted(facets);
        overlaps = overlaps == null ? List.of() : List.copyOf(overlaps);
        ranks = sorted(ranks);
        profiles = sorted(profiles);
        numbers = sorted(numbers);
        categories = sorted(categories);
        contents = contents == null ? Optional.empty() : contents;
        combinations = sorted(combinations);
        strata = sorted(strata);
        flips = sorted(flips);
        moments = sorted(moments);
        tails = sorted(tails);
        attributions = sorted(attributions);
        curves = sorted(curves);
        rivals = sorted(rivals);
        rivalRanks = sorted(rivalRanks);
        arms = arms == null ? Optional.empty() : arms;
        scoring = scoring == null ? Optional.empty() : scoring;
        classes = classes == null ? Optional.empty() : classes;
        errors = errors == null ? Optional.empty() : errors;
        uncertainty = uncertainty == null ? Uncertainty.NONE : uncertainty;
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map == null ? Map.of() : map));
    }

    /**
     * Starts with no states.
     *
     * @param table name of the table
     * @param rows number of rows
     * @return collects what the scans give
     */
    static Builder of(String table, long rows) {
        return new Builder(table, rows);
    }

    /** Collects what the scans give. */
    static final class Builder {
        private final String table;
        private final long rows;
        private Optional<Outcomes> whole = Optional.empty();
        private final Map<String, Groups> facets = new TreeMap<>();
        private final Map<String, RankSums> ranks = new TreeMap<>();
        private final Map<String, ColumnProfile> profiles = new TreeMap<>();
        private final Map<String, NumberCounts> numbers = new TreeMap<>();
        private final Map<String, CategoryCounts> categories = new TreeMap<>();
        private Optional<KeyCounts> keys = Optional.empty();
        private final List<Overlap> overlaps = new ArrayList<>();
        private Optional<Contents> contents = Optional.empty();
        private final Map<String, Combinations> combinations = new TreeMap<>();
        private final Map<String, Strata> strata = new TreeMap<>();
        private final Map<String, Flips> flips = new TreeMap<>();
        private final Map<String, Moments> moments = new TreeMap<>();
        private final Map<String, Tails> tails = new TreeMap<>();
        private final Map<String, Moments> attributions = new TreeMap<>();
        private final Map<String, ScoreCurve> curves = new TreeMap<>();
        private final Map<String, Rivals> rivals = new TreeMap<>();
        private final Map<String, RivalRanks> rivalRanks = new TreeMap<>();
        private Optional<Arms> arms = Optional.empty();
        private Optional<ScoredTable.Scoring> scoring = Optional.empty();
        private Optional<Sliced<ClassCounts>> classes = Optional.empty();
        private Optional<Sliced<Residuals>> errors = Optional.empty();
        private Uncertainty uncertainty = Uncertainty.NONE;

        private Builder(String table, long rows) {
            this.table = table;
            this.rows = rows;
        }

        void outcomes(Outcomes all, Map<String, Groups> byFacet) {
            whole = Optional.of(all);
            facets.putAll(byFacet);
        }

        void ranks(String slice, RankSums found) {
            ranks.put(slice, found);
        }

        void profiles(Map<String, ColumnProfile> found) {
            profiles.putAll(found);
        }

        void numbers(Map<String, NumberCounts> found) {
            numbers.putAll(found);
        }

        void categories(Map<String, CategoryCounts> found) {
            categories.putAll(found);
        }

        void keys(KeyCounts found) {
            keys = Optional.of(found);
        }

        void overlap(Overlap found) {
            overlaps.add(found);
        }

        void contents(Contents found) {
            contents = Optional.of(found);
        }

        void combinations(String facet, Combinations found) {
            combinations.put(facet, found);
        }

        void strata(Map<String, Strata> found) {
            strata.putAll(found);
        }

        void flips(String facet, Flips found) {
            flips.put(facet, found);
        }

        void moments(Map<String, Moments> found) {
            moments.putAll(found);
        }

        void tails(Map<String, Tails> found) {
            tails.putAll(found);
        }

        /** Tells whether numbers of a column that was counted lie outside its points. */
        boolean outside(String column) {
            NumberCounts counts = numbers.get(column);
            return counts != null
                    && (counts.between().get(0) > 0
                            || counts.between().get(counts.points().size()) > 0);
        }

        void attributions(Map<String, Moments> found) {
            attributions.putAll(found);
        }

        void curve(String slice, ScoreCurve found) {
            curves.put(slice, found);
        }

        void rivals(String facet, Rivals found) {
            rivals.put(facet, found);
        }

        void rivalRanks(String facet, RivalRanks found) {
            rivalRanks.put(facet, found);
        }

        void arms(Arms found) {
            arms = Optional.of(found);
        }

        void scoring(ScoredTable.Scoring found) {
            scoring = Optional.of(found);
        }

        void classes(Sliced<ClassCounts> found) {
            classes = Optional.of(found);
        }

        void errors(Sliced<Residuals> found) {
            errors = Optional.of(found);
        }

        void uncertainty(Uncertainty found) {
            uncertainty = found;
        }

        States build() {
            return new States(
                    table,
                    rows,
                    whole,
                    facets,
                    ranks,
                    profiles,
                    numbers,
                    categories,
                    keys,
                    overlaps,
                    contents,
                    combinations,
                    strata,
                    flips,
                    moments,
                    tails,
                    attributions,
                    curves,
                    rivals,
                    rivalRanks,
                    arms,
                    scoring,
                    classes,
                    errors,
                    uncertainty);
        }
    }
}
