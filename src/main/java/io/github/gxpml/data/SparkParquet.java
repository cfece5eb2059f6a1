// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** The columns that a Parquet file declares in its own schema, with types in the words of the embedded database. */
final class SparkParquet {
    private SparkParquet() {}

    /** One column of a file. */
    record Declared(String name, String type) {}

    static List<Declared> columns(SparkFiles files, String address) throws IOException, DataException {
        files.length(address);
        var file = HadoopInputFile.fromPath(
                files.path(address), files.configuration().value());
        try (ParquetFileReader reader = ParquetFileReader.open(file)) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            List<Declared> columns = new ArrayList<>();
            for (Type field : schema.getFields()) {
                columns.add(new Declared(field.getName(), type(field)));
            }
            return columns;
        } catch (IOException | RuntimeException e) {
            throw new DataException(
                    "it is no Parquet file, or it is cut off: "
                            + SparkSqlSession.firstLine(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private static String type(Type field) {
        if (!field.isPrimitive()) {
            return "NESTED";
        }
        PrimitiveTypeName stored = field.asPrimitiveType().getPrimitiveTypeName();
        LogicalTypeAnnotation meaning = field.getLogicalTypeAnnotation();
        if (field.isRepetition(Type.Repetition.REPEATED)) {
            return "NESTED";
        }
        if (meaning instanceof IntLogicalTypeAnnotation whole) {
            return integer(whole);
        }
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return "DECIMAL(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        if (meaning != null) {
            return meaning instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
                    ? "VARCHAR"
                    : meaning.toString().toUpperCase(Locale.ROOT);
        }
        return switch (stored) {
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case INT96 -> "TIMESTAMP";
            default -> "BLOB";
        };
    }

    private static String integer(IntLogicalTypeAnnotation whole) {
        String width = switch (whole.getBitWidth()) {
            case 8 -> "TINYINT";
            case 16 -> "SMALLINT";
            case 32 -> "INTEGER";
            default -> "BIGINT";
        };
        return whole.isSigned() ? width : "U" + width;
    }
}
