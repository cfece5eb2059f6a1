// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.io.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One row of a query that Spark ran. */
record SparkRow(org.apache.spark.sql.Row row) implements Row {
    @Override
    public boolean isNull(int column) {
        return row.isNullAt(column - 1);
    }

    private Object value(int column) {
        return row.get(column - 1);
    }

    @Override
    public long whole(int column) {
        return exact(column).longValueExact();
    }

    @Override
    public BigInteger exact(int column) {
        Object value = value(column);
        if (value == null) {
            return BigInteger.ZERO;
        }
        return value instanceof BigDecimal decimal
                ? decimal.toBigIntegerExact()
                : BigInteger.valueOf(((Number) value).longValue());
    }

    @Override
    public double number(int column) {
        return value(column) instanceof Number number ? number.doubleValue() : 0;
    }

    @Override
    public String text(int column) {
        Object value = value(column);
        if (value instanceof Double number) {
            return Double.toString(number);
        }
        return value == null ? null : value.toString();
    }

    @Override
    public boolean flag(int column) {
        return value(column) instanceof Boolean truth && truth;
    }

    @Override
    public Map<?, ?> counts(int column) {
        Object value = value(column);
        if (value instanceof byte[] result) {
            return SparkHistogram.counts(result);
        }
        try {
            return value == null ? Map.of() : Json.read(value.toString().getBytes(StandardCharsets.UTF_8), Map.class);
        } catch (IOException e) {
            throw new IllegalStateException("counts by text are no JSON object: " + e.getMessage(), e);
        }
    }
}
