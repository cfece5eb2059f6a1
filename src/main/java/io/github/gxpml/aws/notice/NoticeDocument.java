// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.notice;

import io.github.gxpml.io.Json;
import io.github.gxpml.port.Notifier.Judged;
import io.github.gxpml.port.Notifier.Kind;
import io.github.gxpml.port.Notifier.Notice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What machines read of a notice; {@code dist/aws/events/notice.schema.json} describes it.
 *
 * @param gxp version of this form
 * @param id the same whenever this is told again
 * @param kind what happened
 * @param model name
 * @param run number of the run
 * @param version of the model that the run is about
 * @param stage train, validate, register or monitor
 * @param verdict PASS, FAIL or UNDECIDED; absent if there is none
 * @param finding whether somebody should look at it
 * @param gates as many as there is room for, what did not pass first
 * @param gatesLeftOut how many there was no room for
 * @param facts texts by name
 * @param bundle the sealed bundle
 * @param at when it happened
 * @param summary one sentence
 */
record NoticeDocument(
        int gxp,
        String id,
        Kind kind,
        String model,
        int run,
        int version,
        String stage,
        Optional<String> verdict,
        boolean finding,
        List<Gate> gates,
        int gatesLeftOut,
        Map<String, String> facts,
        Bundle bundle,
        Instant at,
        String summary) {
    private static final int LONGEST_REASON = 300;
    private static final int LONGEST_FACT = 1000;

    /** One gate; without a value if its metric has none, or one that is no number. */
    record Gate(String id, String metric, String verdict, Optional<Double> value, String reason) {
        static Gate of(Judged gate) {
            return new Gate(
                    gate.id(),
                    gate.metric(),
                    gate.verdict(),
                    gate.value().filter(Double::isFinite),
                    NoticeTexts.cut(gate.reason(), LONGEST_REASON));
        }
    }

    /** The sealed bundle: file name and digests of the zip and of its manifest. */
    record Bundle(String file, String sha256, String manifestSha256) {}

    /**
     * Writes a notice.
     *
     * @param notice what is told
     * @param most bytes that there is room for
     * @return one line of JSON; gates are left out until it fits
     */
    static String json(Notice notice, int most) {
        List<Gate> gates = NoticeTexts.sorted(notice).stream().map(Gate::of).toList();
        int shown = gates.size();
        while (true) {
            String text = Json.compact(of(notice, gates.subList(0, shown), gates.size() - shown));
            if (shown == 0 || text.getBytes(StandardCharsets.UTF_8).length <= most) {
                return text;
            }
            shown /= 2;
        }
    }

    private static NoticeDocument of(Notice notice, List<Gate> gates, int leftOut) {
        Map<String, String> facts = new java.util.TreeMap<>();
        notice.facts().forEach((name, value) -> facts.put(name, NoticeTexts.cut(value, LONGEST_FACT)));
        return new NoticeDocument(
                1,
                notice.id(),
                notice.kind(),
                notice.model(),
                notice.run(),
                notice.version(),
                notice.stage(),
                Optional.of(notice.verdict()).filter(verdict -> !verdict.isEmpty()),
                notice.finding(),
                gates,
                leftOut,
                facts,
                new Bundle(notice.bundle(), notice.bundleSha256(), notice.manifestSha256()),
                notice.at(),
                NoticeTexts.cut(notice.summary(), LONGEST_FACT));
    }
}
