// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.SparkFiles.Sources;
import io.github.gxpml.spec.DataSpec.Format;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Opens files as views with columns c0, c1, ... by the rules of {@link TableReader}, its messages included. */
final class SparkTableReader {
    private final SparkSqlSession session;
    private final JavaSparkContext context;
    private final SparkFiles files;
    private final SparkText text;

    SparkTableReader(SparkSqlSession session, long partBytes) {
        this.session = session;
        this.files = session.files();
        this.context = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
        this.text = new SparkText(context, files, partBytes);
    }

    Table read(String name, Sources sources, String relation) throws DataException {
        String what = "table " + name + " (" + sources.place() + ")";
        Opened opened = SparkSqlSession.carry(() ->
                sources.format() == Format.PARQUET ? parquet(name, sources, relation) : text(name, sources, relation));
        if (opened.rows() == 0) {
            throw new DataException(
                    what + " cannot be used: it has column names but no rows - there is nothing to compute from");
        }
        return new Table(name, path(sources.place()), sources.format(), opened.columns(), opened.rows(), relation);
    }

    /** For messages only: an address is no path, but its last part is its name all the same. */
    private static Path path(String place) {
        return Path.of(place.replace("://", ":/"));
    }

    private record Opened(List<Column> columns, long rows) {}

    private Opened text(String name, Sources sources, String relation) throws DataException {
        List<SparkTextPart> parts = new ArrayList<>();
        Optional<SparkSurvey> all = Optional.empty();
        Optional<TableReader.Part> first = Optional.empty();
        for (String address : sources.addresses()) {
            SparkSurvey survey = guarded(name, address, () -> {
                SparkTextPart whole = text.whole(address, sources.format());
                TableReader.check(whole.names());
                SparkSurvey found = survey(whole, parts);
                TableReader.check(found.names());
                return found;
            });
            List<String> names =
                    sources.format() == Format.CSV ? parts.get(parts.size() - 1).names() : survey.names();
            var part = new TableReader.Part(path(SparkFiles.name(address)), names, List.of());
            if (first.isPresent()) {
                first.get().checkSame(part, sources.format());
                all.get().add(survey);
            } else {
                first = Optional.of(part);
                all = Optional.of(survey);
            }
        }
        List<String> names = first.orElseThrow().names();
        SparkSurvey survey = all.orElseThrow();
        session.keep(relation, rows(parts, names));
        List<Column> columns = names.stream()
                .map(column -> new Column(column, survey.type(column)))
                .toList();
        return new Opened(columns, survey.rows());
    }

    /** Reads a file in parts; if they do not fit together, or one is malformed, as a whole to tell what is wrong. */
    private SparkSurvey survey(SparkTextPart whole, List<SparkTextPart> parts) throws DataException {
        List<SparkTextPart> cut = text.cut(whole);
        List<SparkSurvey> surveys = surveys(cut);
        if (cut.size() > 1 && !fit(cut, surveys)) {
            cut = List.of(whole);
            surveys = surveys(cut);
        }
        SparkSurvey sum = surveys.get(0);
        if (!sum.extent().problem().isEmpty()) {
            throw new DataException(sum.extent().problem());
        }
        surveys.subList(1, surveys.size()).forEach(sum::add);
        parts.addAll(cut);
        return sum;
    }

    private List<SparkSurvey> surveys(List<SparkTextPart> parts) {
        SparkFiles reader = files;
        return context.parallelize(parts, parts.size())
                .map(part -> SparkSurvey.of(part, reader))
                .collect();
    }

    private static boolean fit(List<SparkTextPart> parts, List<SparkSurvey> surveys) {
        long at = parts.get(0).from();
        for (int i = 0; i < parts.size(); i++) {
            SparkSurvey.Extent extent = surveys.get(i).extent();
            if (!extent.problem().isEmpty()) {
                return false;
            }
            boolean has = extent.first() <= parts.get(i).to();
            if (has && extent.first() != at) {
                return false;
            }
            at = has ? extent.last() : at;
        }
        return at == parts.get(parts.size() - 1).to();
    }

