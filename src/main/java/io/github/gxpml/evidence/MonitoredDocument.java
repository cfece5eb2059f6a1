// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.port.ModelRegistry.ModelVersion;

/**
 * What a look at the version in use looked at: {@code data/monitored.json}.
 *
 * @param table the data from use
 * @param version the version
 */
public record MonitoredDocument(TableRecord table, ModelVersion version) {
    /** Its name in the bundle. */
    public static final String FILE = "monitored.json";
}
