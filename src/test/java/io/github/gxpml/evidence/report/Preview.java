// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes sample reports into a folder, to be looked at in a browser. */
final class Preview {
    private Preview() {}

    /**
     * Writes the samples.
     *
     * @param args one: the folder
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        var samples = Map.of(
                "mixed", Reports.createMixed(),
                "passing", Reports.createPassing(),
                "traced", Reports.createTraced(),
                "undecided", Reports.createUndecided(),
                "many", Reports.createMany(500),
                "hostile",
                        Reports.createHostile(
                                "<script>alert(1)</script>\"'& \u202Eevil\u0000\u200B \u05D0\u05D1 a/b\nc"));
        for (var sample : samples.entrySet()) {
            Files.write(folder.resolve(sample.getKey() + ".html"), ReportWriter.write(sample.getValue()));
            Files.write(folder.resolve(sample.getKey() + ".pdf"), ReportPdf.write(sample.getValue()));
        }
    }
}
