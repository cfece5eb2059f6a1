// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.BundleComparison;
import io.github.gxpml.evidence.BundleComparison.Change;
import io.github.gxpml.evidence.BundleComparison.Section;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What differs between a run that waits and the version in use, from their bundles, for whoever is to sign it. */
final class ChangesSinceRelease {
    private static final int MOST = 200;
    private static final int LONGEST = 500;
    /** States of requirements follow from the numbers. */
    private static final String REQUIREMENTS = "requirements";

    private ChangesSinceRelease() {}

    /** Never throws for what is wrong with the earlier bundle: that there is nothing to compare with is told. */
    static List<Change> of(Run run) throws IOException {
        String model = run.spec().model().name();
        Optional<ModelVersion> active = run.ports().registry().active(model);
        if (active.isEmpty()) {
            return List.of(new Change(
                    "release", "", "the first release of " + model + ": no version is in use that it would replace"));
        }
        String before = "version " + active.get().version();
        try {
            Path bundle = LastRelease.bundle(run.spec(), active.get());
            return bounded(BundleComparison.of(bundle, run.bundle()));
        } catch (IOException | RuntimeException e) {
            return List.of(new Change("release", before, "what changed is not known: " + e.getMessage()));
        }
    }

    private static List<Change> bounded(BundleComparison comparison) {
        List<Change> all = new ArrayList<>();
        for (Section section : comparison.sections()) {
            if (!section.name().equals(REQUIREMENTS)) {
                section.changes()
                        .forEach(change -> all.add(new Change(
                                cut(section.name() + ": " + change.what()),
                                cut(change.before()),
                                cut(change.after()))));
            }
        }
        if (all.size() <= MOST) {
            return all;
        }
        List<Change> first = new ArrayList<>(all.subList(0, MOST - 1));
        first.add(new Change(
                "more", "", (all.size() - first.size()) + " more changes, which `gxp diff` of the two bundles tells"));
        return first;
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "\u2026";
    }
}
