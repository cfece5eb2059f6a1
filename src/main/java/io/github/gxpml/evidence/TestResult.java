// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Statement.Subject;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.spec.GateSpec.Criticality;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the gates say, as an <a href="https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md">
 * in-toto test result v0.1</a>. UNDECIDED counts as failed; a gate that does not block counts as warned.
 */
final class TestResult {
    static final String TYPE = "https://in-toto.io/attestation/test-result/v0.1";

    private TestResult() {}

    private record Configuration(String name, Map<String, String> digest) {}

    private record Predicate(
            String result,
            List<Configuration> configuration,
            List<String> passedTests,
            List<String> warnedTests,
            List<String> failedTests) {}

    /** Returns the statement, or nothing as long as no gate was judged. */
    static Optional<Statement> of(BagFiles bag, BundleDocument bundle) throws IOException {
        if (!bag.names().contains(BagLayout.VERDICTS)) {
            return Optional.empty();
        }
        byte[] verdicts = bag.read(BagLayout.VERDICTS);
        List<GateResult> gates = Approvals.document(BagLayout.VERDICTS, verdicts, VerdictsDocument.class)
                .gates();
        if (gates.isEmpty()) {
            return Optional.empty();
        }
        List<Subject> subjects = new ArrayList<>();
        model(bag).ifPresent(subjects::add);
        subjects.add(Subject.of("data/" + BagLayout.VERDICTS, Sha256.of(verdicts)));
        return Optional.of(Statement.of(subjects, TYPE, predicate(bag, gates)));
    }

    private static Predicate predicate(BagFiles bag, List<GateResult> gates) throws IOException {
        List<String> passed = new ArrayList<>();
        List<String> warned = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (GateResult result : gates) {
            boolean blocks = result.gate().criticality() == Criticality.FAILURE;
            List<String> list = result.verdict() == Verdict.PASS ? passed : blocks ? failed : warned;
            list.add(result.gate().id());
        }
        String result = !failed.isEmpty() ? "FAILED" : !warned.isEmpty() ? "WARNED" : "PASSED";
        var spec = new Configuration(
                "data/" + BagLayout.SPEC, Map.of("sha256", Sha256.of(bag.read(BagLayout.SPEC))));
        return new Predicate(result, List.of(spec), passed, warned, failed);
    }

    private static Optional<Subject> model(BagFiles bag) throws IOException {
        if (!bag.names().contains(BagLayout.LINEAGE)) {
            return Optional.empty();
        }
        return Approvals.document(BagLayout.LINEAGE, bag.read(BagLayout.LINEAGE), LineageDocument.class)
                .trainings()
                .stream()
                .findFirst()
                .map(training -> Subject.of(Provenance.name(training.model()), training.model().sha256()));
    }
}
