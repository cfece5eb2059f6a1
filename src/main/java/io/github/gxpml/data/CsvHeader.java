// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the first record of a CSV file: names exactly as written, quoted ones unquoted, without a byte-order mark. */
final class CsvHeader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int LONGEST = 1 << 20;

    private final Reader in;
    private final List<String> names = new ArrayList<>();
    private final StringBuilder name = new StringBuilder();

    private CsvHeader(Reader in) {
        this.in = in;
    }

    static List<String> read(Path file) throws IOException, DataException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
            in.mark(1);
            if (in.read() != BYTE_ORDER_MARK) {
                in.reset();
            }
            return new CsvHeader(in).parse();
        } catch (CharacterCodingException e) {
            throw new DataException("its first line is not UTF-8 text - save the file as UTF-8", e);
        }
    }

    private List<String> parse() throws IOException, DataException {
        boolean quoted = false;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (quoted && c == '"') {
                in.mark(1);
                quoted = in.read() == '"';
                if (!quoted) {
                    in.reset();
                    continue;
                }
                name.append('"');
            } else if (quoted) {
                name.append((char) c);
            } else if (c == '"' && name.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                end();
            } else if (c == '\n' || c == '\r') {
                break;
            } else {
                name.append((char) c);
            }
            if (name.length() > LONGEST) {
                throw new DataException("its first line has a column name of more than " + LONGEST
                        + " characters - the first line must hold the column names");
            }
        }
        if (quoted) {
            throw new DataException("a quote in its first line is never closed - close it");
        }
        end();
        return names;
    }

    private void end() {
        names.add(name.toString());
        name.setLength(0);
    }
}
