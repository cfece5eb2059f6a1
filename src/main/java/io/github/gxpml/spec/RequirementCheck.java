// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Gates and requirements must refer to one another: by ids that exist, and metrics of gates that this spec has. */
final class RequirementCheck implements Check {
    @Override
    public void check(Draft draft, Problems problems) {
        Part requirements = draft.root().at("requirements");
        var ids = new LinkedHashSet<String>();
        var named = new HashSet<String>();
        Set<String> mandatory = mandatory(draft);
        for (Part requirement : requirements.items()) {
            Part id = requirement.at("id");
            id.text().ifPresent(ids::add);
            id.text()
                    .filter(text -> !named.add(text))
                    .ifPresent(text -> problems.add(
                            id.place(),
                            "the requirement " + Words.quoted(text) + " stands twice",
                            "give each requirement an id of its own"));
            requirement.at("mandatory").items().forEach(metric -> mandatory(metric, mandatory, problems));
        }
        if (!ids.isEmpty()) {
            draft.gates().stream()
                    .flatMap(stage -> stage.gates().stream())
                    .forEach(gate -> reference(gate.at("requirement"), ids, problems));
        }
    }

    private static void reference(Part written, Set<String> ids, Problems problems) {
        written.text()
                .filter(id -> !ids.contains(id))
                .ifPresent(id -> problems.add(
                        written.place(),
                        "there is no requirement " + Words.quoted(id) + " under `requirements`",
                        problems.nearest(id, ids, "write one of " + Words.oneOf(ids) + ", or add the requirement")));
    }

    private static void mandatory(Part written, Set<String> known, Problems problems) {
        written.text()
                .filter(metric -> !metric.isBlank() && !known.contains(metric))
                .ifPresent(metric -> problems.add(
                        written.place(),
                        "no gate on " + Words.quoted(metric) + " holds in every run of this spec",
                        problems.nearest(
                                metric,
                                known,
                                "write one of " + Words.oneOf(known)
                                        + "; a gate of your own names its requirement itself: `requirement: <id>`")));
    }

    /** Returns the metrics of the gates that nobody writes, as {@code gate.Gates} makes them of the finished spec. */
    static Set<String> mandatory(Draft draft) {
        var metrics = new LinkedHashSet<String>();
        metrics.add("schema_violations");
        metrics.add("duplicate_keys");
        if (draft.tables().size() > 1) {
            metrics.add("shared_rows");
        }
        if (draft.tables().values().stream()
                .map(table -> table.at("source"))
                .anyMatch(source -> Stream.of(TableSource.Kind.values())
                        .anyMatch(kind -> (kind.checked() || kind.ofAws())
                                && source.at(kind.key()).isPresent()))) {
            metrics.add("source_mismatches");
        }
        if (!draft.root().at("platform", "require").items().isEmpty()) {
            metrics.add("platform_findings");
        }
        Part retrain = draft.root().at("reproducibility", "retrain");
        if (retrain.isPresent()) {
            metrics.addAll(retraining(retrain));
        }
        if (!draft.root().at("train", "libraries").items().isEmpty()) {
            metrics.add("undeclared_seeds");
        }
        if (draft.root().at("reproducibility", "environment").isPresent()
                || draft.root().at("reproducibility", "seeds").isPresent()) {
            metrics.add("environment_mismatches");
        }
        if (draft.root().at("reproducibility", "unitTests").isPresent()) {
            metrics.add("reproducibility_tests");
            metrics.add("failed_tests");
            metrics.add("test_outcome_differences");
        }
        return metrics;
    }

    /** The word may be none at all here: the schema says so elsewhere. */
    private static List<String> retraining(Part retrain) {
        String require = retrain.at("require").text(Defaults.REQUIRE);
        if (require.equals(ReproducibilityClass.BIT_IDENTICAL.word()) || require.equals(ReproducibilityBinder.FORMER)) {
            return List.of("reproducibility_class", "retrain_differences", "artifact_differences");
        }
        return require.equals(ReproducibilityClass.IDENTICAL_PREDICTIONS.word())
                ? List.of("reproducibility_class", "retrain_differences")
                : List.of("reproducibility_class");
    }
}
