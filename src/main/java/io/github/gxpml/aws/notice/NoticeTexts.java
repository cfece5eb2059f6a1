// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.notice;

import io.github.gxpml.port.Notifier.Judged;
import io.github.gxpml.port.Notifier.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What people read of a notice. Names come from specs and columns of other people and may hold anything. */
final class NoticeTexts {
    private static final int MOST_GATES = 200;
    private static final int LONGEST_REASON = 300;

    private NoticeTexts() {}

    /** Returns one line without anything that could begin another: for a header. */
    static String subject(Notice notice, int longest) {
        String verdict = notice.verdict().isEmpty() ? "" : " " + notice.verdict();
        return cut(
                line("GxP: " + notice.model() + " run " + notice.run() + " " + notice.stage() + " "
                        + notice.kind()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', ' ') + verdict),
                longest);
    }

    /** Returns the subject in ASCII, as SNS wants it. */
    static String asciiSubject(Notice notice, int longest) {
        return subject(notice, longest).replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** Returns the notice as plain text. */
    static String plain(Notice notice) {
        var text = new StringBuilder(line(notice.summary())).append("\n\n");
        rows(notice)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        if (!notice.gates().isEmpty()) {
            text.append("\nGates:\n");
        }
        for (Judged gate : shown(notice)) {
            text.append("  ")
                    .append(String.join("  ", cells(gate)).stripTrailing())
                    .append('\n');
        }
        text.append(leftOut(notice));
        return text.append('\n').append(advice(notice)).append('\n').toString();
    }

    /** Returns the notice as HTML without anything that is fetched or runs. */
    static String html(Notice notice) {
        var text = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(subject(notice, 200)))
                .append("</title></head><body><p><strong>")
                .append(escaped(line(notice.summary())))
                .append("</strong></p><table>");
        rows(notice).forEach((name, value) -> row(text, List.of(name, value)));
        text.append("</table>");
        if (!notice.gates().isEmpty()) {
            text.append("<p>Gates:</p><table>");
            shown(notice).forEach(gate -> row(text, cells(gate)));
            text.append("</table><p>").append(escaped(leftOut(notice).strip())).append("</p>");
        }
        return text.append("<p>")
                .append(escaped(advice(notice)))
                .append("</p></body></html>")
                .toString();
    }

    private static Map<String, String> rows(Notice notice) {
        Map<String, String> rows = new java.util.LinkedHashMap<>();
        rows.put("Model", line(notice.model()));
        rows.put("Run", Integer.toString(notice.run()));
        rows.put("Version", Integer.toString(notice.version()));
        rows.put("Stage", line(notice.stage()));
        rows.put("Verdict", notice.verdict().isEmpty() ? "none" : line(notice.verdict()));
        rows.put("At", notice.at().toString());
        rows.put("Bundle", line(notice.bundle()));
        rows.put("SHA-256 of the bundle", line(notice.bundleSha256()));
        rows.put("SHA-256 of its manifest", line(notice.manifestSha256()));
        new TreeMap<>(notice.facts()).forEach((name, value) -> rows.put(line(name), cut(line(value), 1000)));
        return rows;
    }

    /** What did not pass comes first. */
    static List<Judged> sorted(Notice notice) {
        List<Judged> gates = new ArrayList<>(notice.gates());
        gates.sort((a, b) ->
                Boolean.compare(a.verdict().equals("PASS"), b.verdict().equals("PASS")));
        return gates;
    }

    private static List<Judged> shown(Notice notice) {
        List<Judged> gates = sorted(notice);
        return gates.subList(0, Math.min(MOST_GATES, gates.size()));
    }

    private static String leftOut(Notice notice) {
        int more = notice.gates().size() - MOST_GATES;
        return more <= 0 ? "" : "  and " + more + " more, which are in the bundle\n";
    }

    private static List<String> cells(Judged gate) {
        return List.of(
                line(gate.verdict()),
                line(gate.id()),
                gate.value().map(String::valueOf).orElse("no value"),
                cut(line(gate.reason()), LONGEST_REASON));
    }

    private static String advice(Notice notice) {
        return switch (notice.kind()) {
            case WAITING ->
                "Open the report in the bundle, compare its digest with the one above, then sign with `gxp"
                        + " approve`. This message is no approval and cannot be answered.";
            default -> "Check the bundle with `gxp verify`; its digest is above.";
        };
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("<tr>");
        cells.forEach(cell -> text.append("<td>").append(escaped(cell)).append("</td>"));
        text.append("</tr>");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** One line, without characters that change how others are shown or that no protocol takes. */
    static String line(String text) {
        var line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(shows(c) ? c : ' '));
        return line.toString().strip();
    }

    private static boolean shows(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 4)) ? longest - 4 : longest - 3;
        return text.substring(0, end) + "...";
    }
}
