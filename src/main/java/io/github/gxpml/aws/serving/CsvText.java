// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.serving;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** CSV as RFC 4180 has it: fields that may stand in quotes, lines that end with a line feed or both characters. */
final class CsvText {
    private final String text;
    private int at;

    private CsvText(String text) {
        this.text = text;
    }

    /** Reads all lines; those without a character are none. */
    static List<List<String>> read(String text) throws IOException {
        var csv = new CsvText(text);
        List<List<String>> lines = new ArrayList<>();
        while (csv.at < text.length()) {
            List<String> line = csv.line();
            if (!line.equals(List.of(""))) {
                lines.add(line);
            }
        }
        return lines;
    }

    private List<String> line() throws IOException {
        List<String> fields = new ArrayList<>();
        while (true) {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at >= text.length()) {
                return fields;
            }
            char c = text.charAt(at++);
            if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                c = text.charAt(at++);
            }
            if (c == '\n' || c == '\r') {
                return fields;
            }
            if (c != ',') {
                throw new IOException("there is text after a closing quote");
            }
        }
    }

    private String plain() {
        int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() throws IOException {
        StringBuilder field = new StringBuilder();
        for (at++; at < text.length(); at++) {
            if (text.charAt(at) != '"') {
                field.append(text.charAt(at));
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                field.append('"');
                at++;
            } else {
                at++;
                return field.toString();
            }
        }
        throw new IOException("a quote is not closed");
    }
}
