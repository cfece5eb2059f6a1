// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The row that a result set of the embedded database stands on. */
final class DuckRow implements Row {
    private final ResultSet row;

    DuckRow(ResultSet row) {
        this.row = row;
    }

    /** The database failed while a row was read. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(SQLException cause) {
            super("a row cannot be read: " + cause.getMessage(), cause);
        }

        SQLException cause() {
            return (SQLException) getCause();
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws SQLException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException e) {
            throw new Unreadable(e);
        }
    }

    @Override
    public boolean isNull(int column) {
        return read(() -> row.getObject(column)) == null;
    }

    @Override
    public long whole(int column) {
        return read(() -> row.getLong(column));
    }

    @Override
    public BigInteger exact(int column) {
        Object value = read(() -> row.getObject(column));
        if (value == null) {
            return BigInteger.ZERO;
        }
        return value instanceof BigInteger exact ? exact : new BigDecimal(value.toString()).toBigIntegerExact();
    }

    @Override
    public double number(int column) {
        return read(() -> row.getDouble(column));
    }

    @Override
    public String text(int column) {
        return read(() -> row.getString(column));
    }

    @Override
    public boolean flag(int column) {
        return read(() -> row.getBoolean(column));
    }
}
