// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.quality;

import io.github.gxpml.data.ColumnProfile;
import io.github.gxpml.data.ColumnProfile.Demand;
import io.github.gxpml.data.KeyCounts;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.Overlap;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Share;
import io.github.gxpml.spec.FacetSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Metrics of what tables hold. Counts are exact and have no interval.
 *
 * @param info what it is
 * @param asks which states it needs
 * @param rule how it is computed
 */
public record Quality(MetricInfo info, Asks asks, Rule rule) implements Metric {
    private static final int NAMED = 3;

    /** Share of rows with a value. */
    public static final Metric COMPLETENESS = new Quality(
            new MetricInfo(
                    "completeness",
                    "Completeness",
                    "share",
                    Scope.COLUMN,
                    Direction.HIGHER,
                    Optional.of(1.0),
                    "Share of the rows that have a value in the column.",
                    "rows with a value / rows",
                    "wilson"),
            (request, context) -> Set.of(context.profile(request.column())),
            Quality::completeness);

    /** Values that break the declared schema. */
    public static final Metric SCHEMA_VIOLATIONS = count(
            info(
                    "schema_violations",
                    "Schema violations",
                    "Columns that are not there, and values that are missing though required, of another type,"
                            + " or outside their"
                            + " domain.",
                    "sum over key, label, features, facets and declared columns"),
            (request, context) ->
                    columns(context).stream().map(context::profile).collect(Collectors.toSet()),
            (request, states, options) -> violations(states));

    /** Rows whose key is not their own. */
    public static final Metric DUPLICATE_KEYS = count(
            info(
                    "duplicate_keys",
                    "Duplicate keys",
                    "Rows whose key an earlier row has already.",
                    "rows with a key - distinct keys"),
            (request, context) -> Set.of(new Need.Keys(context.data().key())),
            (request, states, options) -> duplicates(states));

    /** Rows in two tables. */
    public static final Metric SHARED_ROWS = count(
            info(
                    "shared_rows",
                    "Rows shared with other tables",
                    "Rows whose key another table has too, counted for each such table: a model that has seen them in"
                            + " training is not tested by them, and two tests that share rows are one test.",
                    "sum over the other tables of the rows whose key is among that table's keys"),
            (request, context) -> context.others().stream()
                    .map(other -> new Need.Shared(other, context.data().key()))
                    .collect(Collectors.toCollection(LinkedHashSet::new)),
            (request, states, options) -> shared(states));

    /** Says which states a metric needs. */
    @FunctionalInterface
    public interface Asks {
        /**
         * Says which states a metric needs.
         *
         * @param request which facet and column
         * @param context what the data is
         * @return the needs
         */
        Set<Need> of(Request request, Context context);
    }

    /** Computes a metric. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Computes a metric.
         *
         * @param request which facet and column
         * @param states what the scans gave
         * @param options how to compute
         * @return the value
         */
        MetricValue of(Request request, States states, Options options);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return asks.of(request, context);
    }

    @Override
    public Set<Input> inputs() {
        return Set.of(Input.COLUMNS);
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        return rule.of(request, states, options);
    }

    private static Metric count(MetricInfo info, Asks asks, Rule rule) {
        return new Quality(info, asks, rule);
    }

    private static MetricInfo info(String id, String title, String meaning, String formula) {
        return new MetricInfo(
                id,
                title,
                "",
                Scope.TABLE,
                Direction.LOWER,
                Optional.of(0.0),
                meaning,
                formula,
                MetricInfo.NO_INTERVAL);
    }

    private static MetricValue completeness(Request request, States states, Options options) {
        ColumnProfile profile = states.profiles().get(request.column());
        if (profile == null || !profile.present()) {
            return MetricValue.undefined(
                    "table " + states.table() + " has no column `" + request.column() + "`", states.rows());
        }
        Share share = new Share(profile.rows() - profile.missing(), profile.rows(), "rows");
        return MetricValue.estimate(share.value(), Intervals.wilson(share, options.level()), share.total())
                .withDetail(profile.missing() + " of " + profile.rows() + " rows have no value");
    }

    private static Set<String> columns(Context context) {
        Set<String> columns = new LinkedHashSet<>();
        columns.add(context.data().key());
        columns.add(context.data().label().column());
        columns.addAll(context.data().features());
        context.data().facets().stream().map(FacetSpec::columns).forEach(columns::addAll);
        columns.addAll(context.data().columns().keySet());
        return columns;
    }

    private static MetricValue violations(States states) {
        long count = 0;
        List<String> told = new ArrayList<>();
        for (var entry : states.profiles().entrySet()) {
            ColumnProfile profile = entry.getValue();
            long here = violations(profile);
            count += here;
            if (here > 0) {
                told.add("`" + entry.getKey() + "` " + what(profile));
            }
        }
        if (states.profiles().isEmpty()) {
            return MetricValue.undefined("no column was looked at", states.rows());
        }
        String more = told.size() > NAMED ? " and " + (told.size() - NAMED) + " more columns" : "";
        return MetricValue.exact(count, states.rows())
                .withDetail(told.stream().limit(NAMED).collect(Collectors.joining("; ")) + more);
    }

    private static long violations(ColumnProfile profile) {
        if (profile.demand() == Demand.NOTHING) {
            return 0;
        }
        if (!profile.present()) {
            return profile.demand() == Demand.OPTIONAL ? 0 : 1;
        }
        return profile.unreadable() + profile.outside() + (profile.demand() == Demand.VALUES ? profile.missing() : 0);
    }

    private static String what(ColumnProfile profile) {
        if (!profile.present()) {
            return "is not there";
        }
        List<String> parts = new ArrayList<>();
        if (profile.demand() == Demand.VALUES && profile.missing() > 0) {
            parts.add(profile.missing() + " missing");
        }
        if (profile.unreadable() > 0) {
            parts.add(profile.unreadable() + " of another type");
        }
        if (profile.outside() > 0) {
            parts.add(profile.outside() + " outside the domain");
        }
        return "has " + String.join(", ", parts);
    }

    private static MetricValue duplicates(States states) {
        if (states.keys().isEmpty()) {
            return MetricValue.undefined("table " + states.table() + " has no key column", states.rows());
        }
        KeyCounts keys = states.keys().get();
        MetricValue value = MetricValue.exact(keys.repeated(), keys.rows());
        return keys.repeated() == 0 ? value : value.withDetail("first: " + String.join(", ", keys.keys()));
    }

    private static MetricValue shared(States states) {
        if (states.overlaps().isEmpty()) {
            return MetricValue.undefined(
                    "there is no other table to compare with, or one of the two has no key column", states.rows());
        }
        long rows = 0;
        List<String> told = new ArrayList<>();
        for (Overlap overlap : states.overlaps()) {
            rows += overlap.shared();
            if (overlap.shared() > 0) {
                told.add("first keys shared with " + overlap.other() + ": " + String.join(", ", overlap.keys()));
            }
            if (overlap.equal() > 0) {
                told.add(overlap.equal() + " rows equal a row of " + overlap.other() + " in all but the key");
            }
        }
        return MetricValue.exact(rows, states.rows()).withDetail(String.join("; ", told));
    }
}
