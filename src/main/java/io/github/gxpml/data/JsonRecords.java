// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.Map;

/**
 * Reads JSON objects, one on each line, as values by name. Values are texts: numbers as the embedded database writes
 * them, objects and lists as JSON; null is a missing value. Lines without anything are skipped.
 */
final class JsonRecords {
    private static final int LONGEST = 16 << 20;
    private static final int BUFFER = 1 << 16;
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int limit;
    private long position;
    private long lines;

    /** Reads on from a position in a file that the stream already stands at. */
    JsonRecords(InputStream in, long position) {
        this.in = in;
        this.position = position;
    }

    /** The position of the first byte that has not been read. */
    long position() {
        return position;
    }

    /** How many lines were read, those without anything included. */
    long lines() {
        return lines;
    }

    /** Skips to the start of the first line that begins after the position. */
    boolean skipToRecord() throws IOException {
        for (int c = read(); c >= 0; c = read()) {
            if (c == '\n') {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads one object.
     *
     * @param record gets its values
     * @return false at the end of the file
     */
    boolean read(Map<String, String> record) throws IOException, DataException {
        record.clear();
        for (byte[] line = line(); line.length > 0 || next < limit || fill(); line = line()) {
            if (!blank(line)) {
                parse(line, record);
                return true;
            }
        }
        return false;
    }

    private byte[] line() throws IOException, DataException {
        var line = new ByteArrayOutputStream();
        int c = read();
        if (c >= 0) {
            lines++;
        }
        while (c >= 0 && c != '\n') {
            line.write(c);
            if (line.size() > LONGEST) {
                throw new DataException("it has more than " + LONGEST + " bytes");
            }
            c = read();
        }
        return line.toByteArray();
    }

    private static boolean blank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static void parse(byte[] line, Map<String, String> record) throws IOException, DataException {
        try (JsonParser parser = FACTORY.createParser(line)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.VALUE_NULL && first != JsonToken.START_OBJECT) {
                throw new DataException("it is no JSON object");
            }
            while (first == JsonToken.START_OBJECT && parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                record.put(name, value(parser));
            }
            if (parser.nextToken() != null) {
                throw new DataException("there is something behind its JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new DataException("malformed JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser.getText());
            case VALUE_NUMBER_FLOAT -> real(parser.getText());
            case START_OBJECT, START_ARRAY -> json(parser);
            default -> parser.getText();
        };
    }

    private static String whole(String text) {
        var number = new BigInteger(text);
        return number.compareTo(LEAST) < 0 || number.compareTo(MOST) > 0 ? text : number.toString();
    }

    private static String real(String text) {
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? NumberText.of(number) : text;
    }

    private static String json(JsonParser parser) throws IOException {
        var text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.copyCurrentStructure(parser);
        }
        return text.toString();
    }

    private int read() throws IOException {
        if (next == limit && !fill()) {
            return -1;
        }
        position++;
        return buffer[next++] & 0xFF;
    }

    private boolean fill() throws IOException {
        next = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}
