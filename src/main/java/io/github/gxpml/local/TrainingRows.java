// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Rows of numbers with their classes.
 *
 * @param numbers one array per row, all of one length
 * @param positive class of each row
 */
record TrainingRows(double[][] numbers, boolean[] positive) {
    /** The positive class in Tribuo's terms. */
    static final Label POSITIVE = new Label("1");

    private static final Label NEGATIVE = new Label("0");

    /** Tribuo logs every training; kept here because the logging system forgets loggers that nobody holds. */
    private static final Logger LOGGER = Logger.getLogger("org.tribuo");

    /** Returns the rows as Tribuo wants them; number i is the feature with id i. */
    MutableDataset<Label> dataset() {
        LOGGER.setLevel(Level.WARNING);
        var factory = new LabelFactory();
        var dataset = new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
        String[] names = names(numbers[0].length);
        for (int row = 0; row < numbers.length; row++) {
            dataset.add(new ArrayExample<>(positive[row] ? POSITIVE : NEGATIVE, names, numbers[row]));
        }
        return dataset;
    }

    /** Returns one row without a class. */
    static ArrayExample<Label> example(double[] row) {
        return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names(row.length), row);
    }

    /** Tribuo numbers features in the order of their names; the columns' own names are data and stay out of it. */
    private static String[] names(int width) {
        String[] names = new String[width];
        for (int i = 0; i < width; i++) {
            names[i] = String.format(Locale.ROOT, "f%09d", i);
        }
        return names;
    }
}
