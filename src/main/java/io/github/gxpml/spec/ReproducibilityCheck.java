// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;

/** What is declared of a repeated training must be something that is looked at. */
final class ReproducibilityCheck implements Check {
    @Override
    public void check(Draft draft, Problems problems) {
        Part part = draft.root().at("reproducibility");
        tolerance(part.at("retrain"), problems);
        seeds(draft, part, problems);
    }

    private static void tolerance(Part retrain, Problems problems) {
        Part require = retrain.at("require");
        if (require.text("").equals(ReproducibilityClass.METRICS_WITHIN_TOLERANCE.word())
                && !retrain.at("tolerance").isPresent()) {
            problems.add(
                    require.place(),
                    "`require: metrics-within-tolerance` needs a `tolerance`",
                    "add `tolerance: 0.005` for all metrics, or `tolerance: {roc_auc: 0.005}` for each");
        }
    }

    private static void seeds(Draft draft, Part part, Problems problems) {
        Part seeds = part.at("seeds");
        if (!seeds.isPresent()) {
            return;
        }
        if (!draft.isOwnCode()) {
            problems.add(
                    part.key("seeds"),
                    "`seeds` is for training code of your own, and the embedded trainer has the one in `train.seed`",
                    "remove it, or write `with: process`");
            return;
        }
        List<String> libraries = draft.root().at("train", "libraries").texts();
        seeds.keys().forEach((library, place) -> {
            if (!libraries.contains(library)) {
                problems.add(
                        place,
                        "`seeds` names " + Words.quoted(library) + ", and `train.libraries` does not",
                        problems.nearest(
                                library, libraries, "add it to `train.libraries`, so that its seed is asked for"));
            }
        });
    }
}
