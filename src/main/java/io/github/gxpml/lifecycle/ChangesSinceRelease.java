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
import java.util.Set;

/** What differs between a run that waits and the version in use, from their bundles, for whoever is to sign it. */
final class ChangesSinceRelease {
    private static final int MOST = 200;
    private static final int LONGEST = 500;
    /** States of requirements follow from the numbers. */
    private static final String REQUIREMENTS = "requirements";

    /** Sections whose facts are named by gates, and these by their stages. */
    private static final Set<String> GATES = Set.of("limits", "numbers");

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
                section.changes().stream()
                        .filter(change -> !isLater(section, change))
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

    /** What waits for its release has not been monitored yet, and so lacks what the version in use was monitored by. */
    private static boolean isLater(Section section, BundleComparison.Change change) {
        return GATES.contains(section.name()) && change.what().startsWith("monitor/");
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "\u2026";
    }
}
