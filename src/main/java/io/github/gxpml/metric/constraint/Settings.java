// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import java.util.Optional;

/**
 * How constraints are to be checked: what a file says for all columns, or what it says otherwise for one. What is left
 * out has a default.
 *
 * @param evaluate whether constraints are checked at all; default true
 * @param emitMetrics whether the managed service publishes numbers; kept, means nothing here
 * @param typeShare least share of the values that must be of the inferred type; default 1
 * @param domainShare least share of the values that must be in the domain; default 1
 * @param compare whether distributions are compared with the baseline; default true
 * @param threshold largest distance of numeric distributions; default 0.1
 * @param method how distances are computed; default robust
 * @param categoryThreshold largest distance of categorical distributions; default {@code threshold}
 * @param categoryMethod how categorical distributions are compared; default L-infinity
 */
public record Settings(
        Optional<Boolean> evaluate,
        Optional<Boolean> emitMetrics,
        Optional<Double> typeShare,
        Optional<Double> domainShare,
        Optional<Boolean> compare,
        Optional<Double> threshold,
        Optional<Method> method,
        Optional<Double> categoryThreshold,
        Optional<CategoryMethod> categoryMethod) {

    /** Says nothing. */
    public static final Settings NONE = new Settings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** What Model Monitor's container writes when it suggests constraints. */
    public static final Settings SUGGESTED = new Settings(
            Optional.of(true),
            Optional.of(true),
            Optional.of(1.0),
            Optional.of(1.0),
            Optional.of(true),
            Optional.of(0.1),
            Optional.of(Method.ROBUST),
            Optional.of(0.1),
            Optional.of(CategoryMethod.LINFINITY));

    /** How distances are computed. */
    public enum Method {
        /** The distance as it is. */
        SIMPLE,
        /** Less what chance makes of it in samples of these sizes. */
        ROBUST
    }

    /** How categorical distributions are compared. */
    public enum CategoryMethod {
        /** The largest difference of shares. */
        LINFINITY,
        /** The p-value of the chi-square test, which must not be below the threshold. */
        CHI_SQUARED
    }

    /**
     * Returns these settings, and where they say nothing, those of all columns.
     *
     * @param others what applies to all columns
     * @return both in one
     */
    public Settings over(Settings others) {
        return new Settings(
                evaluate.or(others::evaluate),
                emitMetrics.or(others::emitMetrics),
                typeShare.or(others::typeShare),
                domainShare.or(others::domainShare),
                compare.or(others::compare),
                threshold.or(others::threshold),
                method.or(others::method),
                categoryThreshold.or(others::categoryThreshold),
                categoryMethod.or(others::categoryMethod));
    }

    boolean evaluated() {
        return evaluate.orElse(true);
    }

    boolean compared() {
        return compare.orElse(true);
    }

    double leastOfType() {
        return typeShare.orElse(1.0);
    }

    double leastInDomain() {
        return domainShare.orElse(1.0);
    }

    double farthest() {
        return threshold.orElse(0.1);
    }

    double farthestOfCategories() {
        return categoryThreshold.orElseGet(this::farthest);
    }

    boolean robust() {
        return method.orElse(Method.ROBUST) == Method.ROBUST;
    }

    boolean chiSquared() {
        return categoryMethod.orElse(CategoryMethod.LINFINITY) == CategoryMethod.CHI_SQUARED;
    }
}
