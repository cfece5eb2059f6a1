// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.gate.Verdict;
import io.github.gxpml.host.cli.Terminal.Style;
import io.github.gxpml.interop.AnalysisCheck;
import io.github.gxpml.interop.AnalysisViolation;
import io.github.gxpml.interop.AnalysisViolation.AttributionDrift;
import io.github.gxpml.interop.AnalysisViolation.BiasDrift;
import io.github.gxpml.interop.ModelQualityCheck;
import io.github.gxpml.metric.constraint.ConstraintReport;
import java.util.ArrayList;
import java.util.List;

/**
 * What constraints of another tool came to, as it is printed. FAIL if one is violated, else UNDECIDED if one could not
 * be checked or there is none.
 *
 * @param verdict all of them in one
 * @param checks how many there were
 * @param violations those that do not hold
 * @param undecided why checks could not be computed
 * @param notes what a person should know beside it
 */
record Judgement(Verdict verdict, int checks, List<Found> violations, List<String> undecided, List<String> notes) {
    /**
     * A violation.
     *
     * @param subject the column, facet or metric
     * @param check the kind of check
     * @param description one or two sentences
     */
    record Found(String subject, String check, String description) {}

    private static Judgement of(int checks, List<Found> violations, List<String> undecided, List<String> notes) {
        Verdict verdict = !violations.isEmpty()
                ? Verdict.FAIL
                : undecided.isEmpty() && checks > 0 ? Verdict.PASS : Verdict.UNDECIDED;
        return new Judgement(verdict, checks, violations, undecided, notes);
    }

    static Judgement of(ConstraintReport report) {
        return of(
                report.checks(),
                report.violations().stream()
                        .map(found -> new Found(found.column(), found.check().word(), found.description()))
                        .toList(),
                report.undecided(),
                report.notes());
    }

    static Judgement of(AnalysisCheck.Outcome outcome) {
        return of(
                outcome.checks(),
                outcome.violations().stream().map(Judgement::found).toList(),
                outcome.undecided(),
                List.of());
    }

    private static Found found(AnalysisViolation violation) {
        if (violation instanceof BiasDrift drift) {
            return new Found(
                    drift.metric() + " " + drift.facet() + " " + drift.value(),
                    "bias_drift_check",
                    drift.description());
        }
        AttributionDrift drift = (AttributionDrift) violation;
        return new Found(drift.label(), "feature_attribution_drift_check", drift.description());
    }

    static Judgement of(int checks, ModelQualityCheck.Outcome outcome) {
        return of(
                checks,
                outcome.violations().stream()
                        .map(found -> new Found(found.metric(), found.alarm().word(), found.description()))
                        .toList(),
                outcome.undecided(),
                List.of());
    }

    int exit() {
        return ExitCode.of(verdict);
    }

    void print(Terminal terminal) {
        terminal.print(terminal.paint(Style.STRONG, "constraints") + "  " + verdict + "  " + violations.size() + " of "
                + checks + " checks violated" + (undecided.isEmpty() ? "" : ", " + undecided.size() + " undecided"));
        List<String> lines = new ArrayList<>();
        violations.forEach(found -> lines.add(found.subject() + "  " + found.check() + "  " + found.description()));
        undecided.forEach(reason -> lines.add("undecided: " + reason));
        notes.forEach(note -> lines.add("note: " + note));
        lines.forEach(line -> terminal.print("  " + Terminal.clean(line)));
    }
}
