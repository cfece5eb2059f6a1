// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import io.github.gxpml.metric.constraint.Constraints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The documents of these tests, written after the published schemas. */
final class Documents {
    private Documents() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Documents.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    static String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static Constraints constraints() throws IOException, FormatException {
        return ConstraintsFile.read("constraints.json", bytes("constraints.json"));
    }

    static Statistics statistics() throws IOException, FormatException {
        return StatisticsFile.read("statistics.json", bytes("statistics.json"));
    }

    static Analysis analysis() throws IOException, FormatException {
        return AnalysisFile.read("analysis.json", bytes("analysis.json"));
    }
}
