// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.gate.Verdict;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.port.Platform.Check;
import io.github.gxpml.port.Platform.State;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code data/preflight-<stage>.json}: what was looked at of the platform before a stage.
 *
 * @param format 1
 * @param stage the stage; {@code all} for every stage
 * @param at when the look began
 * @param checks every check, those that could not be decided among them
 */
public record PreflightDocument(int format, String stage, Instant at, List<Check> checks) {
    /** The format that this version writes. */
    public static final int FORMAT = 1;

    private static final String PREFIX = "preflight-";
    private static final int NAMED = 10;

    /** Copies the checks. */
    public PreflightDocument {
        checks = List.copyOf(checks);
    }

    /**
     * Names the file of a stage.
     *
     * @param stage the stage
     * @return relative to {@code data}
     */
    public static String file(String stage) {
        return PREFIX + stage + ".json";
    }

    /** Tells whether a payload file is one of these. */
    static boolean is(String file) {
        return file.startsWith(PREFIX);
    }

    /**
     * Counts the checks that fail.
     *
     * @return the number; undefined if none fails and one could not be decided, or nothing was looked at
     */
    public MetricValue findings() {
        List<Check> failed = in(State.FAIL);
        List<Check> undecided = in(State.UNDECIDED);
        if (failed.isEmpty() && !undecided.isEmpty()) {
            return MetricValue.undefined(counted(undecided, "could not be decided"), checks.size());
        }
        if (checks.isEmpty()) {
            return MetricValue.undefined(
                    "the spec uses nothing of a platform that could be looked at: take the stage out of"
                            + " `platform.require`",
                    0);
        }
        String besides = undecided.isEmpty() ? "" : "; " + counted(undecided, "could not be decided");
        return MetricValue.exact(failed.size(), checks.size())
                .withDetail(failed.isEmpty() ? "" : named(failed) + besides);
    }

    /**
     * Sums up the checks.
     *
     * @return FAIL if any fails, else UNDECIDED if any could not be decided or there is none, else PASS
     */
    public Verdict verdict() {
        return findings()
                .value()
                .map(failed -> failed > 0 ? Verdict.FAIL : Verdict.PASS)
                .orElse(Verdict.UNDECIDED);
    }

    private List<Check> in(State state) {
        return checks.stream().filter(check -> check.state() == state).toList();
    }

    private String counted(List<Check> some, String what) {
        return some.size() + " of " + checks.size() + " checks of the platform " + what + ": " + named(some);
    }

    private static String named(List<Check> some) {
        return some.stream()
                        .limit(NAMED)
                        .map(check -> check.id() + " of " + check.subject() + ": " + check.reason())
                        .collect(Collectors.joining("; "))
                + (some.size() > NAMED ? "; and " + (some.size() - NAMED) + " more" : "");
    }
}
