// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.spec.ReproducibilityClass;
import java.util.Optional;
import java.util.Set;

/**
 * A metric of a run: only described here, its value is counted by the run itself.
 *
 * @param info what it is
 */
record RunMetric(MetricInfo info) implements Metric {
    static final Metric RETRAIN_DIFFERENCES = count(
            "retrain_differences",
            "Predictions that differ between trainings",
            Direction.LOWER,
            "Rows of all tables whose score or prediction differs between two trainings with the same seed.");

    static final Metric ARTIFACT_DIFFERENCES = count(
            "artifact_differences",
            "Model artifacts that differ between trainings",
            Direction.LOWER,
            "Files of the model whose bytes differ between two trainings with the same seed.");

    static final Metric REPRODUCIBILITY_CLASS = new RunMetric(new MetricInfo(
            "reproducibility_class",
            "Class of reproducibility reached",
            "",
            Scope.RUN,
            Direction.HIGHER,
            Optional.of((double) ReproducibilityClass.BIT_IDENTICAL.ordinal()),
            "How closely the trainings repeat the first: 0 they differ, 1 same distribution, 2 metrics within the declared"
                    + " tolerance, 3 identical predictions, 4 bit-identical. The weakest of all trainings counts.",
            "class",
            MetricInfo.NO_INTERVAL));

    static final Metric UNDECLARED_SEEDS = count(
            "undeclared_seeds",
            "Libraries without a declared seed",
            Direction.LOWER,
            "Libraries of `train.libraries` that have no seed in `reproducibility.seeds`; one is enough to leave it"
                    + " undecided whether a training can be repeated.");

    static final Metric ENVIRONMENT_MISMATCHES = count(
            "environment_mismatches",
            "Entries of the environment that are not as declared",
            Direction.LOWER,
            "Entries of `reproducibility.environment` that differ from what the trainings ran on; undefined where one"
                    + " cannot be found out.");

    static final Metric REPRODUCIBILITY_TESTS = count(
            "reproducibility_tests",
            "Reproducibility tests",
            Direction.HIGHER,
            "Tests with the declared tag that ran.");

    static final Metric FAILED_TESTS =
            count("failed_tests", "Failed tests", Direction.LOWER, "Tests that failed or broke off in either run.");

    static final Metric TEST_OUTCOME_DIFFERENCES = count(
            "test_outcome_differences",
            "Tests whose outcome differs",
            Direction.LOWER,
            "Tests whose outcome differs between two runs, or that ran in one of them only.");

    static final Metric SOURCE_MISMATCHES = count(
            "source_mismatches",
            "Tables that are not what their source says",
            Direction.LOWER,
            "Tables that their declared source contradicts: the DVC or Git LFS pointer has another digest, or the service of"
                    + " AWS that was asked says another content or state.");

    static final Metric PLATFORM_FINDINGS = count(
            "platform_findings",
            "Checks of the platform that fail",
            Direction.LOWER,
            "Checks of the account that jobs run in which fail before the stage begins, as `gxp preflight` makes them;"
                    + " undefined where none fails and one cannot be decided, or there is nothing to look at.");

    static final Metric QUALITY_GATES = count(
            "quality_gates",
            "Quality gates of the stage",
            Direction.HIGHER,
            "Gates that the spec sets for the stage; without one nothing is judged, which is no pass.");

    private static Metric count(String id, String title, Direction direction, String meaning) {
        return new RunMetric(new MetricInfo(
                id,
                title,
                "",
                Scope.RUN,
                direction,
                direction == Direction.LOWER ? Optional.of(0.0) : Optional.empty(),
                meaning,
                "count",
                MetricInfo.NO_INTERVAL));
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return Set.of();
    }

    @Override
    public Set<Input> inputs() {
        return Set.of(Input.RUN);
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        return MetricValue.undefined("it is a metric of the run, not of a table", states.rows());
    }
}
