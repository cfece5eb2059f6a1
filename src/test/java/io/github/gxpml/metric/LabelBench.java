// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Short ways to make tables whose label is one of several classes or a number. Key id, label y, facets sex=F, age>75.
 */
public record LabelBench(Bench bench, LabelSpec label) implements AutoCloseable {
    static LabelBench create(Path folder, LabelSpec label) throws DataException {
        return new LabelBench(new Bench(folder), label);
    }

    static LabelSpec classes(String... positive) {
        return new LabelSpec("y", Type.MULTICLASS, List.of(positive), Optional.empty(), List.of(), Optional.empty());
    }

    static LabelSpec declared(String... classes) {
        return new LabelSpec("y", Type.MULTICLASS, List.of(), Optional.empty(), List.of(classes), Optional.empty());
    }

    static LabelSpec number(Optional<Double> above) {
        return new LabelSpec("y", Type.REGRESSION, List.of(), above, List.of(), Optional.empty());
    }

    DataSpec data() {
        return new DataSpec(
                "id",
                label,
                List.of(),
                List.of(Bench.SEX, Bench.OLD),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Rows are "label,sex,age", predictions start with the header and lack the key. */
    ScoredTable scored(List<String> rows, String... predictions) throws DataException {
        return bench.engine().scored(table(rows), file(predictions), data());
    }

    Table table(List<String> rows) throws DataException {
        StringBuilder text = new StringBuilder("id,y,sex,age\n");
        for (int i = 0; i < rows.size(); i++) {
            text.append(i + 1).append(',').append(rows.get(i)).append('\n');
        }
        return bench.table("validation", text.toString());
    }

    Path file(String... predictions) {
        StringBuilder text = new StringBuilder("id,").append(predictions[0]).append('\n');
        for (int i = 1; i < predictions.length; i++) {
            text.append(i).append(',').append(predictions[i]).append('\n');
        }
        return bench.write(text.toString());
    }

    Evaluation.Result result(ScoredTable table, Request... requests) throws DataException {
        return new Evaluation(bench.engine(), data(), Options.at(0.95)).of(table, Arrays.asList(requests));
    }

    MetricValue value(ScoredTable table, Request request) throws DataException {
        return result(table, request).values().get(0);
    }

    @Override
    public void close() {
        bench.close();
    }
}
