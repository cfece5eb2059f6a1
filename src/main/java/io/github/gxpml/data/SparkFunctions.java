// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** The functions that the scans expect of every engine, see {@link Dialect}, for Spark. */
final class SparkFunctions {
    private SparkFunctions() {}

    static void register(SparkSession session) {
        session.udf().register("as_number", (UDF1<Object, Double>) SparkFunctions::number, DataTypes.DoubleType);
        session.udf().register("number_text", (UDF1<Object, String>) SparkFunctions::text, DataTypes.StringType);
        session.udf().register("isfinite", (UDF1<Object, Object>) SparkFunctions::finite, DataTypes.BooleanType);
        // in place of Spark's own function of this name, which cuts dates
        session.udf().register("trunc", (UDF1<Object, Double>) SparkFunctions::trunc, DataTypes.DoubleType);
    }

    // null is what Spark gives to and takes from a function where there is no value

    private static Double number(Object value) {
        if (value instanceof String text) {
            OptionalDouble number = NumberText.read(text);
            return number.isPresent() ? number.getAsDouble() : null;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof Boolean truth ? Double.valueOf(truth ? 1 : 0) : null;
    }

    private static String text(Object value) {
        if (value instanceof Double number) {
            return NumberText.of(number.doubleValue());
        }
        if (value instanceof Float number) {
            return NumberText.of(number.floatValue());
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value == null ? null : value.toString();
    }

    private static Object finite(Object value) {
        return value instanceof Number number ? Double.isFinite(number.doubleValue()) : null;
    }

    private static Double trunc(Object value) {
        if (value instanceof Number number) {
            double x = number.doubleValue();
            return x < 0 ? Math.ceil(x) : Math.floor(x);
        }
        return null;
    }
}
