// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.lineage.LineageDocument;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Who may not sign a release, as the evidence of its run tells. */
public final class Exclusions {
    private Exclusions() {}

    /**
     * Returns the author and the committer of the change, and whoever started the run and so trained the model.
     *
     * @param bag the evidence
     * @param bundle what the run is
     * @return {@code Name <address>}, or what else a host knows of a person
     * @throws IOException if the lineage cannot be read
     */
    public static Set<String> of(Bag bag, BundleDocument bundle) throws IOException {
        return of((BagFiles) bag, bundle);
    }

    static Set<String> of(BagFiles bag, BundleDocument bundle) throws IOException {
        var people = new TreeSet<String>();
        people.add(bundle.startedBy());
        if (bag.names().contains(BagLayout.LINEAGE)) {
            Approvals.document(BagLayout.LINEAGE, bag.read(BagLayout.LINEAGE), LineageDocument.class)
                    .code()
                    .ifPresent(code -> {
                        people.add(code.author());
                        people.add(code.committer());
                    });
        }
        people.removeIf(String::isBlank);
        return people;
    }
}