    private Dataset<org.apache.spark.sql.Row> rows(List<SparkTextPart> parts, List<String> names) {
        SparkFiles reader = files;
        List<SparkTextPart> named = parts.stream().map(part -> part.with(names)).toList();
        StructField[] columns = IntStream.range(0, names.size())
                .mapToObj(i -> DataTypes.createStructField("c" + i, DataTypes.StringType, true))
                .toArray(StructField[]::new);
        return session.spark()
                .createDataFrame(
                        context.parallelize(named, named.size()).flatMap(part -> new SparkTextRows(part, reader)),
                        new StructType(columns));
    }

    private Opened parquet(String name, Sources sources, String relation) throws DataException {
        Optional<TableReader.Part> first = Optional.empty();
        for (String address : sources.addresses()) {
            TableReader.Part part = guarded(name, address, () -> {
                List<SparkParquet.Declared> declared = SparkParquet.columns(files, address);
                List<String> names =
                        declared.stream().map(SparkParquet.Declared::name).toList();
                TableReader.check(names);
                return new TableReader.Part(
                        path(SparkFiles.name(address)),
                        names,
                        declared.stream().map(SparkParquet.Declared::type).toList());
            });
            if (first.isPresent()) {
                first.get().checkSame(part, sources.format());
            } else {
                first = Optional.of(part);
            }
        }
        TableReader.Part part = first.orElseThrow();
        List<Column> columns = IntStream.range(0, part.names().size())
                .mapToObj(i -> new Column(
                        part.names().get(i), TableReader.type(part.types().get(i))))
                .toList();
        Dataset<org.apache.spark.sql.Row> rows = stored(sources, columns);
        session.name(relation, rows);
        return new Opened(columns, rows.count());
    }

    private Dataset<org.apache.spark.sql.Row> stored(Sources sources, List<Column> columns) {
        Dataset<org.apache.spark.sql.Row> stored = session.spark()
                .read()
                .option("__globPaths__", "false")
                .option("recursiveFileLookup", "true")
                .option("mergeSchema", "false")
                .parquet(sources.addresses().stream()
                        .map(address -> files.path(address).toString())
                        .toArray(String[]::new));
        String[] physical =
                IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).toArray(String[]::new);
        StructField[] fields = stored.schema().fields();
        Dataset<org.apache.spark.sql.Row> named = stored.toDF(physical);
        return named.select(IntStream.range(0, physical.length)
                .mapToObj(
                        i -> cast(named.col(physical[i]), fields[i].dataType()).as(physical[i]))
                .toArray(org.apache.spark.sql.Column[]::new));
    }

    /** Numbers, truth values and texts stay as they are; all else is known by its text. */
    private static org.apache.spark.sql.Column cast(org.apache.spark.sql.Column column, DataType type) {
        if (type instanceof NumericType || type.equals(DataTypes.BooleanType) || type.equals(DataTypes.StringType)) {
            return column;
        }
        var text = column.cast(DataTypes.StringType);
        return type.equals(DataTypes.TimestampType) ? functions.concat(text, functions.lit("+00")) : text;
    }

    private static <T> T guarded(String name, String address, SparkSqlSession.Work<T> work) throws DataException {
        String what = "table " + name + " (" + SparkFiles.name(address) + ")";
        try {
            return SparkSqlSession.carry(() -> {
                try {
                    return work.work();
                } catch (FileNotFoundException | AccessDeniedException | AccessControlException e) {
                    throw new Unreachable(
                            what + " is not there or cannot be read - check the path and its permissions", e);
                } catch (IOException e) {
                    throw new Unreachable(what + " cannot be read: " + e, e);
                }
            });
        } catch (Unreachable e) {
            throw e;
        } catch (DataException e) {
            throw new DataException(what + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** A file that cannot be read at all; the message says which. */
    private static final class Unreachable extends DataException {
        private static final long serialVersionUID = 1;

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
