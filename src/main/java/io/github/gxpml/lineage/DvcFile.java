// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the pointer that DVC keeps beside a file ({@code train.csv.dvc}): its {@code outs} with path and MD5. Does not
 * call DVC. An MD5 identifies a file that nobody forges; the evidence itself uses SHA-256.
 */
final class DvcFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(MOST_BYTES)
            .build();

    private DvcFile() {}

    /**
     * What a pointer says of a file.
     *
     * @param md5 32 hexadecimal digits
     * @param ofUnixText whether it may be the MD5 of the text with unix line ends, as DVC 2 and older computed it
     */
    record Tracked(String md5, boolean ofUnixText) {
        /** Tells what the file has instead; empty if it is the one that is tracked. */
        Optional<String> differs(Path file) throws IOException {
            String found = DvcFile.md5(file, false);
            if (found.equals(md5) || ofUnixText && DvcFile.md5(file, true).equals(md5)) {
                return Optional.empty();
            }
            return Optional.of("the file has md5:" + found);
        }
    }

    /**
     * Reads a pointer.
     *
     * @param pointer the .dvc file
     * @param shown how messages call it
     * @param file the file that it is to be about
     * @return what it says
     * @throws IOException if it is not there, malformed, or about other files
     */
    static Tracked read(Path pointer, String shown, Path file) throws IOException {
        if (!Files.isRegularFile(pointer)) {
            throw new IOException(
                    "there is no file " + shown + ": add it with `dvc add`, or name it in `source.dvc.file`");
        }
        if (Files.size(pointer) > MOST_BYTES) {
            throw new IOException(shown + " is larger than 1 MiB, it is no pointer of DVC");
        }
        Map<?, ?> root = mapping(yaml(pointer, shown), shown);
        Path folder =
                pointer.toAbsolutePath().getParent().resolve(text(root, "wdir").orElse("."));
        if (root.get("outs") instanceof List<?> outs) {
            for (Object out : outs) {
                Map<?, ?> entry = mapping(out, shown);
                if (text(entry, "path").filter(path -> same(folder, path, file)).isPresent()) {
                    return tracked(entry, shown);
                }
            }
        }
        throw new IOException(shown + " tracks another file: none of its `outs` is " + file.getFileName());
    }

    private static Tracked tracked(Map<?, ?> entry, String shown) throws IOException {
        String md5 = text(entry, "md5")
                .orElseThrow(() -> new IOException(shown + " has no `md5` for the file: run `dvc commit`"));
        if (!md5.matches("[0-9a-f]{32}")) {
            throw new IOException(shown + " has an `md5` that is not the digest of one file");
        }
        return new Tracked(md5, text(entry, "hash").isEmpty());
    }

    private static boolean same(Path folder, String path, Path file) {
        try {
            return folder.resolve(path).normalize().equals(file.toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Object yaml(Path pointer, String shown) throws IOException {
        try {
            return new Load(SETTINGS).loadFromString(Files.readString(pointer, StandardCharsets.UTF_8));
        } catch (YamlEngineException | java.nio.charset.CharacterCodingException e) {
            throw new IOException(shown + " is no YAML that can be read: " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static Map<?, ?> mapping(Object value, String shown) throws IOException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IOException(shown + " is not written as DVC writes its pointers");
    }

    private static Optional<String> text(Map<?, ?> map, String key) {
        return Optional.ofNullable(map.get(key)).map(Object::toString);
    }

    private static String md5(Path file, boolean unixText) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        byte[] kept = new byte[buffer.length + 1];
        boolean pending = false; // a carriage return that is dropped if a line feed follows
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!unixText) {
                    digest.update(buffer, 0, n);
                    continue;
                }
                int length = 0;
                for (int i = 0; i < n; i++) {
                    if (pending && buffer[i] != '\n') {
                        kept[length++] = '\r';
                    }
                    pending = buffer[i] == '\r';
                    if (!pending) {
                        kept[length++] = buffer[i];
                    }
                }
                digest.update(kept, 0, length);
            }
        }
        if (pending) {
            digest.update((byte) '\r');
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks MD5, which every Java runtime must have", e);
        }
    }
}
