// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a CSV text into records; the separator is the one that stands most often in the first line. */
final class CsvRecords {
    private static final int MAX_RECORD = 1_000_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final Reader in;
    private char separator;
    private int line = 0;
    private int nextLine = 1;
    private long characters = 0;

    CsvRecords(String file, Reader in) {
        this.file = file;
        this.in = in;
    }

    /** Returns the line in which the last record began. */
    int line() {
        return line;
    }

    /** Returns how many characters have been read. */
    long characters() {
        return characters;
    }

    /** Returns the next record that is not an empty line, or nothing at the end. */
    Optional<List<String>> next() throws SpecException, IOException {
        String text = text();
        while (text.isBlank() && !text.isEmpty()) {
            text = text();
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(split(text.substring(0, text.length() - 1)));
    }

    /** Returns the text of a record with its line feed, which quotes may contain; empty at the end of the file. */
    private String text() throws SpecException, IOException {
        line = nextLine;
        var text = new StringBuilder();
        boolean quoted = false;
        for (int c = in.read(); c >= 0; c = in.read()) {
            characters++;
            if (c == '"') {
                quoted = !quoted;
            }
            if (c == '\n') {
                nextLine++;
            }
            if (c == '\n' && !quoted) {
                return first(text.append('\n'));
            }
            if (text.append((char) c).length() > MAX_RECORD) {
                throw CsvSample.problem(
                        file, line, "a record of more than a million characters begins here", "close its quotes");
            }
        }
        if (quoted) {
            throw CsvSample.problem(file, line, "quotes open in this record and are never closed", "close them");
        }
        return text.length() == 0 ? "" : first(text.append('\n'));
    }

    private String first(StringBuilder text) {
        int end = text.length() - 1;
        if (end > 0 && text.charAt(end - 1) == '\r') {
            text.deleteCharAt(end - 1);
        }
        if (line == 1 && text.charAt(0) == BYTE_ORDER_MARK) {
            text.deleteCharAt(0);
        }
        return text.toString();
    }

    private List<String> split(String text) {
        if (separator == 0) {
            separator = separator(text);
        }
        var values = new ArrayList<String>();
        var value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    value.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == separator && !quoted) {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString());
        return List.copyOf(values);
    }

    private static char separator(String header) {
        char best = ',';
        for (char candidate : new char[] {',', ';', '\t'}) {
            best = count(header, candidate) > count(header, best) ? candidate : best;
        }
        return best;
    }

    private static long count(String header, char wanted) {
        boolean quoted = false;
        long count = 0;
        for (char c : header.toCharArray()) {
            quoted ^= c == '"';
            count += c == wanted && !quoted ? 1 : 0;
        }
        return count;
    }
}
