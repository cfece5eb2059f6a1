// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.io.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes predictions as CSV: the key under its own name, {@code score}, {@code predicted}. */
final class PredictionsFile {
    private PredictionsFile() {}

    /**
     * Rounds a score to the shortest decimal number that still tells it from every other float.
     *
     * <p>Not {@link Float#toString}, whose digits differ between Java 17 and 19.
     *
     * @param score in [0,1]
     * @return the decimal number
     */
    static BigDecimal decimal(float score) {
        var exact = new BigDecimal(score);
        BigDecimal shortest = exact.round(new MathContext(9, RoundingMode.HALF_EVEN));
        for (int digits = 8; digits > 0; digits--) {
            BigDecimal shorter = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shorter.floatValue() != score) {
                break;
            }
            shortest = shorter;
        }
        return shortest.signum() == 0 ? BigDecimal.ZERO : shortest.stripTrailingZeros();
    }

    /** Writes a file; a score at or above the threshold is predicted 1. */
    static void write(Path file, String key, String[] keys, BigDecimal[] scores, double threshold) throws IOException {
        AtomicFile.write(file, bytes -> {
            var out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
            cell(out, key);
            out.write(",score,predicted\n");
            for (int row = 0; row < keys.length; row++) {
                cell(out, keys[row]);
                out.write(',');
                out.write(scores[row].toPlainString());
                out.write(scores[row].doubleValue() >= threshold ? ",1\n" : ",0\n");
            }
            out.flush();
        });
    }

    private static void cell(Writer out, String text) throws IOException {
        boolean quote = text.isEmpty() || text.isBlank() || !text.strip().equals(text);
        for (int i = 0; i < text.length() && !quote; i++) {
            quote = ",\"\r\n;|\t#'".indexOf(text.charAt(i)) >= 0;
        }
        out.write(quote ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }
}
