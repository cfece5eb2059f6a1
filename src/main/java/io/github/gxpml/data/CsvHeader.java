// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the first record of a CSV file: names exactly as written, quoted ones unquoted, without a byte-order mark. */
final class CsvHeader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int LONGEST = 1 << 16;

    private final InputStream in;
    private final List<String> names = new ArrayList<>();
    private final ByteArrayOutputStream name = new ByteArrayOutputStream();

    private CsvHeader(InputStream in) {
        this.in = in;
    }

    static List<String> read(Path file) throws IOException, DataException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in);
        }
    }

    /** Reads from the start of a file; the stream must be able to step back. */
    static List<String> read(InputStream in) throws IOException, DataException {
        in.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            in.reset();
        }
        return new CsvHeader(in).parse();
    }

    private List<String> parse() throws IOException, DataException {
        boolean quoted = false;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (quoted && c == '"') {
                quoted = escaped();
            } else if (quoted) {
                refuseLineBreak(c);
                name.write(c);
            } else if (c == '"' && name.size() == 0) {
                quoted = true;
            } else if (c == ',') {
                end();
            } else if (c == '\n' || c == '\r') {
                break;
            } else {
                name.write(c);
            }
            if (name.size() > LONGEST) {
                throw new DataException("its first line has a column name of more than " + LONGEST
                        + " bytes - the first line must hold the column names");
            }
        }
        if (quoted) {
            throw new DataException("a quote in its first line is never closed - close it");
        }
        end();
        return names;
    }

    /** A quote inside quotes: two stand for one, one alone ends the quoted text. */
    private boolean escaped() throws IOException {
        in.mark(1);
        if (in.read() == '"') {
            name.write('"');
            return true;
        }
        in.reset();
        return false;
    }

    /**
     * The database takes the first line break of a file, quoted or not, for the one that ends its rows, and loses rows.
     */
    private void refuseLineBreak(int c) throws DataException {
        if (c == '\n' || c == '\r') {
            throw new DataException("the name of column " + (names.size() + 1)
                    + " has a line break in it, or its quote is never closed - write it on one line");
        }
    }

    private void end() throws DataException {
        try {
            names.add(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new DataException("its first line is not UTF-8 text - save the file as UTF-8", e);
        }
        name.reset();
    }
}
