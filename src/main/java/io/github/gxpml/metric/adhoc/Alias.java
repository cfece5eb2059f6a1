// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.Column;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.constraint.ConstraintReport;
import io.github.gxpml.metric.constraint.ConstraintSet;
import io.github.gxpml.metric.constraint.Constraints;
import io.github.gxpml.metric.constraint.Constraints.Feature;
import io.github.gxpml.metric.constraint.Violation;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A column may be called like the name that stands for the score of a model: it gets another one for the while.
 *
 * @param taken names that other columns have
 */
record Alias(Set<String> taken) {
    static Alias of(Stream<String> taken) {
        return new Alias(new HashSet<>(taken.toList()));
    }

    String of(String column) {
        return column.equals(ScoredTable.PREDICTION) ? free() : column;
    }

    private String free() {
        String free = ScoredTable.PREDICTION + " ";
        while (taken.contains(free)) {
            free += " ";
        }
        return free;
    }

    Table of(Table table) {
        List<Column> columns = table.columns().stream()
                .map(column -> new Column(of(column.name()), column.type()))
                .toList();
        return new Table(table.name(), table.file(), table.format(), columns, table.rows(), table.relation());
    }

    Baseline of(Baseline baseline) {
        return renamed(baseline, this::of);
    }

    /** Gives the column its own name back. */
    Baseline back(Baseline baseline) {
        return renamed(baseline, name -> name.equals(free()) ? ScoredTable.PREDICTION : name);
    }

    private static Baseline renamed(Baseline baseline, UnaryOperator<String> rule) {
        Map<String, ColumnBaseline> columns = new TreeMap<>();
        baseline.columns().forEach((name, column) -> columns.put(rule.apply(name), column));
        return baseline.withColumns(columns);
    }

    ConstraintSet of(ConstraintSet set) {
        List<Feature> features = set.constraints().features().stream()
                .map(feature -> new Feature(
                        of(feature.name()),
                        feature.type(),
                        feature.completeness(),
                        feature.nonNegative(),
                        feature.domain(),
                        feature.overrides()))
                .toList();
        return new ConstraintSet(
                new Constraints(features, set.constraints().settings()),
                set.apart().stream().map(this::of).toList());
    }

    /** Gives the column its own name back. */
    ConstraintReport back(ConstraintReport report) {
        return new ConstraintReport(
                report.checks(),
                report.violations().stream()
                        .map(violation -> new Violation(
                                violation.column().equals(free()) ? ScoredTable.PREDICTION : violation.column(),
                                violation.check(),
                                violation.description()))
                        .toList(),
                back(report.undecided()),
                back(report.notes()));
    }

    private List<String> back(List<String> texts) {
        return texts.stream()
                .map(text -> text.replace("`" + free() + "`", "`" + ScoredTable.PREDICTION + "`"))
                .toList();
    }
}
