// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import io.github.gxpml.metric.Family;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.Request;
import io.github.gxpml.spec.GateSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A named limit on one metric. Data, not code: it is written into the evidence as it is judged.
 *
 * @param stage stage that judges it
 * @param metric id from the catalogue of metrics
 * @param table table the metric is computed on; empty for a metric of the run
 * @param facet facet name; empty if the metric is not about a facet
 * @param column column name; empty if the metric is not about a column
 * @param min smallest allowed value; 0 is a limit
 * @param max largest allowed value; 0 is a limit
 * @param on which part of the interval the limit applies to
 * @param criticality what a verdict other than PASS does to the run
 * @param requirement id of the requirement that asks for it, may be empty
 * @param at the point that the metric is asked for, for example a required sensitivity, if it is not the metric's own
 * @param category a class of the label, for a metric of one class; empty for none
 * @param against {@code champion} or {@code baseline} if the limit is on the difference to it, else empty
 * @param family the columns that a p-value was corrected for, if it was
 * @param host where the host that asked for the gate, or for more than the spec, says that it is written; empty for a
 *     gate of the spec alone
 */
public record Gate(
        String stage,
        String metric,
        String table,
        String facet,
        String column,
        Optional<Double> min,
        Optional<Double> max,
        GateSpec.On on,
        GateSpec.Criticality criticality,
        String requirement,
        Optional<Double> at,
        String category,
        String against,
        Optional<Family> family,
        Optional<String> host) {

    /** Takes the absence of a word for none. */
    public Gate {
        at = at == null ? Optional.empty() : at;
        category = category == null ? "" : category;
        against = against == null ? "" : against;
        family = family == null ? Optional.empty() : family;
        host = host == null ? Optional.empty() : host;
    }

    /**
     * Creates a gate without correction for many columns.
     *
     * @param stage as above
     * @param metric as above
     * @param table as above
     * @param facet as above
     * @param column as above
     * @param min as above
     * @param max as above
     * @param on as above
     * @param criticality as above
     * @param requirement as above
     * @param at as above
     * @param category as above
     * @param against as above
     */
    public Gate(
            String stage,
            String metric,
            String table,
            String facet,
            String column,
            Optional<Double> min,
            Optional<Double> max,
            GateSpec.On on,
            GateSpec.Criticality criticality,
            String requirement,
            Optional<Double> at,
            String category,
            String against) {
        this(
                stage,
                metric,
                table,
                facet,
                column,
                min,
                max,
                on,
                criticality,
                requirement,
                at,
                category,
                against,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns the same gate as one of several columns.
     *
     * @param columns what its p-value is corrected for; empty if it is not
     * @return a copy
     */
    Gate within(Optional<Family> columns) {
        return new Gate(
                stage,
                metric,
                table,
                facet,
                column,
                min,
                max,
                on,
                criticality,
                requirement,
                at,
                category,
                against,
                columns,
                host);
    }

    /**
     * Returns the same gate as a host asks for it.
     *
     * @param from where the host says that it is written
     * @return a copy
     */
    Gate askedBy(String from) {
        return new Gate(
                stage,
                metric,
                table,
                facet,
                column,
                min,
                max,
                on,
                criticality,
                requirement,
                at,
                category,
                against,
                family,
                Optional.of(from));
    }

    /**
     * Returns a gate on the same number with what two ask of it: the stricter limits, and the effect that stops more.
     *
     * @param asked the gate of a host on the same number
     * @param part which part of the interval the limits apply to
     * @param shown id of the requirement that asks for it, may be empty
     * @return a copy
     */
    Gate tightened(Gate asked, GateSpec.On part, String shown) {
        return new Gate(
                stage,
                metric,
                table,
                facet,
                column,
                stricter(min, asked.min, Math::max),
                stricter(max, asked.max, Math::min),
                part,
                criticality == GateSpec.Criticality.FAILURE ? criticality : asked.criticality,
                shown,
                at,
                category,
                against,
                family,
                asked.host);
    }

    private static Optional<Double> stricter(Optional<Double> one, Optional<Double> other, BinaryOperator<Double> of) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(of.apply(one.get(), other.get()))
                : one.or(() -> other);
    }

    /**
     * Sets the same limit on the number of another facet.
     *
     * @param other facet name
     * @return a copy
     */
    public Gate on(String other) {
        return new Gate(
                stage,
                metric,
                table,
                other,
                column,
                min,
                max,
                on,
                criticality,
                requirement,
                at,
                category,
                against,
                Optional.empty(),
                host);
    }

    /**
     * Returns the number that the gate is about.
     *
     * @return what an evaluation is asked for
     */
    public Request request() {
        return new Request(metric, facet, column, at, category, against, family);
    }

    /**
     * Returns what the gate is about, without its limit; unique within a run unless a spec sets two limits on one
     * number.
     *
     * @return for example {@code validate/DI/validation/sex=F}
     */
    public String id() {
        return Stream.concat(Stream.of(stage, metric, table), subject().stream())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }

    /**
     * Returns what of the table the gate is about, for people.
     *
     * @return facet, column, point, class, comparison and correction, as far as they are set
     */
    public List<String> subject() {
        return Stream.of(
                        facet,
                        column,
                        at.map(point -> "at " + Numbers.limit(point)).orElse(""),
                        category.isEmpty() ? "" : "class " + category,
                        against.isEmpty() ? "" : "against " + against,
                        family.map(Family::text).orElse(""))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
