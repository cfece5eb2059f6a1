// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How many constraints of an existing baseline a table violates. Undefined while one of them could not be checked. */
public final class ConstraintViolations implements Metric {
    /** The metric. */
    public static final Metric METRIC = new ConstraintViolations();

    private static final int NAMED = 3;

    private static final MetricInfo INFO = new MetricInfo(
            "constraint_violations",
            "Violated constraints",
            "",
            Scope.TABLE,
            Direction.LOWER,
            Optional.of(0.0),
            "Constraints of an existing baseline (types, completeness, domains, columns, distributions) that the table"
                    + " does not satisfy.",
            "violations that Model Monitor's constraints.json and statistics.json give",
            MetricInfo.NO_INTERVAL);

    private ConstraintViolations() {}

    @Override
    public MetricInfo info() {
        return INFO;
    }

    @Override
    public Set<Input> inputs() {
        return Set.of(Input.COLUMNS, Input.BASELINE);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        Options options = context.options();
        return options.constraints()
                .map(set -> ConstraintCheck.needs(set, options.baseline()))
                .orElse(Set.of());
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        if (!request.facet().isEmpty()) {
            return MetricValue.undefined("constraints are about the whole table, not about a facet", states.rows());
        }
        if (options.constraints().isEmpty()) {
            return MetricValue.undefined("no constraints are given: name them in monitor.constraints", states.rows());
        }
        ConstraintReport report = ConstraintCheck.of(options.constraints().get(), options.baseline(), states);
        int violations = report.violations().size();
        if (!report.undecided().isEmpty()) {
            return MetricValue.undefined(
                    some(report.undecided()) + (violations == 0 ? "" : "; " + violations + " violations were found"),
                    states.rows());
        }
        if (report.checks() == 0) {
            return MetricValue.undefined("the constraints ask for nothing", states.rows());
        }
        String found = report.violations().stream()
                .limit(NAMED)
                .map(violation ->
                        "`" + violation.column() + "` " + violation.check().word())
                .collect(Collectors.joining(", "));
        String more = violations > NAMED ? " and " + (violations - NAMED) + " more" : "";
        String notes = report.notes().isEmpty() ? "" : "; " + some(report.notes());
        return MetricValue.exact(violations, states.rows())
                .withDetail(
                        report.checks() + " checks" + (violations == 0 ? "" : ", violated: " + found + more) + notes);
    }

    private static String some(List<String> texts) {
        String first = String.join("; ", texts.subList(0, Math.min(NAMED, texts.size())));
        return texts.size() > NAMED ? first + "; and " + (texts.size() - NAMED) + " more" : first;
    }
}
