// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.TrainingRecord.Output;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a training finds before it begins.
 *
 * @param data digest of every table's file
 * @param split digest of every table's keys
 * @param columns digest of every column that may be learnt from, as it is read
 */
record TrainingInputs(Output data, Output split, Output columns) {
    /** Reads the tables, or takes what was read before if no file has changed since. */
    static TrainingInputs read(Spec spec, Tables tables, TrainingInputs before) throws StageException, IOException {
        Output data = data(tables.files());
        if (before != null && before.data().equals(data)) {
            return before;
        }
        var keys = new TreeMap<String, String>();
        for (String table : spec.data().tables().keySet()) {
            keys.put(table, tables.keysDigest(table));
        }
        return new TrainingInputs(data, Output.of(keys), Output.of(tables.columnDigests()));
    }

    private static Output data(Map<String, Path> files) throws IOException {
        var digests = new TreeMap<String, String>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            digests.put(file.getKey(), Sha256.of(file.getValue()));
        }
        return Output.of(digests);
    }
}
