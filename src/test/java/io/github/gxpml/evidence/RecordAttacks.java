// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.Attack.resealed;
import static io.github.gxpml.evidence.Mutations.BASE;
import static io.github.gxpml.evidence.Mutations.edited;
import static io.github.gxpml.evidence.Mutations.text;
import static io.github.gxpml.evidence.Mutations.with;
import static io.github.gxpml.evidence.Mutations.without;

import io.github.gxpml.evidence.Statement.Subject;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What somebody who can seal does to the records. */
final class RecordAttacks {
    private static final String AUDIT = BASE + "data/audit.jsonl";
    private static final String BUNDLE = BASE + "data/bundle.json";
    private static final String VERDICTS = BASE + "data/verdicts.json";
    private static final String TEST_RESULT = BASE + "data/attestations/test-result.dsse.json";

    private RecordAttacks() {}

    static List<Attack> all() {
        List<Attack> all = new ArrayList<>(audit());
        all.addAll(claims());
        return all;
    }

    private static List<Attack> audit() {
        return List.of(
                resealed(
                        "reordered-audit",
                        "audit",
                        "audit event 2 is missing: event 3 stands in its place",
                        (good, files) -> audit(files, lines -> swapped(lines))),
                resealed(
                        "removed-audit-event",
                        "audit",
                        "audit event 3 is missing: event 4 stands in its place",
                        (good, files) -> audit(files, lines -> lines.replace(lines.split("\n")[2] + "\n", ""))),
                resealed(
                        "changed-audit-event",
                        "audit",
                        "audit event 3 does not follow from the event before it, so one of the two was changed",
                        (good, files) -> edited(files, AUDIT, "run.started", "run.stopped")),
                resealed(
                        "shortened-audit",
                        "audit",
                        "the audit log holds 3 events, 4 were sealed",
                        (good, files) -> audit(files, lines -> lines.replace(lines.split("\n")[3] + "\n", ""))),
                resealed(
                        "torn-audit",
                        "audit",
                        "the audit log ends in the middle of an event; the audit log holds 3 events, 4 were sealed",
                        (good, files) -> audit(files, lines -> lines.substring(0, lines.length() - 1))));
    }

    private static List<Attack> claims() {
        return List.of(
                resealed(
                        "rewritten-verdict",
                        "verdicts",
                        "gate validate/RD says PASS, judged again it is FAIL: *",
                        (good, files) -> edited(files, VERDICTS, "\"verdict\" : \"FAIL\"", "\"verdict\" : \"PASS\"")),
                resealed(
                        "rewritten-limit",
                        "verdicts",
                        "gate validate/roc_auc says PASS, judged again it is FAIL: *",
                        (good, files) -> edited(files, VERDICTS, "\"min\" : 0.78", "\"min\" : 0.98")),
                resealed(
                        "complete-in-spite-of-a-gate",
                        "state",
                        "the bundle says COMPLETE, but gate validate/RD is FAIL",
                        (good, files) -> edited(files, VERDICTS, "UNSTABLE", "FAILURE")),
                resealed(
                        "unknown-format",
                        "state",
                        "the bundle's format is 2, this software knows 1",
                        (good, files) -> edited(files, BUNDLE, "\"format\" : 1", "\"format\" : 2")),
                resealed(
                        "nothing-left-open",
                        "not-checked",
                        "the bundle does not say what was not checked; there is always something",
                        (good, files) -> edited(files, BUNDLE, "Nobody has looked at the data.", " ")),
                resealed(
                        "removed-attestation",
                        "attestations",
                        "data/attestations/test-result.dsse.json is missing",
                        (good, files) -> without(files, TEST_RESULT)),
                resealed(
                        "unknown-attestation",
                        "attestations",
                        "data/attestations/note.dsse.json is a statement of type https://example.org/note/v1, which is"
                                + " not known here under that name",
                        (good, files) -> with(files, BASE + "data/attestations/note.dsse.json", note())),
                resealed(
                        "rewritten-attestation",
                        "attestations",
                        "data/attestations/test-result.dsse.json says something else than follows from the documents of"
                                + " the bundle",
                        (good, files) -> with(files, TEST_RESULT, passed(files))));
    }

    private static Map<String, byte[]> audit(Map<String, byte[]> files, UnaryOperator<String> change) {
        return with(files, AUDIT, change.apply(text(files, AUDIT)));
    }

    private static String swapped(String lines) {
        List<String> swapped = Arrays.asList(lines.split("\n"));
        Collections.swap(swapped, 1, 2);
        return String.join("\n", swapped) + "\n";
    }

    private static String note() throws IOException {
        Statement note = Statement.of(
                List.of(Subject.of("model", Sha256.of("model"))),
                "https://example.org/note/v1",
                Map.of("note", "all is well"));
        return new String(Dsse.sign(note, GoodRelease.MACHINE), StandardCharsets.UTF_8);
    }

    private static String passed(Map<String, byte[]> files) throws IOException {
        Statement said = Dsse.read(files.get(TEST_RESULT)).statement();
        String predicate = io.github.gxpml.io.Json.compact(said.predicate()).replace("WARNED", "PASSED");
        Statement nicer = Statement.of(
                said.subject(),
                said.predicateType(),
                io.github.gxpml.io.Json.foreign(predicate.getBytes(StandardCharsets.UTF_8)));
        return new String(Dsse.sign(nicer, GoodRelease.MACHINE), StandardCharsets.UTF_8);
    }
}
