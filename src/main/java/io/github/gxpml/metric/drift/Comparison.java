// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.data.States;
import io.github.gxpml.data.Tails;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One column, frozen and now: exactly one kind of counts is there, on the same points or values on both sides.
 *
 * @param frozen the column in the baseline
 * @param numbers counts of a numeric column now
 * @param categories counts of any other column now
 * @param tails the numbers outside the baseline's points, if any
 * @param request what is asked for
 * @param options how to compute
 */
record Comparison(
        ColumnBaseline frozen,
        Optional<NumberCounts> numbers,
        Optional<CategoryCounts> categories,
        Optional<Tails> tails,
        Request request,
        Options options) {

    /**
     * Puts a column beside its baseline.
     *
     * @param frozen the column in the baseline
     * @param request what is asked for
     * @param states what the scans gave
     * @param options how to compute
     * @return empty if the table has no such column of that kind
     */
    static Optional<Comparison> of(ColumnBaseline frozen, Request request, States states, Options options) {
        String name = request.column();
        Optional<NumberCounts> numbers = Optional.ofNullable(states.numbers().get(name))
                .filter(counts -> frozen.numbers().isPresent() && frozen.bins().isPresent());
        Optional<CategoryCounts> categories = Optional.ofNullable(
                        states.categories().get(name))
                .filter(counts -> frozen.categories().isPresent());
        if (numbers.isEmpty() && categories.isEmpty()) {
            return Optional.empty();
        }
        Optional<Tails> tails = Optional.ofNullable(states.tails().get(name));
        return Optional.of(new Comparison(frozen, numbers, categories, tails, request, options));
    }

    /**
     * Counts of the same bins; the last bin is that of missing values, but for a label.
     *
     * @param before counts in the baseline
     * @param now counts in the table
     */
    record Binned(List<Long> before, List<Long> now) {
        long m() {
            return total(before);
        }

        long n() {
            return total(now);
        }

        private static long total(List<Long> counts) {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    boolean ordered() {
        return numbers.isPresent();
    }

    NumberCounts numbersBefore() {
        return frozen.numbers().orElseThrow();
    }

    NumberCounts numbersNow() {
        return numbers.orElseThrow();
    }

    long rows() {
        return numbers.map(NumberCounts::rows)
                .orElseGet(() -> categories.orElseThrow().rows());
    }

    Binned bins() {
        return ordered()
                ? new Binned(binned(numbersBefore()), binned(numbersNow()))
                : new Binned(binned(frozen.categories().orElseThrow()), binned(categories.orElseThrow()));
    }

    private List<Long> binned(NumberCounts counts) {
        List<Long> binned = new ArrayList<>(frozen.bins().orElseThrow().count(counts));
        return withMissing(binned, counts.withoutNumber());
    }

    private List<Long> binned(CategoryCounts counts) {
        List<Long> binned = new ArrayList<>(counts.counts());
        binned.add(counts.other());
        return withMissing(binned, counts.missing());
    }

    /** A missing value of a feature is a value of its own; a missing label is one that has not come yet. */
    private List<Long> withMissing(List<Long> binned, long missing) {
        if (!label()) {
            binned.add(missing);
        }
        return binned;
    }

    private boolean label() {
        return frozen.role() == Role.LABEL;
    }

    /** Why bins cannot be compared; empty if they can. */
    Optional<MetricValue> binsLacking() {
        Binned bins = bins();
        if (bins.m() == 0 || bins.n() == 0) {
            String where = bins.m() == 0 ? "the baseline" : "the table";
            return undefined(label() ? "no row of " + where + " has a label yet" : where + " has no rows");
        }
        return tooFew(bins.n(), "a label");
    }

    /** Why numbers cannot be compared; empty if they can. */
    Optional<MetricValue> numbersLacking() {
        if (!ordered()) {
            return undefined("the column is not numeric, so its values have no order - use psi or chi2_p");
        }
        if (numbersBefore().numbers() == 0 || numbersNow().numbers() == 0) {
            String where = numbersBefore().numbers() == 0 ? "the baseline" : "the table";
            return undefined("the column has no number in " + where);
        }
        return tooFew(numbersNow().numbers(), "a number");
    }

    private Optional<MetricValue> tooFew(long n, String what) {
        return n >= options.minimumRows()
                ? Optional.empty()
                : undefined(
                        "only " + n + " rows have " + what + ", at least " + options.minimumRows() + " are asked for");
    }

    Optional<MetricValue> undefined(String reason) {
        return Optional.of(MetricValue.undefined(reason, rows()));
    }

    /** What a person should know beside a comparison of bins. */
    String toldOfBins() {
        List<String> told = new ArrayList<>();
        categories.ifPresent(now -> {
            if (now.other() > 0) {
                told.add(now.other() + " rows have values that the baseline does not list, counted as one bin");
            }
        });
        if (label()) {
            told.addAll(leftOut("label"));
        }
        return joined(told);
    }

    /** What a person should know beside a comparison of numbers. */
    String toldOfNumbers(String error) {
        List<String> told = new ArrayList<>();
        told.add(numbersNow().numbers() + " numbers against " + numbersBefore().numbers() + " in the baseline");
        told.add(error);
        told.addAll(leftOut("number"));
        return joined(told);
    }

    private List<String> leftOut(String what) {
        long now = numbers.map(NumberCounts::withoutNumber)
                .orElseGet(() -> categories.orElseThrow().missing());
        long before = frozen.numbers()
                .map(NumberCounts::withoutNumber)
                .orElseGet(() -> frozen.categories().orElseThrow().missing());
        return List.of(leftOut(now, what, ""), leftOut(before, what, " of the baseline"));
    }

    private static String leftOut(long rows, String what, String where) {
        return rows == 0 ? "" : rows + " rows" + where + " without a " + what + " are left out";
    }

    private static String joined(List<String> told) {
        return told.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
    }
}
