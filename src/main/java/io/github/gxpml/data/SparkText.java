// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.Format;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Cuts text files into parts that are read beside one another. A line break inside quotes ends no record, so whether a
 * part starts within quotes is counted first; whoever reads the parts checks that each starts where the one before
 * ended.
 */
final class SparkText {

    private final JavaSparkContext context;
    private final SparkFiles files;
    private final long partBytes;

    SparkText(JavaSparkContext context, SparkFiles files, long partBytes) {
        this.context = context;
        this.files = files;
        this.partBytes = partBytes;
    }

    /** A file as one part, from behind the line of names to its end. */
    SparkTextPart whole(String address, Format format) throws IOException, DataException {
        long length = files.length(address);
        if (format == Format.JSONL) {
            return new SparkTextPart(
                    address, format, List.of(), CsvRecords.LineEnd.LF, 0, length, SparkTextPart.Start.RECORD);
        }
        if (length == 0) {
            throw new DataException("the file is empty - the first line must hold the column names");
        }
        List<String> names;
        try (InputStream in = new BufferedInputStream(files.open(address, 0))) {
            names = CsvHeader.read(in);
        }
        return behindHeader(address, names, length);
    }

    /** The names have no line break in them, so the first one that is there ends the first line. */
    private SparkTextPart behindHeader(String address, List<String> names, long length) throws IOException {
        var lineEnd = CsvRecords.LineEnd.LF;
        long from = 0;
        try (InputStream in = new BufferedInputStream(files.open(address, 0))) {
            int c = in.read();
            from++;
            while (c >= 0 && c != '\n' && c != '\r') {
                c = in.read();
                from++;
            }
            if (c == '\r') {
                boolean pair = in.read() == '\n';
                lineEnd = pair ? CsvRecords.LineEnd.CRLF : CsvRecords.LineEnd.CR;
                from += pair ? 1 : 0;
            }
        }
        return new SparkTextPart(
                address, Format.CSV, names, lineEnd, Math.min(from, length), length, SparkTextPart.Start.RECORD);
    }

    /** Cuts a file that is one part. */
    List<SparkTextPart> cut(SparkTextPart whole) {
        if (whole.to() - whole.from() <= partBytes) {
            return List.of(whole);
        }
        List<Long> bounds = new ArrayList<>();
        for (long at = whole.from(); at < whole.to(); at += partBytes) {
            bounds.add(at);
        }
        List<Long> quotes = whole.format() == Format.CSV ? quotes(whole, bounds) : List.of();
        List<SparkTextPart> parts = new ArrayList<>();
        boolean within = false;
        for (int i = 0; i < bounds.size(); i++) {
            SparkTextPart.Start start = i == 0
                    ? SparkTextPart.Start.RECORD
                    : within ? SparkTextPart.Start.WITHIN_QUOTES : SparkTextPart.Start.OUTSIDE_QUOTES;
            long to = i + 1 < bounds.size() ? bounds.get(i + 1) : whole.to();
            parts.add(new SparkTextPart(
                    whole.address(), whole.format(), whole.names(), whole.lineEnd(), bounds.get(i), to, start));
            within ^= !quotes.isEmpty() && quotes.get(i) % 2 == 1;
        }
        return parts;
    }

    private List<Long> quotes(SparkTextPart whole, List<Long> bounds) {
        SparkFiles reader = files;
        String address = whole.address();
        long length = partBytes;
        long end = whole.to();
        return context.parallelize(bounds, bounds.size())
                .map(from -> {
                    try (InputStream in = reader.open(address, from)) {
                        return count(in, Math.min(length, end - from));
                    }
                })
                .collect();
    }

    private static long count(InputStream in, long length) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long quotes = 0;
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            for (int i = 0; i < read; i++) {
                quotes += buffer[i] == '"' ? 1 : 0;
            }
            left -= read;
        }
        return quotes;
    }
}
