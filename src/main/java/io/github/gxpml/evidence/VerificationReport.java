// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came out of verifying a bundle.
 *
 * @param checks every check, always all of them, always in the same order; behind them what was asked for besides
 * @param bundle what the bundle says it is; to be believed only if every check is OK
 * @param manifestSha256 digest of its manifest, by which a registry or a later bundle names it
 * @param keyId key that it says it is signed with
 */
public record VerificationReport(
        List<Check> checks, Optional<BundleDocument> bundle, Optional<String> manifestSha256, Optional<String> keyId) {
    /** Copies the checks. */
    public VerificationReport {
        checks = List.copyOf(checks);
    }

    /** What a check came to. */
    public enum Status {
        OK,
        FAILED,
        /** Could not be looked at, because a check before it failed. Counts as failed. */
        NOT_RUN
    }

    /**
     * One check.
     *
     * @param name for example {@code manifest}
     * @param status what it came to
     * @param message what was found, one sentence or several separated by semicolons
     */
    public record Check(String name, Status status, String message) {}

    /**
     * Returns this report with one check more.
     *
     * @param check what else was looked at
     * @return a copy
     */
    VerificationReport with(Check check) {
        List<Check> more = new ArrayList<>(checks);
        more.add(check);
        return new VerificationReport(more, bundle, manifestSha256, keyId);
    }

    /**
     * Tells whether the bundle is to be believed.
     *
     * @return true only if there are checks and every one is OK
     */
    public boolean ok() {
        return !checks.isEmpty() && checks.stream().allMatch(check -> check.status() == Status.OK);
    }
}
