// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads records of comma-separated values one by one, as strictly as the embedded database and with its words: quotes
 * doubled inside quotes, one kind of line end in the whole file, the same number of fields in every record. An empty
 * field is a missing value. Keeps the position, so that parts of a file can be read apart.
 */
final class CsvRecords {
    private static final int LONGEST = 2_000_000;
    private static final int BUFFER = 1 << 16;
    private static final int END = -1;

    /** What ends a record. */
    enum LineEnd {
        LF,
        CR,
        CRLF
    }

    private final InputStream in;
    private final LineEnd lineEnd;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int limit;
    private long position;

    private byte[] field = new byte[256];
    private int size;
    private boolean ascii;
    private long recordStart;
    private long lines;

    /** Reads on from a position in a file that the stream already stands at. */
    CsvRecords(InputStream in, LineEnd lineEnd, long position) {
        this.in = in;
        this.lineEnd = lineEnd;
        this.position = position;
    }

    /** The position of the first byte that has not been read. */
    long position() {
        return position;
    }

    /** Skips to the start of the first record that begins after the position, which is within quotes or not. */
    boolean skipToRecord(boolean withinQuotes) throws IOException {
        boolean quoted = withinQuotes;
        int last = lineEnd == LineEnd.CR ? '\r' : '\n';
        for (int c = read(); c != END; c = read()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == last && !quoted) {
                return true;
            }
        }
        return false;
    }

    /** How many lines were read, those without anything included. */
    long lines() {
        return lines;
    }

    /**
     * Reads one record. A line without anything is a missing value if there is one column, else it is skipped.
     *
     * @param record one place for each column; null is a missing value
     * @return false at the end of the file
     */
    boolean read(String[] record) throws IOException, DataException {
        while (peek() != END) {
            recordStart = position;
            lines++;
            int fields = fields(record);
            boolean blank = fields == 1 && record[0] == null && position - recordStart <= ends();
            if (blank && record.length > 1) {
                continue;
            }
            if (fields != record.length) {
                throw new DataException("Expected Number of Columns: " + record.length + " Found: " + fields);
            }
            return true;
        }
        return false;
    }

    private int ends() {
        return lineEnd == LineEnd.CRLF ? 2 : 1;
    }

    /** Counts the fields; empty ones after the last column count for nothing. */
    private int fields(String[] record) throws IOException, DataException {
        int fields = 0;
        int present = 0;
        int ending;
        do {
            ending = field();
            String value = size == 0 ? null : text();
            if (fields < record.length) {
                record[fields] = value;
                present = fields + 1;
            } else if (value != null) {
                present = fields + 1;
            }
            fields++;
        } while (ending == ',');
        return present;
    }

    /** Reads one field up to what ends it: a comma, a line end or the end of the file. */
    private int field() throws IOException, DataException {
        size = 0;
        ascii = true;
        while (true) {
            int c = read();
            if (c == '"' && opens()) {
                size = 0;
                return quoted();
            }
            if (c == ',' || c == END) {
                return c;
            }
            if (c == '\n' || c == '\r') {
                return lineEnd(c);
            }
            append(c);
        }
    }

    /** A quote opens a field at its start, or after one blank. */
    private boolean opens() {
        return size == 0 || size == 1 && field[0] == ' ';
    }

    private int quoted() throws IOException, DataException {
        while (true) {
            int c = read();
            if (c == END) {
                throw new DataException("Value with unterminated quote found");
            }
            if (c != '"') {
                append(c);
            } else if (peek() == '"') {
                append(read());
            } else {
                return afterQuote();
            }
        }
    }

    private int afterQuote() throws IOException, DataException {
        int c = read();
        while (c == ' ') {
            c = read();
        }
        if (c == ',' || c == END) {
            return c;
        }
        if (c == '\n' || c == '\r') {
            return lineEnd(c);
        }
        throw new DataException("Value with unterminated quote found");
    }

    private int lineEnd(int c) throws IOException, DataException {
        boolean right = switch (lineEnd) {
            case LF -> c == '\n';
            case CR -> c == '\r';
            case CRLF -> c == '\r' && read() == '\n';
        };
        if (!right) {
            throw new DataException("its line end is not that of the first line");
        }
        return '\n';
    }

    private void append(int c) throws DataException {
        if (position - recordStart > LONGEST) {
            throw new DataException("Maximum line size of " + LONGEST + " bytes exceeded");
        }
        if (size == field.length) {
            field = Arrays.copyOf(field, 2 * size);
        }
        field[size++] = (byte) c;
        ascii = ascii && c < 0x80;
    }

    private String text() throws DataException {
        if (ascii) {
            return new String(field, 0, size, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(field, 0, size))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DataException("Invalid unicode (byte sequence mismatch) detected", e);
        }
    }

    private int read() throws IOException {
        if (next == limit && !fill()) {
            return END;
        }
        position++;
        return buffer[next++] & 0xFF;
    }

    private int peek() throws IOException {
        return next == limit && !fill() ? END : buffer[next] & 0xFF;
    }

    private boolean fill() throws IOException {
        next = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}
