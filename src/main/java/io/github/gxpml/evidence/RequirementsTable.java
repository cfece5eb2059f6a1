// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.RequirementsDocument.Requirement;
import io.github.gxpml.evidence.RequirementsDocument.Traced;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The requirements trace as CSV. A cell that a spreadsheet would take for a formula is written as text. */
final class RequirementsTable {
    private static final List<String> HEADER = List.of(
            "requirement", "text", "risk", "severity", "riskText", "state", "gate", "min", "max", "verdict", "signed");

    private RequirementsTable() {}

    static byte[] csv(RequirementsDocument document) {
        Stream<String> lines = document.requirements().stream().flatMap(RequirementsTable::lines);
        return Stream.concat(Stream.of(line(HEADER)), lines)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<String> lines(Requirement requirement) {
        return requirement.gates().isEmpty()
                ? Stream.of(line(requirement, Optional.empty()))
                : requirement.gates().stream().map(gate -> line(requirement, Optional.of(gate)));
    }

    private static String line(Requirement requirement, Optional<Traced> gate) {
        String signed = requirement.signatures().stream()
                .map(signature -> signature.person() + " (" + signature.role() + "): " + signature.meaning())
                .collect(Collectors.joining("; "));
        return line(List.of(
                requirement.id(),
                requirement.text(),
                requirement.risk().map(risk -> risk.id()).orElse(""),
                requirement.risk().map(risk -> risk.severity().word()).orElse(""),
                requirement.risk().map(risk -> risk.text()).orElse(""),
                requirement.state().name(),
                gate.map(Traced::id).orElse(""),
                gate.flatMap(Traced::min).map(limit -> Double.toString(limit)).orElse(""),
                gate.flatMap(Traced::max).map(limit -> Double.toString(limit)).orElse(""),
                gate.map(traced -> traced.verdict().map(Enum::name).orElse("NOT JUDGED"))
                        .orElse("NO GATE"),
                signed));
    }

    private static String line(List<String> cells) {
        return cells.stream().map(RequirementsTable::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String cell(String text) {
        boolean number = text.matches("-?[0-9.]+(E-?[0-9]+)?");
        String safe = !number && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
