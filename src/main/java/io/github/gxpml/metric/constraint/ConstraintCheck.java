// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import io.github.gxpml.data.Contents;
import io.github.gxpml.data.Contents.Kinds;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.constraint.Constraints.Feature;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a table against constraints as Model Monitor does, but never open: what cannot be computed is undecided,
 * columns are compared by name and not by number, and constraints that switch everything off satisfy nobody.
 */
public final class ConstraintCheck {
    /** Below it a share of values demands so little that a person should know. */
    private static final double LITTLE = 0.5;

    private final ConstraintSet set;
    private final Optional<Baseline> baseline;
    private final States states;
    private final Findings findings = new Findings();

    private ConstraintCheck(ConstraintSet set, Optional<Baseline> baseline, States states) {
        this.set = set;
        this.baseline = baseline;
        this.states = states;
    }

    /**
     * Says which states a check needs.
     *
     * @param set what the table is checked for
     * @param baseline what distributions are compared with
     * @return the needs
     */
    public static Set<Need> needs(ConstraintSet set, Optional<Baseline> baseline) {
        Set<Need> needs = new LinkedHashSet<>();
        needs.add(new Need.KindsOfValues(set.constraints().domains()));
        for (Feature feature : set.constraints().features()) {
            baseline.map(frozen -> frozen.columns().get(feature.name())).ifPresent(frozen -> {
                frozen.numbers()
                        .ifPresent(counts -> needs.add(new Need.Numbers(feature.name(), Optional.of(counts.points()))));
                frozen.categories()
                        .ifPresent(
                                counts -> needs.add(new Need.Categories(feature.name(), Optional.of(counts.values()))));
            });
        }
        return needs;
    }

    /**
     * Checks a table.
     *
     * @param set what it is checked for
     * @param baseline what distributions are compared with
     * @param states what the scans gave
     * @return what it came to
     */
    public static ConstraintReport of(ConstraintSet set, Optional<Baseline> baseline, States states) {
        return new ConstraintCheck(set, baseline, states).report();
    }

    private ConstraintReport report() {
        Constraints constraints = set.constraints();
        if (states.contents().isEmpty()) {
            findings.undecided("the columns of table " + states.table() + " were not looked at");
            return findings.report();
        }
        if (!constraints.settings().evaluated()) {
            findings.undecided("the constraints switch their own evaluation off (evaluate_constraints: Disabled)");
            return findings.report();
        }
        Contents contents = states.contents().get();
        for (Feature feature : constraints.features()) {
            if (!constraints.settings(feature).evaluated()) {
                findings.note("column `" + feature.name() + "` is switched off by the constraints");
            } else if (findings.demand(
                    contents.find(feature.name()).isPresent(),
                    feature.name(),
                    CheckType.MISSING_COLUMN,
                    "There is no column of this name in the current dataset.")) {
                check(feature, contents.find(feature.name()).get());
            }
        }
        extraColumns(contents);
        return findings.report();
    }

    private void extraColumns(Contents contents) {
        List<String> known =
                set.constraints().features().stream().map(Feature::name).toList();
        for (Kinds kinds : contents.columns()) {
            if (!known.contains(kinds.column()) && !set.apart().contains(kinds.column())) {
                findings.demand(
                        false,
                        kinds.column(),
                        CheckType.EXTRA_COLUMN,
                        "There is no column of this name in the baseline constraints.");
            }
        }
    }

    private void check(Feature feature, Kinds kinds) {
        Settings settings = set.constraints().settings(feature);
        long rows = kinds.present() + kinds.missing();
        boolean complete = feature.completeness()
                .map(least -> findings.demand(
                        (double) kinds.present() / rows >= least,
                        feature.name(),
                        CheckType.COMPLETENESS,
                        "Completeness requirement is not met. Expected completeness: " + percent(least)
                                + ". Observed: Only " + percent((double) kinds.present() / rows)
                                + " of data is present."))
                .orElse(true);
        if (kinds.present() == 0) {
            if (complete && feature.type() != InferredType.UNKNOWN) {
                findings.undecided("column `" + feature.name() + "` has no value to check");
            }
            return;
        }
        type(feature, kinds, settings);
        if (feature.nonNegative().orElse(false)) {
            findings.demand(
                    kinds.negative() == 0,
                    feature.name(),
                    CheckType.NON_NEGATIVE,
                    "Non-negative requirement is not met. Observed: " + kinds.negative() + " of " + kinds.present()
                            + " values are negative.");
        }
        domain(feature, kinds, settings);
        if (settings.compared() && feature.type() != InferredType.UNKNOWN) {
            drift(feature, settings);
        }
    }

    private void type(Feature feature, Kinds kinds, Settings settings) {
        if (!feature.type().numeric()) {
            return; // any value is a text
        }
        // a whole number is a number like any other: a column of fractions may well hold 2
        long ofType = kinds.integral() + (feature.type() == InferredType.FRACTIONAL ? kinds.fractional() : 0);
        double share = (double) ofType / kinds.present();
        little("datatype_check_threshold", settings.leastOfType());
        findings.demand(
                share >= settings.leastOfType(),
                feature.name(),
                CheckType.DATA_TYPE,
                "Data type match requirement is not met. Expected data type: "
                        + feature.type().word() + ", Expected match: " + percent(settings.leastOfType())
                        + ". Observed: Only " + percent(share) + " of data is "
                        + feature.type().word() + ".");
    }

    private void domain(Feature feature, Kinds kinds, Settings settings) {
        if (feature.domain().isEmpty()) {
            return;
        }
        double share = (double) kinds.inDomain().orElse(0L) / kinds.present();
        little("domain_content_threshold", settings.leastInDomain());
        findings.demand(
                share >= settings.leastInDomain(),
                feature.name(),
                CheckType.CATEGORICAL_VALUES,
                "Domain requirement is not met. Expected match: " + percent(settings.leastInDomain())
                        + ". Observed: Only " + percent(share) + " of data is in the domain.");
    }

    private void little(String threshold, double share) {
        if (share < LITTLE) {
            findings.note(threshold + " is " + share + ": so small a share of the values must match");
        }
    }

    private void drift(Feature feature, Settings settings) {
        Optional<ColumnBaseline> frozen = baseline.map(known -> known.columns().get(feature.name()));
        if (baseline.isEmpty()) {
            findings.undecided("distributions are to be compared, but no statistics of the baseline are given");
        } else if (frozen.isPresent()) {
            Distances.compare(feature.name(), settings, baseline.get(), states, findings);
        } else if (feature.type().numeric()) {
            findings.undecided("the statistics hold no distribution of column `" + feature.name() + "`");
        } else {
            findings.note(
                    "the statistics hold no distribution of column `" + feature.name() + "`, it was not compared");
        }
    }

    private static String percent(double share) {
        return share * 100 + "%";
    }
}
