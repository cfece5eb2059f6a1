// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.spec.ReproducibilityClass;
import io.github.gxpml.spec.ReproducibilitySpec.Retrain;
import io.github.gxpml.spec.ReproducibilitySpec.Tolerance;
import io.github.gxpml.spec.Spec;
import java.util.List;
import java.util.Optional;

/**
 * {@code data/reproducibility.json}: every training stage by stage, compared with the first, and the class reached.
 *
 * @param format 1
 * @param rules what each class asks for in this run
 * @param trainings every training; the others are compared with the first
 * @param comparisons each training but the first, in their order
 * @param reached the weakest class of all comparisons; absent if there was one training only
 */
public record ReproducibilityDocument(
        int format,
        Rules rules,
        List<TrainingRecord> trainings,
        List<Comparison> comparisons,
        Optional<ReproducibilityClass> reached) {

    /** The format that this version writes and reads. */
    public static final int FORMAT = 1;

    /** Checks the format, copies the lists. */
    public ReproducibilityDocument {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "the record of reproducibility has format " + format + ", this version reads format " + FORMAT);
        }
        trainings = List.copyOf(trainings);
        comparisons = List.copyOf(comparisons);
    }

    /**
     * Records trainings that were compared.
     *
     * @param rules what each class asks for
     * @param trainings every training
     * @param comparisons each but the first
     * @return the document with the class reached
     */
    public static ReproducibilityDocument of(
            Rules rules, List<TrainingRecord> trainings, List<Comparison> comparisons) {
        return new ReproducibilityDocument(
                FORMAT,
                rules,
                trainings,
                comparisons,
                comparisons.stream().map(Comparison::reached).min(ReproducibilityClass::compareTo));
    }

    /**
     * What each class asks for.
     *
     * @param required the class that the spec requires
     * @param tolerance how far metrics may lie apart; absent if not declared, and then no metric is within it
     * @param level at or below this p-value two distributions differ
     * @param psiLimit at or above this population stability index they differ
     * @param text the rules in words, the strongest first
     */
    public record Rules(
            ReproducibilityClass required,
            Optional<Tolerance> tolerance,
            double level,
            double psiLimit,
            List<String> text) {
        private static final double LEVEL = 0.05;
        private static final double PSI_LIMIT = 0.1;

        /** Copies the text. */
        public Rules {
            text = List.copyOf(text);
        }

        /**
         * Returns the rules of a spec, with level 0.05 and limit 0.1 for distributions.
         *
         * @param spec the spec; one that asks for no second training is read as if it did, without further words
         * @return what each class asks for
         */
        public static Rules of(Spec spec) {
            Optional<Retrain> retrain = spec.reproducibility().retrain();
            return new Rules(
                    retrain.map(Retrain::require).orElse(ReproducibilityClass.IDENTICAL_PREDICTIONS),
                    retrain.flatMap(Retrain::tolerance),
                    LEVEL,
                    PSI_LIMIT,
                    Reproducibility.inWords(LEVEL, PSI_LIMIT));
        }
    }

    /**
     * One training against the first.
     *
     * @param training its number, counted from 1
     * @param reached the class
     * @param first where they part; absent if every stage is equal
     * @param distributions how the predictions of each table are distributed, if they differ
     * @param environment entries of the environment that differ
     */
    public record Comparison(
            int training,
            ReproducibilityClass reached,
            Optional<Difference> first,
            List<Distribution> distributions,
            List<Entry> environment) {
        /** Copies the lists. */
        public Comparison {
            distributions = List.copyOf(distributions);
            environment = List.copyOf(environment);
        }
    }

    /**
     * The first stage whose output differs.
     *
     * @param stage which one
     * @param parts what of it differs: tables, columns, tensors, metrics, at most 20
     * @param count how many parts differ
     * @param example one difference in detail: row and column, tensor, index and two values; empty if there was nothing
     *     to look into
     */
    public record Difference(TrainingStage stage, List<String> parts, int count, String example) {
        /** Copies the parts. */
        public Difference {
            parts = List.copyOf(parts);
        }

        /**
         * Returns the difference in one sentence.
         *
         * @return without a full stop
         */
        public String text() {
            String named =
                    String.join(", ", parts) + (count > parts.size() ? " and " + (count - parts.size()) + " more" : "");
            String what = stage.text() + " (" + stage.part() + (count == 1 ? " " : "s ") + named + ")";
            return "the first stage that differs is " + what + (example.isEmpty() ? "" : ": " + example);
        }
    }

    /**
     * Predictions of a table in two trainings that are not equal.
     *
     * @param table name
     * @param test the metric that compares the distributions: {@code ks_p} for numbers, {@code chi2_p} for classes
     * @param p its value; absent if it has none
     * @param psi population stability index; absent if it has none
     * @param states file of the bundle that both are computed from
     */
    public record Distribution(String table, String test, Optional<Double> p, Optional<Double> psi, String states) {}

    /**
     * An entry of the environment that differs.
     *
     * @param name for example {@code library numpy}
     * @param expected its value in the first training, or as declared
     * @param found its value in the other training
     */
    public record Entry(String name, String expected, String found) {
        /**
         * Returns the difference in one phrase.
         *
         * @return for example {@code java: 17, found 21.0.2}
         */
        public String text() {
            return name + ": " + expected + ", found " + found;
        }
    }
}
