// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When a signature may have been made that was made elsewhere, by another clock. */
final class SigningTime {
    private SigningTime() {}

    /** Says why a time is impossible; hosts may keep whole seconds only. */
    static Optional<String> impossible(Instant at, Instant earliest, Instant now) {
        if (at.isAfter(now.plus(Approval.CLOCK_SKEW))) {
            return Optional.of("it says that it was signed at " + at + ", which is in the future: it is " + now
                    + " here, so set the clock of whoever signed");
        }
        if (at.isBefore(earliest.truncatedTo(ChronoUnit.SECONDS))) {
            return Optional.of("it says that it was signed at " + at + ", before what it signs was there, at "
                    + earliest + ": set the clock of whoever signed");
        }
        return Optional.empty();
    }
}
