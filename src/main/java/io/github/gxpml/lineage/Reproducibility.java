// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.lineage.ReproducibilityDocument.Distribution;
import io.github.gxpml.lineage.ReproducibilityDocument.Rules;
import io.github.gxpml.spec.ReproducibilityClass;
import io.github.gxpml.spec.ReproducibilitySpec.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Decides how closely one training repeats another, from what is recorded of both. Pure. */
public final class Reproducibility {
    private Reproducibility() {}

    /**
     * Returns the class that a training reaches against the first one. A class counts only if its own rule holds; one
     * that is stronger than the required one counts only if the rule of the required one holds as well.
     *
     * @param rules what each class asks for
     * @param first the first training
     * @param other another training
     * @param distributions how predictions of tables are distributed that are not equal
     * @return the strongest class that counts
     */
    public static ReproducibilityClass reached(
            Rules rules, TrainingRecord first, TrainingRecord other, List<Distribution> distributions) {
        boolean enough = holds(rules.required(), rules, first, other, distributions);
        return Arrays.stream(ReproducibilityClass.values())
                .filter(candidate -> enough || candidate.compareTo(rules.required()) < 0)
                .filter(candidate -> holds(candidate, rules, first, other, distributions))
                .max(ReproducibilityClass::compareTo)
                .orElse(ReproducibilityClass.DIFFERENT);
    }

    private static boolean holds(
            ReproducibilityClass wanted,
            Rules rules,
            TrainingRecord first,
            TrainingRecord other,
            List<Distribution> distributions) {
        boolean predictions = first.same(TrainingStage.PREDICTIONS, other);
        return switch (wanted) {
            case DIFFERENT -> true;
            case SAME_DISTRIBUTION -> predictions || alike(rules, first, other, distributions);
            case METRICS_WITHIN_TOLERANCE ->
                predictions
                        || rules.tolerance().isPresent()
                                && !first.metrics().isEmpty()
                                && outside(rules.tolerance().get(), first.metrics(), other.metrics())
                                        .isEmpty();
            case IDENTICAL_PREDICTIONS -> predictions;
            case BIT_IDENTICAL -> Arrays.stream(TrainingStage.values()).allMatch(stage -> first.same(stage, other));
        };
    }

    /** Every table whose predictions differ has its comparison, and each of them finds no difference. */
    private static boolean alike(
            Rules rules, TrainingRecord first, TrainingRecord other, List<Distribution> distributions) {
        var ours = first.stages().get(TrainingStage.PREDICTIONS);
        var theirs = other.stages().get(TrainingStage.PREDICTIONS);
        if (ours == null
                || theirs == null
                || !ours.parts().keySet().equals(theirs.parts().keySet())) {
            return false;
        }
        Set<String> open = new TreeSet<>(ours.differing(theirs));
        for (Distribution distribution : distributions) {
            boolean passes = distribution.p().filter(p -> p > rules.level()).isPresent()
                    && distribution.psi().filter(psi -> psi < rules.psiLimit()).isPresent();
            if (!passes) {
                return false;
            }
            open.remove(distribution.table());
        }
        return open.isEmpty();
    }

    /**
     * Names the metrics that lie further apart than is allowed; one that only one training has is among them.
     *
     * @param tolerance how far they may lie apart
     * @param first by name as in {@link TrainingRecord#metrics}
     * @param other of another training
     * @return one phrase each, in order of the names
     */
    public static List<String> outside(Tolerance tolerance, Map<String, Double> first, Map<String, Double> other) {
        var names = new TreeSet<>(first.keySet());
        names.addAll(other.keySet());
        var outside = new ArrayList<String>();
        for (String name : names) {
            Double a = first.get(name);
            Double b = other.get(name);
            double allowed = tolerance.of(id(name));
            if (a == null || b == null || !(Math.abs(a - b) <= allowed)) {
                outside.add(name + " " + a + " and " + b + ", allowed " + allowed);
            }
        }
        return outside;
    }

    /** The id of a metric from its name: table/metric/facet, or reported/name. */
    private static String id(String name) {
        String[] parts = name.split("/", 3);
        return parts.length == 1
                ? name
                : parts[0].equals("reported") ? name.substring(parts[0].length() + 1) : parts[1];
    }

    /**
     * Names entries of the environment that differ.
     *
     * @param first environment of the first training
     * @param other of another one
     * @return in order of the names; what one of them does not have is {@code not recorded}
     */
    public static List<ReproducibilityDocument.Entry> differences(
            Map<String, String> first, Map<String, String> other) {
        Map<String, String> all = new TreeMap<>(first);
        other.forEach(all::putIfAbsent);
        return all.keySet().stream()
                .filter(name -> !Optional.ofNullable(first.get(name)).equals(Optional.ofNullable(other.get(name))))
                .map(name -> new ReproducibilityDocument.Entry(
                        name, first.getOrDefault(name, "not recorded"), other.getOrDefault(name, "not recorded")))
                .toList();
    }

    /** Returns the rules for people, the strongest first. */
    static List<String> inWords(double level, double psiLimit) {
        var words = new ArrayList<String>();
        for (ReproducibilityClass one : ReproducibilityClass.values()) {
            String limits = one == ReproducibilityClass.SAME_DISTRIBUTION
                    ? " (two-sample Kolmogorov-Smirnov test, or chi-square test for classes, p above " + level
                            + "; index below " + psiLimit + ")"
                    : "";
            words.add(one.word() + ": " + one.rule() + limits);
        }
        Collections.reverse(words);
        return words;
    }
}
