// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.FacetSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine in a temporary folder, and short ways to make tables for it. */
public final class Bench implements AutoCloseable {
    public static final FacetSpec SEX = new FacetSpec("sex", List.of("F"), Optional.empty());
    public static final FacetSpec OLD = new FacetSpec("age", List.of(), Optional.of(75.0));

    private final Path folder;
    private final Engine engine;
    private int files;

    public Bench(Path folder) throws DataException {
        this.folder = folder;
        this.engine = Engine.embedded(folder.resolve("spill"));
    }

    public Engine engine() {
        return engine;
    }

    /** Key id, label y with positive class 1, features age and kappa, facets sex=F and age>75. */
    public static DataSpec data() {
        return data(Map.of());
    }

    public static DataSpec data(Map<String, ColumnSpec> columns) {
        return new DataSpec(
                "id",
                new DataSpec.LabelSpec("y", "1"),
                List.of("age", "kappa"),
                List.of(SEX, OLD),
                columns,
                Map.of(),
                Optional.empty());
    }

    /** As {@link #data()}, with a group variable. */
    public static DataSpec grouped(String column) {
        DataSpec data = data();
        return new DataSpec(
                data.key(),
                data.label(),
                data.features(),
                data.facets(),
                data.columns(),
                data.tables(),
                data.source(),
                Optional.of(column));
    }

    /** Rows are "label,predicted,sex,group"; the group variable is the column group. */
    public ScoredTable stratified(String... rows) throws DataException {
        StringBuilder table = new StringBuilder("id,y,sex,age,kappa,group\n");
        StringBuilder predictions = new StringBuilder("id,score,predicted\n");
        int id = 0;
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            id++;
            table.append("%d,%s,%s,60,1.5,%s%n".formatted(id, cells[0], cells[2], cells[3]));
            predictions.append("%d,0.5,%s%n".formatted(id, cells[1]));
        }
        return engine.scored(table("validation", table.toString()), write(predictions.toString()), grouped("group"));
    }

    public Path write(String text) {
        try {
            return Files.writeString(folder.resolve("file" + files++ + ".csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path resource(String name) {
        try (InputStream in = Bench.class.getResourceAsStream("reference/" + name)) {
            Path file = folder.resolve(files++ + name);
            Files.copy(in, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Table table(String name, String text) throws DataException {
        return engine.table(name, write(text), DataSpec.Format.CSV);
    }

    /** Rows are "label,score,predicted,sex,age". */
    public ScoredTable scored(String... rows) throws DataException {
        StringBuilder table = new StringBuilder("id,y,sex,age,kappa\n");
        StringBuilder predictions = new StringBuilder("id,score,predicted\n");
        int id = 0;
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            id++;
            table.append("%d,%s,%s,%s,1.5%n".formatted(id, cells[0], cells[3], cells[4]));
            predictions.append("%d,%s,%s%n".formatted(id, cells[1], cells[2]));
        }
        return engine.scored(table("validation", table.toString()), write(predictions.toString()), data());
    }

    public ScoredTable reference() throws DataException {
        Table table = engine.table("validation", resource("table.csv"), DataSpec.Format.CSV);
        return engine.scored(table, resource("predictions.csv"), grouped("region"));
    }

    public ScoredTable current() throws DataException {
        Table table = engine.table("live", resource("current.csv"), DataSpec.Format.CSV);
        return engine.scored(table, resource("current-predictions.csv"), grouped("region"));
    }

    public Evaluation evaluation() {
        return new Evaluation(engine, data(), Options.at(0.95));
    }

    public MetricValue value(ScoredTable table, Request request) throws DataException {
        return evaluation().of(table, List.of(request)).values().get(0);
    }

    @Override
    public void close() {
        engine.close();
    }
}
