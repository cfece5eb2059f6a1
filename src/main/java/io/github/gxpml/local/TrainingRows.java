// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.io.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
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

    /** Returns the SHA-256 of the numbers that each feature became, and of the classes, in the order of the rows. */
    Map<String, String> digests(Preprocessing preprocessing) {
        var digests = new TreeMap<String, String>();
        int at = 0;
        for (Preprocessing.Feature feature : preprocessing.features()) {
            int from = at;
            int to = at + feature.width();
            digests.put("feature " + feature.name(), digest(row -> {
                var cell = ByteBuffer.allocate(Double.BYTES * (to - from));
                for (int column = from; column < to; column++) {
                    cell.putDouble(numbers[row][column]);
                }
                return cell.array();
            }));
            at = to;
        }
        digests.put("label", digest(row -> new byte[] {(byte) (positive[row] ? 1 : 0)}));
        return digests;
    }

    private String digest(IntFunction<byte[]> cell) {
        MessageDigest digest = Sha256.digest();
        for (int row = 0; row < numbers.length; row++) {
            digest.update(cell.apply(row));
        }
        return HexFormat.of().formatHex(digest.digest());
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
