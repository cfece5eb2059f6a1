// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A small table with its predictions, drawn from a seed: ties, missing values, groups, attributions, members. Scores
 * are whole 64ths, so that their complements and squares are exact.
 *
 * @param kind what the label is
 * @param rows cells by column; {@link #PREDICTED} and {@link #RIVAL} start the names of columns of predictions
 */
record Drawn(Kind kind, List<Map<String, String>> rows) {
    static final String PREDICTED = "predictions: ";
    static final String RIVAL = "champion: ";
    static final double GRID = 64;

    /** What the label is. */
    enum Kind {
        TWO_CLASSES,
        CLASSES,
        NUMBERS
    }

    private static final List<String> CLASSES = List.of("A", "B", "C");
    private static final double INTERVAL = 0.9;

    static Drawn of(Kind kind, long seed, int n) {
        var random = new Random(seed * 31 + kind.ordinal());
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("id", seed + "-" + i);
            row.put("sex", missing(random, 15) ? "" : random.nextBoolean() ? "F" : "M");
            row.put("age", String.valueOf(55 + random.nextInt(40)));
            row.put("kappa", missing(random, 15) ? "" : String.valueOf(random.nextInt(90) / 8.0));
            row.put("region", missing(random, 20) ? "" : random.nextBoolean() ? "north" : "south");
            switch (kind) {
                case TWO_CLASSES -> twoClasses(row, random);
                case CLASSES -> classes(row, random);
                case NUMBERS -> numbers(row, random);
            }
            rows.add(Collections.unmodifiableMap(row));
        }
        return new Drawn(kind, rows);
    }

    private static boolean missing(Random random, int one) {
        return random.nextInt(one) == 0;
    }

    private static void twoClasses(Map<String, String> row, Random random) {
        int label = random.nextInt(3) == 0 ? 1 : 0;
        row.put("y", missing(random, 12) ? "" : String.valueOf(label));
        for (String model : List.of(PREDICTED, RIVAL)) {
            double score = grid(0.35 * label + 0.65 * random.nextDouble());
            boolean positive = score > 0.45 != missing(random, 10);
            row.put(model + "score", String.valueOf(score));
            row.put(model + "predicted", positive ? "1" : "0");
        }
        for (int member = 1; member <= 3; member++) {
            row.put(PREDICTED + "member." + member, String.valueOf(grid(0.5 * label + 0.5 * random.nextDouble())));
        }
        row.put(PREDICTED + "attribution.age", String.valueOf(random.nextGaussian()));
        row.put(PREDICTED + "attribution.kappa", String.valueOf(1.2 * random.nextGaussian()));
    }

    /** Strictly between 0 and 1, so that losses are finite. */
    private static double grid(double share) {
        return Math.max(1, Math.min(GRID - 1, Math.rint(share * GRID))) / GRID;
    }

    private static void classes(Map<String, String> row, Random random) {
        int label = random.nextInt(3);
        row.put("y", missing(random, 12) ? "" : CLASSES.get(label));
        int predicted = random.nextBoolean() ? label : random.nextInt(3);
        row.put(PREDICTED + "predicted", CLASSES.get(predicted));
        int first = 1 + random.nextInt(40);
        int second = 1 + random.nextInt(20);
        int rest = (int) GRID - first - second;
        List<Integer> shares = List.of(first, second, rest);
        for (int i = 0; i < 3; i++) {
            row.put(PREDICTED + "score." + CLASSES.get(i), String.valueOf(shares.get((i + 3 - predicted) % 3) / GRID));
        }
    }

    private static void numbers(Map<String, String> row, Random random) {
        double label = random.nextInt(80) / 8.0;
        double predicted = label + random.nextInt(33) / 8.0 - 2;
        row.put("y", missing(random, 12) ? "" : String.valueOf(label));
        row.put(PREDICTED + "predicted", String.valueOf(predicted));
        row.put(PREDICTED + "lower", String.valueOf(predicted - 1.5));
        row.put(PREDICTED + "upper", String.valueOf(predicted + 1.5));
    }

    /** The same rows, each changed. */
    Drawn changed(Consumer<Map<String, String>> change) {
        List<Map<String, String>> others = new ArrayList<>();
        for (Map<String, String> row : rows) {
            Map<String, String> other = new LinkedHashMap<>(row);
            change.accept(other);
            others.add(other);
        }
        return new Drawn(kind, others);
    }

    /** The same rows with keys that say which copy they are. */
    Drawn copy(String name) {
        return changed(row -> row.put("id", row.get("id") + name));
    }

    Drawn and(Drawn other) {
        List<Map<String, String>> both = new ArrayList<>(rows);
        both.addAll(other.rows);
        return new Drawn(kind, both);
    }

    Drawn shuffled(long seed) {
        List<Map<String, String>> others = new ArrayList<>(rows);
        Collections.shuffle(others, new Random(seed));
        return new Drawn(kind, others);
    }

    DataSpec data() {
        LabelSpec label = switch (kind) {
            case TWO_CLASSES -> new LabelSpec("y", "1");
            case CLASSES ->
                new LabelSpec("y", Type.MULTICLASS, List.of("B"), Optional.empty(), CLASSES, Optional.empty());
            case NUMBERS ->
                new LabelSpec("y", Type.REGRESSION, List.of(), Optional.of(5.0), List.of(), Optional.of(INTERVAL));
        };
        var age = new ColumnSpec(ColumnSpec.Type.INTEGER, Optional.of(50.0), Optional.of(90.0), List.of(), true);
        return new DataSpec(
                "id",
                label,
                List.of("age", "kappa"),
                List.of(Bench.SEX, Bench.OLD),
                Map.of("age", age),
                Map.of(),
                Optional.empty(),
                Optional.of("region"));
    }

    Table table(Bench bench, String name) throws DataException {
        return bench.engine().table(name, file(bench, ""), Format.CSV);
    }

    ScoredTable scored(Bench bench, Table table) throws DataException {
        Path predictions = file(bench, PREDICTED);
        return kind == Kind.TWO_CLASSES
                ? bench.engine().scored(table, predictions, file(bench, RIVAL), data())
                : bench.engine().scored(table, predictions, data());
    }

    private Path file(Bench bench, String start) {
        return bench.write(text(start));
    }

    /** The columns whose names start so, and the key, as CSV. */
    String text(String start) {
        List<String> columns = rows.get(0).keySet().stream()
                .filter(column -> start.isEmpty()
                        ? !column.startsWith(PREDICTED) && !column.startsWith(RIVAL)
                        : column.startsWith(start) || column.equals("id"))
                .toList();
        Collection<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(column -> column.replace(start, "")).toList());
        rows.forEach(row -> lines.add(columns.stream().map(row::get).toList()));
        return lines.stream().map(cells -> String.join(",", cells)).collect(Collectors.joining("\n", "", "\n"));
    }
}
