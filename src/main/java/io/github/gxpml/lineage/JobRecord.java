// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job outside of the machine of the run that had a part in a training.
 *
 * @param kind training, tuning, transform, processing or pipeline
 * @param name of the job
 * @param arn as the service knows it in the whole world
 * @param facts what counts most, by name, for example image and instance
 * @param files its full descriptions, in the evidence under {@code data/}
 */
public record JobRecord(String kind, String name, String arn, Map<String, String> facts, List<String> files) {
    /** Folder of the evidence that descriptions of jobs are kept in. */
    public static final String FOLDER = "jobs/";

    /** Sorts the facts. */
    public JobRecord {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        files = List.copyOf(files);
    }
}
