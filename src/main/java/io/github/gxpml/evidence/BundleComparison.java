// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.BundleVerifier.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What changed between two runs, from their bundles alone. Says nothing about whether the bundles are to be believed:
 * that is what verifying is for.
 *
 * @param before identifier of the one run
 * @param after identifier of the other
 * @param sections what was compared
 */
public record BundleComparison(String before, String after, List<Section> sections) {
    /** Copies the list. */
    public BundleComparison {
        sections = List.copyOf(sections);
    }

    /**
     * One part of the evidence.
     *
     * @param name data, code, hyperparameters, environment, model, limits, numbers or requirements
     * @param same number of facts that are the same in both
     * @param changes those that are not
     */
    public record Section(String name, int same, List<Change> changes) {
        /** Copies the list. */
        public Section {
            changes = List.copyOf(changes);
        }
    }

    /**
     * A fact that differs.
     *
     * @param what it is about
     * @param before in the one run; empty if it is not on record there
     * @param after in the other; empty if it is not on record there
     */
    public record Change(String what, String before, String after) {}

    /**
     * Compares two bundles.
     *
     * @param before a sealed zip, or the folder that it was unzipped to
     * @param after another one
     * @return what differs
     * @throws IOException if one cannot be read
     */
    public static BundleComparison of(Path before, Path after) throws IOException {
        try (Contents one = open(before);
                Contents other = open(after)) {
            return of(facts(one, before), facts(other, after));
        }
    }

    private static Contents open(Path bundle) throws IOException {
        try {
            return Files.isDirectory(bundle)
                    ? FolderContents.read(bundle, Options.defaults())
                    : ZipContents.read(bundle, Options.defaults());
        } catch (IOException | RuntimeException e) {
            throw new EvidenceException(bundle + " cannot be read as a bundle: " + EvidenceException.reason(e), e);
        }
    }

    private static BundleFacts facts(Contents contents, Path bundle) throws IOException {
        try {
            return BundleFacts.of(new Inspection(contents, TrustStore.of(), Options.defaults()));
        } catch (IOException | RuntimeException e) {
            throw new EvidenceException(bundle + " cannot be compared: " + EvidenceException.reason(e), e);
        }
    }

    private static BundleComparison of(BundleFacts before, BundleFacts after) {
        List<Section> sections = new ArrayList<>();
        before.sections()
                .forEach((name, facts) ->
                        sections.add(compare(name, facts, after.sections().getOrDefault(name, Map.of()))));
        return new BundleComparison(before.identifier(), after.identifier(), sections);
    }

    private static Section compare(String name, Map<String, String> before, Map<String, String> after) {
        var facts = new TreeSet<>(before.keySet());
        facts.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String fact : facts) {
            String then = before.getOrDefault(fact, "");
            String now = after.getOrDefault(fact, "");
            if (!then.equals(now)) {
                changes.add(new Change(fact, then, now));
            }
        }
        return new Section(name, facts.size() - changes.size(), changes);
    }
}
