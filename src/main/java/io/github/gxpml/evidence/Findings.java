// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.util.ArrayList;
import java.util.List;

/** What one check finds: problems, each of which fails it, and one sentence for when there is none. */
final class Findings {
    private static final int SHOWN = 10;

    private final List<String> problems = new ArrayList<>();
    private String good = "";

    void problem(String sentence) {
        problems.add(sentence);
    }

    void problemIf(boolean condition, String sentence) {
        if (condition) {
            problem(sentence);
        }
    }

    void good(String sentence) {
        good = sentence;
    }

    boolean any() {
        return !problems.isEmpty();
    }

    String problems() {
        String shown = String.join("; ", problems.subList(0, Math.min(SHOWN, problems.size())));
        return problems.size() > SHOWN ? shown + "; and " + (problems.size() - SHOWN) + " more" : shown;
    }

    VerificationReport.Check check(String name) {
        return any()
                ? new VerificationReport.Check(name, VerificationReport.Status.FAILED, problems())
                : new VerificationReport.Check(name, VerificationReport.Status.OK, good);
    }
}
