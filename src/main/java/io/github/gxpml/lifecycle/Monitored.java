// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.port.ModelRegistry.ModelVersion;

/**
 * What a look at the version in use looked at.
 *
 * @param table the data from use
 * @param version the version
 */
record Monitored(TableRecord table, ModelVersion version) {
    static final String FILE = "monitored.json";
}
