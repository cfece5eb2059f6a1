// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.Attack.resealed;
import static io.github.gxpml.evidence.Mutations.BASE;
import static io.github.gxpml.evidence.Mutations.edited;
import static io.github.gxpml.evidence.Mutations.text;
import static io.github.gxpml.evidence.Mutations.with;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Documents by somebody who can seal that one reader takes for this and another for that. */
final class JsonAttacks {
    private static final String BUNDLE = BASE + "data/bundle.json";
    private static final String VERDICTS = BASE + "data/verdicts.json";
    private static final String SEAL = BASE + "seal.dsse.json";
    private static final String MALFORMED = "data/verdicts.json is malformed: ";

    private JsonAttacks() {}

    static List<Attack> all() {
        List<Attack> all = new ArrayList<>(documents());
        all.addAll(forms());
        return all;
    }

    private static List<Attack> documents() {
        return List.of(
                documents(
                        "json-duplicate-key",
                        MALFORMED + "Duplicate field 'gates'",
                        VERDICTS,
                        "\"gates\" :",
                        "\"gates\" : [ ], \"gates\" :"),
                documents(
                        "json-unicode",
                        MALFORMED + "Duplicate field 'verdict'",
                        VERDICTS,
                        "\"verdict\" : \"PASS\"",
                        "\"verdict\" : \"PASS\", \"\\u0076erdict\" : \"FAIL\""),
                documents(
                        "json-number-form",
                        MALFORMED + "Invalid numeric value: Leading zeroes not allowed",
                        VERDICTS,
                        "0.86",
                        "086"),
                documents("json-no-number", MALFORMED + "Non-standard token 'NaN'*", VERDICTS, "0.86", "NaN"),
                documents(
                        "json-fraction-of-a-run",
                        "data/bundle.json is malformed: Cannot coerce Floating-point value (7.9) to `int` value*",
                        BUNDLE,
                        "\"run\" : 7",
                        "\"run\" : 7.9"),
                documents(
                        "json-text-for-a-number",
                        "data/bundle.json is malformed: Cannot coerce String value (\"2\") to `int` value*",
                        BUNDLE,
                        "\"seal\" : 2",
                        "\"seal\" : \"2\""),
                documents(
                        "json-number-for-a-text",
                        "data/bundle.json is malformed: Cannot coerce Integer value (7) to `java.lang.String` value*",
                        BUNDLE,
                        "\"somebody\"",
                        "7"),
                documents(
                        "json-number-for-a-state",
                        "data/bundle.json is malformed: Cannot deserialize value of type *State` from number 6: *",
                        BUNDLE,
                        "\"COMPLETE\"",
                        "6"),
                documents("json-second-document", MALFORMED + "Trailing token *", VERDICTS, "\n}\n", "\n}\n{ }\n"),
                documents(
                        "json-unknown-key",
                        MALFORMED + "Unrecognized field *",
                        VERDICTS,
                        "\"on\" :",
                        "\"On\" : 1, \"on\" :"));
    }

    private static List<Attack> forms() {
        return List.of(
                resealed(
                        "json-not-utf-8",
                        "documents",
                        "data/bundle.json is malformed: it is not written in UTF-8",
                        (good, files) -> overlong(files)),
                resealed(
                        "json-escaped-audit",
                        "audit",
                        "audit event 4 is not written as the log writes its events",
                        (good, files) ->
                                edited(files, BASE + "data/audit.jsonl", "run.finished", "run.\\u0066inished")),
                Attack.files(
                        "json-seal-with-an-exponent",
                        "signature",
                        "the signed statement is not in canonical JSON",
                        (good, files) -> exponent(files)));
    }

    private static Attack documents(String name, String message, String file, String from, String to) {
        return resealed(name, "documents", message, (good, files) -> edited(files, file, from, to));
    }

    /** A slash in two bytes, which some readers take for one. */
    private static Map<String, byte[]> overlong(Map<String, byte[]> files) {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        String text = text(files, BUNDLE).replace("gxp-engine test", "gxp-engine \u00c0\u00af");
        changed.put(BUNDLE, text.getBytes(StandardCharsets.ISO_8859_1));
        return changed;
    }

    /** The payload says 7e0 for 7; whoever holds the key could have signed it so. */
    private static Map<String, byte[]> exponent(Map<String, byte[]> files) throws EvidenceException {
        byte[] payload = Dsse.read(files.get(SEAL)).payload();
        String other = new String(payload, StandardCharsets.UTF_8).replace("\"run\":7", "\"run\":7e0");
        return with(files, SEAL, text(files, SEAL).replace(base64(payload), base64(SomeRun.bytes(other))));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
