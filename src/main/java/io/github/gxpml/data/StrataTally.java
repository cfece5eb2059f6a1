// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Strata.Stratum;
import io.github.gxpml.data.Strata.Tally;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Rows of one facet counted up by value of the group variable. */
final class StrataTally {
    private final TreeMap<String, Stratum> byValue = new TreeMap<>();

    /** Adds rows of one value on one side: true for the disfavoured group, false for everyone else. */
    void add(String value, Optional<Boolean> side, Tally rows) {
        Stratum added = new Stratum(
                value,
                side.orElse(false) ? rows : Tally.NONE,
                side.isPresent() && !side.get() ? rows : Tally.NONE,
                side.isEmpty() ? rows : Tally.NONE);
        byValue.merge(value, added, Stratum::plus);
    }

    /** The counts so far. */
    Strata strata(String column, StrataScan.Extent extent) {
        return new Strata(column, extent.tooMany(), List.copyOf(byValue.values()), extent.missing());
    }
}
