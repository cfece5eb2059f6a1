// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/** The records of a part that was found to be in order, as rows. */
final class SparkTextRows implements Iterator<Row> {
    private final SparkPartReader reader;
    private boolean ahead;
    private boolean ended;

    SparkTextRows(SparkTextPart part, SparkFiles files) throws IOException {
        reader = new SparkPartReader(part, files);
        TaskContext task = TaskContext.get();
        if (task != null) {
            task.addTaskCompletionListener((TaskCompletionListener) done -> close());
        }
    }

    @Override
    public boolean hasNext() {
        if (!ahead && !ended) {
            ahead = read();
            ended = !ahead;
        }
        return ahead;
    }

    private boolean read() {
        try {
            return reader.next();
        } catch (IOException e) {
            throw new UncheckedIOException("a file cannot be read any more: " + e.getMessage(), e);
        } catch (DataException e) {
            throw new IllegalArgumentException("a file has changed since it was opened: " + e.getMessage(), e);
        }
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the part has no more rows");
        }
        ahead = false;
        Object[] values = reader.values().clone();
        return RowFactory.create(values);
    }

    private void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a file cannot be closed: " + e.getMessage(), e);
        }
    }
}
