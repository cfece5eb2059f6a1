// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Evidence that a risk class makes mandatory must be asked for in the spec. */
final class RiskClassCheck implements Check {
    private static final Set<String> REGULATED = Set.of("low", "moderate", "high");

    /**
     * What every class but research asks for.
     *
     * @param what as the end of a sentence
     * @param why the reason
     * @param remedy what to add
     */
    private record Duty(String what, String why, String remedy) {}

    private static final Duty APPROVALS = new Duty(
            "approvals",
            "a person must answer for the release",
            "add `register: {approvals: [{role: quality, count: 1}]}`");
    private static final Duty RETRAIN = new Duty(
            "retraining",
            "it must be shown that the model can be made again",
            "add `reproducibility: {retrain: {runs: 2, require: identical-predictions}}`");
    private static final Duty UNIT_TESTS = new Duty(
            "unit tests",
            "the model's code must be shown to do what it should",
            "add under `reproducibility` `unitTests: {command: [sh, tests/run.sh], junit: tests/out/*.xml}`");
    private static final Duty GATES = new Duty(
            "quality gates",
            "without a limit nothing can be found unfit",
            "add under `validate` `qualityGates: [{metric: roc_auc, table: validation, min: 0.8}]`");
    private static final Duty BIAS_GATE = new Duty(
            "a bias gate",
            "the spec names facets and judges none of them",
            "add under `qualityGates` `{metric: DI, table: validation, facet: each, min: 0.8, max: 1.25}`");

    @Override
    public void check(Draft draft, Problems problems) {
        Part riskClass = draft.root().at("model", "riskClass");
        riskClass.text().filter(REGULATED::contains).ifPresent(name -> {
            for (Duty duty : unmet(draft)) {
                problems.add(
                        riskClass.place(),
                        "`riskClass: " + name + "` asks for " + duty.what() + ", because " + duty.why(),
                        duty.remedy());
            }
        });
    }

    private static List<Duty> unmet(Draft draft) {
        var unmet = new ArrayList<Duty>();
        missing(APPROVALS, draft.root(), "register", "approvals").ifPresent(unmet::add);
        missing(RETRAIN, draft.root(), "reproducibility", "retrain").ifPresent(unmet::add);
        missing(UNIT_TESTS, draft.root(), "reproducibility", "unitTests").ifPresent(unmet::add);
        missing(GATES, draft.root(), "validate", "qualityGates").ifPresent(unmet::add);
        List<Part> gates = draft.root().at("validate", "qualityGates").items();
        boolean biasGate = gates.stream().anyMatch(gate -> gate.at("facet").isPresent());
        if (!draft.facets().isEmpty() && !gates.isEmpty() && !biasGate) {
            unmet.add(BIAS_GATE);
        }
        return unmet;
    }

    /** In a section that cannot be read, which has been told, it is not known whether something is missing. */
    private static Optional<Duty> missing(Duty duty, Part root, String section, String key) {
        boolean readable = !root.at(section).isPresent() || root.at(section).isMapping();
        return readable && root.at(section, key).isNothing() ? Optional.of(duty) : Optional.empty();
    }
}
