// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.spec.GateSpec.Criticality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What all gates together say. It never says PASS for a run without gates, or for one that has not come to its end.
 *
 * @param verdict the worst that any gate says, whether it blocks or not
 * @param sentence what that means, in plain words
 */
record Outcome(Verdict verdict, String sentence) {
    /**
     * Judges a run.
     *
     * @param gates every gate that was judged
     * @param state how far the run is
     * @return the outcome
     */
    static Outcome of(List<GateResult> gates, State state) {
        return of(gates, state, Consequence.PLAIN);
    }

    /**
     * Judges the run of a report, and says what people made of it.
     *
     * @param data what the report shows
     * @return the outcome; waivers change its sentence, never its verdict
     */
    static Outcome of(ReportData data) {
        return of(data.verdicts().gates(), data.bundle().state(), Consequence.of(data));
    }

    private static Outcome of(List<GateResult> gates, State state, Consequence consequence) {
        var tally = new Tally(gates);
        if (gates.isEmpty()) {
            return new Outcome(Verdict.UNDECIDED, "No gate was judged, so nothing is shown about this model.");
        }
        if (tally.of(Verdict.FAIL) > 0) {
            return new Outcome(Verdict.FAIL, failing(tally, consequence));
        }
        if (tally.of(Verdict.UNDECIDED) > 0) {
            return new Outcome(Verdict.UNDECIDED, undecided(tally, consequence));
        }
        return switch (state) {
            case COMPLETE, PENDING -> new Outcome(Verdict.PASS, passing(gates.size()));
            case REJECTED ->
                new Outcome(Verdict.FAIL, "Every gate that was judged passes, but a person rejected the release.");
            case RUNNING, WAITING, INTERRUPTED, ERROR, BLOCKED ->
                new Outcome(
                        Verdict.UNDECIDED,
                        "No gate that was judged says anything but PASS, but the run did not come to its end: "
                                + "gates that come later were not judged, and nothing may be released on this.");
        };
    }

    private static String passing(int gates) {
        return gates == 1 ? "The one gate that was set passes." : "All " + Figures.word(gates) + " gates pass.";
    }

    private static String failing(Tally tally, Consequence consequence) {
        String also = tally.of(Verdict.UNDECIDED) > 0
                ? " and " + are(tally.of(Verdict.UNDECIDED), "is undecided", "are undecided")
                : "";
        String fail = are(tally.of(Verdict.FAIL), "gate fails", "gates fail");
        return capital(fail + also + words(tally, Verdict.FAIL, consequence));
    }

    private static String undecided(Tally tally, Consequence consequence) {
        String gates = are(tally.of(Verdict.UNDECIDED), "gate is undecided", "gates are undecided");
        String hint = tally.blocked() ? " Each row below says why, and what would decide it." : "";
        return capital(gates + words(tally, Verdict.UNDECIDED, consequence) + hint);
    }

    private static String words(Tally tally, Verdict verdict, Consequence consequence) {
        return tally.blocked()
                ? consequence.words(tally.gates())
                : ", set not to block: the run may go on, and the verdict stays " + verdict + ".";
    }

    private static String are(long count, String one, String many) {
        return Figures.word(count) + " " + (count == 1 ? one : many);
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    /**
     * Says how far a run is, in plain words.
     *
     * @param state of the run
     * @return one sentence
     */
    static String meaning(State state) {
        return switch (state) {
            case RUNNING -> "The run was under way when this report was written.";
            case INTERRUPTED -> "The run was stopped by a person or the system before it came to its end.";
            case ERROR ->
                "The run could not be carried out to its end. That is an error, not a finding about the model.";
            case BLOCKED -> "A gate stopped the run; the stages after it were not carried out.";
            case REJECTED -> "A person rejected the release; nothing has been released.";
            case PENDING -> "The run waits for signatures; nothing has been released.";
            case WAITING -> "The run waits for a job that goes on elsewhere; nothing has been trained yet.";
            case COMPLETE -> "The run came to its end.";
        };
    }

    /** How many gates say what. */
    record Tally(List<GateResult> gates) {
        long of(Verdict verdict) {
            return gates.stream().filter(gate -> gate.verdict() == verdict).count();
        }

        boolean blocked() {
            return gates.stream().anyMatch(Tally::blocks);
        }

        /**
         * Returns the gates that do not pass: those that block first, FAIL before UNDECIDED, else in their order.
         *
         * @return may be empty
         */
        List<GateResult> open() {
            var open = new ArrayList<GateResult>();
            for (boolean blocking : new boolean[] {true, false}) {
                for (Verdict verdict : List.of(Verdict.FAIL, Verdict.UNDECIDED)) {
                    gates.stream()
                            .filter(gate -> gate.verdict() == verdict && blocks(gate) == blocking)
                            .forEach(open::add);
                }
            }
            return open;
        }

        static boolean blocks(GateResult gate) {
            return gate.verdict() != Verdict.PASS && gate.gate().criticality() == Criticality.FAILURE;
        }
    }
}
