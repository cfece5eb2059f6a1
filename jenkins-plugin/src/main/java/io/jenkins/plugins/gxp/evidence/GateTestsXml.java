// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import io.jenkins.plugins.gxp.engine.GateRow;
import io.jenkins.plugins.gxp.engine.StageReport;
import io.jenkins.plugins.gxp.engine.Verdicts;
import java.util.List;

/** Gates as tests in the XML of JUnit; names and reasons in it are those of strangers. */
final class GateTestsXml {
    private GateTestsXml() {}

    static String of(String stage, StageReport report, List<GateRow> gates) {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"")
                .append(escaped("GxP " + stage + " of " + report.model() + " " + report.version()))
                .append("\">\n");
        // a dot would start a package of its own
        String name = "gxp." + report.model().replaceAll("[^\\p{L}\\p{N}_-]", "_") + "." + stage;
        for (GateRow gate : gates) {
            xml.append("<testcase classname=\"")
                    .append(escaped(name))
                    .append("\" name=\"")
                    .append(escaped(gate.getId()))
                    .append("\">");
            append(xml, gate, report.waived().contains(gate.getId()));
            xml.append("</testcase>\n");
        }
        return xml.append("</testsuite>\n").toString();
    }

    private static void append(StringBuilder xml, GateRow gate, boolean waived) {
        String numbers = numbers(gate);
        if (!gate.getVerdict().equals(Verdicts.PASS)) {
            boolean failed = gate.getVerdict().equals(Verdicts.FAIL);
            String reason = (failed ? "" : Verdicts.UNDECIDED + ": ") + gate.getReason();
            xml.append("<failure message=\"")
                    .append(escaped(reason))
                    .append("\">")
                    .append(escaped(reason + "\n" + numbers))
                    .append("</failure>");
        }
        xml.append("<system-out>")
                .append(escaped(numbers + (waived ? "\nWaived: a signed waiver holds for this gate." : "")))
                .append("</system-out>");
    }

    private static String numbers(GateRow gate) {
        return gate.getVerdict() + ": value " + gate.getValue()
                + (gate.getInterval().isEmpty() ? "" : ", interval " + gate.getInterval()) + ", limit "
                + gate.getLimit() + ", " + gate.getRows() + " rows";
    }

    /** All markup becomes text; characters that XML cannot hold were replaced when the answer was read. */
    private static String escaped(String text) {
        var safe = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\n', '\t', '\r' -> safe.append("&#").append((int) c).append(';');
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
