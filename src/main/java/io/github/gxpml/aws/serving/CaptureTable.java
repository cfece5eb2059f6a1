// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.serving;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.spec.S3Place;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes a table of what an endpoint captured, which monitoring can read: a key, the time, the features, the answers. A
 * line that cannot be read is an error that names file and line; none is passed over.
 *
 * @param columns their names
 * @param from no earlier
 * @param to earlier than this
 */
public record CaptureTable(Columns columns, Instant from, Instant to) {
    /** The id that a request of monitoring itself has, which is no use of the model. */
    public static final String OWN = "gxp-monitor";

    private static final String TIME = "at";

    /**
     * Names of columns.
     *
     * @param key of each row
     * @param features in the order in which the endpoint takes them
     * @param outputs in the order in which it answers
     */
    public record Columns(String key, List<String> features, List<String> outputs) {
        /** Copies the lists. */
        public Columns {
            features = List.copyOf(features);
            outputs = List.copyOf(outputs);
        }

        private List<String> all() throws IOException {
            List<String> all = new ArrayList<>(List.of(key, TIME));
            all.addAll(features);
            all.addAll(outputs);
            Set<String> seen = new HashSet<>();
            for (String name : all) {
                if (!seen.add(name)) {
                    throw new IOException(
                            "two columns would be called " + name + ": name the key or the outputs" + " otherwise");
                }
            }
            return all;
        }
    }

    /**
     * What became of the events.
     *
     * @param files that were read
     * @param events of the time
     * @param rows that were written
     * @param own requests of monitoring itself in the time, which were left out
     * @param atOtherTimes events outside of the time, in files that were read
     */
    public record Counts(long files, long events, long rows, long own, long atOtherTimes) {}

    /**
     * Writes the table.
     *
     * @param place a folder, or {@code s3://bucket/prefix}
     * @param access makes the client of S3
     * @param target the file; replaced as a whole
     * @return what became of the events
     * @throws IOException if anything cannot be read, there is no row, or the file cannot be written; the file is then
     *     as it was
     */
    public Counts write(String place, AwsAccess access, Path target) throws IOException {
        List<String> header = columns.all();
        try (CapturedFiles captured = files(place, access)) {
            List<CapturedFile> files = captured.files().stream()
                    .filter(file -> file.mayHold(from, to))
                    .toList();
            oneVariant(files);
            var reading = new Reading(new HashSet<>(), new long[4]);
            AtomicFile.write(target, unbuffered -> {
                OutputStream out = new BufferedOutputStream(unbuffered, 1 << 16);
                out.write(line(header));
                for (CapturedFile file : files) {
                    file.content().with(content -> read(file, content, out, reading));
                }
                if (reading.counts[1] == 0) {
                    throw new IOException(
                            "no event of " + place + " is from " + from + " to " + to + ": check place and times");
                }
                out.flush();
            });
            long[] counts = reading.counts;
            return new Counts(files.size(), counts[0], counts[1], counts[2], counts[3]);
        }
    }

    private static CapturedFiles files(String place, AwsAccess access) throws IOException {
        if (S3Place.is(place)) {
            return CapturedFiles.of(access, S3Place.of(place));
        }
        try {
            return CapturedFiles.of(Path.of(place));
        } catch (InvalidPathException e) {
            throw new IOException("no folder can be called so: " + place, e);
        }
    }

    /** Two variants are two models. */
    private static void oneVariant(List<CapturedFile> files) throws IOException {
        Set<String> owners = new TreeSet<>();
        files.forEach(file -> owners.add(file.owner().orElse("")));
        if (owners.size() > 1) {
            throw new IOException("the place holds what several variants captured: " + String.join(", ", owners)
                    + "; name the folder of one");
        }
    }

    /** What is known so far: keys, and the numbers of events, rows, own requests and events at other times. */
    private record Reading(Set<String> keys, long[] counts) {}

    private void read(CapturedFile file, Path content, OutputStream out, Reading reading) throws IOException {
        try (var lines = new BoundedLines(content)) {
            try {
                for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                    read(line.get(), out, reading);
                }
            } catch (IOException e) {
                throw new IOException(file.name() + ", line " + lines.number() + ": " + e.getMessage(), e);
            }
        }
    }

    private void read(byte[] line, OutputStream out, Reading reading) throws IOException {
        CapturedEvent event = CapturedEvent.read(line);
        if (event.at().isBefore(from) || !event.at().isBefore(to)) {
            reading.counts[3]++;
            return;
        }
        if (event.id().equals(OWN)) {
            reading.counts[2]++;
            return;
        }
        reading.counts[0]++;
        for (List<String> row : event.rows(columns.features(), columns.outputs())) {
            if (!reading.keys.add(row.get(0))) {
                throw new IOException("the key " + row.get(0) + " stands twice in what was captured");
            }
            out.write(line(row));
            reading.counts[1]++;
        }
    }

    private static byte[] line(List<String> fields) {
        return (fields.stream().map(CaptureTable::field).collect(Collectors.joining(",")) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
