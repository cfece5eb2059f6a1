// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.records;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Parallel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads a table of scored records: partition key {@code record}, sort key {@code modelVersion}, with {@code input} (a
 * map), {@code score}, {@code predicted}, {@code label} if it is known, {@code at} and {@code requestId}. The table is
 * scanned, in several segments at once; what is taken is kept in memory until it is written.
 */
public final class InferenceResults implements AutoCloseable {
    private static final int SEGMENTS = 4;
    private static final List<String> BEFORE = List.of("record");
    private static final List<String> AFTER = List.of("score", "predicted", "label", "modelVersion", "at", "requestId");

    private final DynamoDbClient client;
    private final String table;

    private InferenceResults(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /**
     * Opens a table; nothing is asked over the network yet.
     *
     * @param access makes the client
     * @param table its name
     * @return the table
     * @throws IOException if the environment does not say what a client needs
     */
    public static InferenceResults open(AwsAccess access, String table) throws IOException {
        return new InferenceResults(access.client(DynamoDbClient.builder(), "DYNAMODB", "monitor"), table);
    }

    /**
     * Which rows are wanted.
     *
     * @param version that scored them
     * @param from no earlier
     * @param to earlier than this
     */
    public record Wanted(int version, Instant from, Instant to) {}

    /**
     * What became of the rows.
     *
     * @param taken rows that were written
     * @param ofOtherVersions rows in the time that another version scored, which were refused
     * @param withoutVersion rows that do not say which version scored them, whatever their time, which were refused
     * @param withoutTime rows of the version that do not say when they were scored, which were refused
     * @param atOtherTimes rows outside of the time
     */
    public record Counts(long taken, long ofOtherVersions, long withoutVersion, long withoutTime, long atOtherTimes) {
        Counts plus(Counts other) {
            return new Counts(
                    taken + other.taken,
                    ofOtherVersions + other.ofOtherVersions,
                    withoutVersion + other.withoutVersion,
                    withoutTime + other.withoutTime,
                    atOtherTimes + other.atOtherTimes);
        }
    }

    private record Part(List<Map<String, AttributeValue>> rows, Counts counts) {}

    /**
     * Writes the rows that one version scored in a time as CSV, which monitoring can read. Columns of the input bear
     * their names; a missing value is an empty field.
     *
     * @param wanted which rows
     * @param target the file; replaced as a whole
     * @return what became of all rows of the table
     * @throws IOException if the table cannot be read, a row is damaged, or the file cannot be written
     */
    public Counts export(Wanted wanted, Path target) throws IOException {
        List<Part> parts =
                Parallel.map(IntStream.range(0, SEGMENTS).boxed().toList(), segment -> scan(segment, wanted));
        List<Map<String, AttributeValue>> rows =
                parts.stream().flatMap(part -> part.rows().stream()).toList();
        TreeSet<String> inputs = new TreeSet<>();
        for (Map<String, AttributeValue> row : rows) {
            inputs.addAll(input(row).keySet());
        }
        List<String> clash = Stream.concat(BEFORE.stream(), AFTER.stream())
                .filter(inputs::contains)
                .toList();
        if (!clash.isEmpty()) {
            throw new IOException("table " + table + " has inputs that are called as its own columns are: " + clash
                    + "; rename them where they are written");
        }
        AtomicFile.write(target, out -> {
            List<String> header = new ArrayList<>(BEFORE);
            header.addAll(inputs);
            header.addAll(AFTER);
            out.write(line(header));
            for (Map<String, AttributeValue> row : rows) {
                List<String> fields = new ArrayList<>();
                for (String name : BEFORE) {
                    fields.add(plain(row, name));
                }
                Map<String, AttributeValue> input = input(row);
                for (String name : inputs) {
                    fields.add(plain(input, name));
                }
                for (String name : AFTER) {
                    fields.add(plain(row, name));
                }
                out.write(line(fields));
            }
        });
        return parts.stream().map(Part::counts).reduce(new Counts(0, 0, 0, 0, 0), Counts::plus);
    }

    private Part scan(int segment, Wanted wanted) throws IOException {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        Counts counts = new Counts(0, 0, 0, 0, 0);
        Map<String, AttributeValue> from = Map.of();
        do {
            Map<String, AttributeValue> start = from;
            ScanResponse page = new Attempt("table " + table + " could not be read", "dynamodb:Scan on it")
                    .call(() -> client.scan(request -> request.tableName(table)
                            .segment(segment)
                            .totalSegments(SEGMENTS)
                            .consistentRead(true)
                            .exclusiveStartKey(start.isEmpty() ? null : start)));
            for (Map<String, AttributeValue> row : page.items()) {
                Counts one = judge(row, wanted);
                counts = counts.plus(one);
                if (one.taken() == 1) {
                    rows.add(row);
                }
            }
            from = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!from.isEmpty());
        return new Part(rows, counts);
    }

    private static Counts judge(Map<String, AttributeValue> row, Wanted wanted) {
        Optional<Integer> version = version(row);
        if (version.isEmpty()) {
            return new Counts(0, 0, 1, 0, 0);
        }
        Optional<Instant> at = at(row);
        if (at.isEmpty()) {
            return version.get() == wanted.version() ? new Counts(0, 0, 0, 1, 0) : new Counts(0, 1, 0, 0, 0);
        }
        if (at.get().isBefore(wanted.from()) || !at.get().isBefore(wanted.to())) {
            return new Counts(0, 0, 0, 0, 1);
        }
        return version.get() == wanted.version() ? new Counts(1, 0, 0, 0, 0) : new Counts(0, 1, 0, 0, 0);
    }

    /** Versions count from 1. */
    private static Optional<Integer> version(Map<String, AttributeValue> row) {
        String number = Optional.ofNullable(row.get("modelVersion"))
                .map(AttributeValue::n)
                .orElse("");
        return number.matches("[1-9]\\d{0,8}") ? Optional.of(Integer.valueOf(number)) : Optional.empty();
    }

    private static Optional<Instant> at(Map<String, AttributeValue> row) {
        try {
            return Optional.ofNullable(row.get("at")).map(AttributeValue::s).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, AttributeValue> input(Map<String, AttributeValue> row) {
        AttributeValue input = row.get("input");
        return input != null && input.hasM() ? new TreeMap<>(input.m()) : Map.of();
    }

    private String plain(Map<String, AttributeValue> row, String name) throws IOException {
        AttributeValue value = row.get(name);
        if (value == null || Boolean.TRUE.equals(value.nul())) {
            return "";
        }
        return switch (value.type()) {
            case S -> value.s();
            case N -> value.n();
            case BOOL -> value.bool().toString();
            default ->
                throw new IOException("a row of table " + table + " has neither a text nor a number in `" + name
                        + "`: mend it where it is written");
        };
    }

    private static byte[] line(List<String> fields) {
        return (fields.stream().map(InferenceResults::field).collect(Collectors.joining(",")) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() {
        client.close();
    }
}
