// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigDecimal;
import java.math.BigInteger;

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
}
