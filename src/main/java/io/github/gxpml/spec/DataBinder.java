// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.DataSpec.SourceSpec;
import io.github.gxpml.spec.DataSpec.TableSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Turns a data section without problems into records. */
final class DataBinder {
    private DataBinder() {}

    static DataSpec bind(Part data) {
        return new DataSpec(
                Binder.required(data.at("key")),
                label(data.at("label")),
                data.at("features").texts(),
                data.at("facets").items().stream()
                        .flatMap(facet -> Facets.read(facet).stream())
                        .toList(),
                each(data.at("columns"), DataBinder::column),
                each(data.at("tables"), DataBinder::table),
                Binder.present(data.at("source")).map(DataBinder::source),
                data.at("groupVariable").text(),
                data.at("steps").items().stream().map(DataBinder::step).toList());
    }

    private static LabelSpec label(Part label) {
        return new LabelSpec(
                Binder.required(label.at("column")),
                label.at("type").constant(LabelSpec.Type.class, Defaults.LABEL),
                label.at("positive").itemOrItems().stream()
                        .map(Binder::required)
                        .toList(),
                label.at("above").number(),
                label.at("classes").texts(),
                label.at("intervalLevel").number());
    }

    private static <T> Map<String, T> each(Part part, Function<Part, T> bind) {
        var map = new LinkedHashMap<String, T>();
        part.entries().forEach((name, value) -> map.put(name, bind.apply(value)));
        return map;
    }

    private static ColumnSpec column(Part part) {
        return new ColumnSpec(
                part.at("type").constant(ColumnSpec.Type.class, ""),
                part.at("min").number(),
                part.at("max").number(),
                part.at("values").texts(),
                part.at("required").text().map(Boolean::parseBoolean).orElse(Defaults.REQUIRED));
    }

    private static TableSpec table(Part part) {
        return new TableSpec(
                Binder.required(part.at("path")),
                format(part),
                part.at("sha256").text(),
                tableSource(part.at("source")));
    }

    private static Optional<TableSource> tableSource(Part part) {
        return Stream.of(TableSource.Kind.values())
                .filter(kind -> part.at(kind.key()).isPresent())
                .map(kind -> new TableSource(kind, texts(part.at(kind.key()))))
                .findFirst();
    }

    private static Map<String, String> texts(Part part) {
        return each(part, value -> value.text(""));
    }

    private static StepSpec step(Part part) {
        return new StepSpec(
                Binder.required(part.at("name")),
                part.at("command").texts(),
                part.at("script").text(),
                part.at("inputs").texts(),
                part.at("outputs").texts());
    }

    /** How a part with a path, and perhaps a format, is stored. */
    static Format format(Part part) {
        return part.at("format").isPresent()
                ? part.at("format").constant(Format.class, "")
                : Formats.byEnding(Binder.required(part.at("path")))
                        .orElseThrow(() -> new IllegalStateException("no format passed the checks"));
    }

    private static SourceSpec source(Part part) {
        return new SourceSpec(
                part.at("title").text(Defaults.WORDS),
                part.at("citation").text(Defaults.WORDS),
                part.at("licence").text(Defaults.WORDS),
                part.at("owner").text(Defaults.WORDS),
                part.at("excluded").text(Defaults.WORDS));
    }
}
