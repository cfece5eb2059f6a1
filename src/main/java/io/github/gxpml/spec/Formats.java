// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import io.github.gxpml.spec.DataSpec.Format;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells from a file's ending how a table is stored. */
final class Formats {
    private static final Map<String, Format> ENDINGS =
            Map.of(".csv", Format.CSV, ".jsonl", Format.JSONL, ".ndjson", Format.JSONL, ".parquet", Format.PARQUET);

    private Formats() {}

    static Optional<Format> byEnding(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        int dot = lower.lastIndexOf('.');
        return Optional.ofNullable(dot < 0 ? null : ENDINGS.get(lower.substring(dot)));
    }
}
