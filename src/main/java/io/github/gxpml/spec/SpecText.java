// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import io.github.gxpml.io.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The bytes of a spec, read once, and their text. At most 1 MiB of UTF-8. */
final class SpecText {
    static final int MAX_BYTES = 1 << 20;
    private final byte[] bytes;

    private SpecText(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a file; of a larger one only the first byte too many.
     *
     * @throws IOException if it cannot be read, as a sentence with the cause and the way out
     */
    static SpecText read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("cannot read " + file + ": it is a folder - name the spec in it, such as "
                    + file.resolve("gxp.yaml"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new SpecText(in.readNBytes(MAX_BYTES + 1));
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new IOException(
                    "cannot read " + file
                            + ": there is no such file - name another one, or write a starter with `gxp init`",
                    e);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "cannot read " + file + ": permission denied - let the user who runs gxp read the file", e);
        } catch (IOException e) {
            throw new IOException(
                    "cannot read " + file + ": " + e.getMessage() + " - check the disk or name another file", e);
        }
    }

    static SpecText of(byte[] bytes) {
        return new SpecText(bytes);
    }

    String sha256() {
        return Sha256.of(bytes);
    }

    /** Returns the text without byte order mark, or nothing after telling why there is none. */
    Optional<String> decode(Problems problems) {
        if (bytes.length > MAX_BYTES) {
            problems.add(
                    Place.START,
                    "the file is larger than 1 MiB, which no spec is",
                    "name the spec, not a data file, or split the spec by model");
            return Optional.empty();
        }
        if (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF)) {
            problems.add(Place.START, "the file is UTF-16", "save it as UTF-8");
            return Optional.empty();
        }
        return utf8(problems).filter(text -> isReadable(text, problems));
    }

    private boolean startsWith(int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private Optional<String> utf8(Problems problems) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            problems.add(
                    end(text),
                    String.format(Locale.ROOT, "the byte 0x%02X is not UTF-8", in.get(in.position())),
                    "save the file as UTF-8");
            return Optional.empty();
        }
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static boolean isReadable(String text, Problems problems) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (Characters.isHidden(c)) {
                problems.add(
                        end(text.substring(0, i)),
                        "the hidden character " + Characters.codePoint(c) + " stands here",
                        "remove it, so that people see what the program reads");
                return false;
            }
        }
        return true;
    }

    /** Returns the place just behind a text. */
    private static Place end(String text) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean second = c == '\n' && i > 0 && text.charAt(i - 1) == '\r';
            if (c == '\n' || c == '\r') {
                line += second ? 0 : 1;
                start = i + 1;
            }
        }
        return new Place(line, text.codePointCount(start, text.length()) + 1);
    }
}
