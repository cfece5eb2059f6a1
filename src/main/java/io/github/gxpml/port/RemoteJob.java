// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job outside of this machine that had a part in a training, as the service that ran it tells of it.
 *
 * @param kind what it did, in a word: training, tuning, transform, processing or pipeline
 * @param name as the service knows it
 * @param id the service's own name for it in the whole world, an ARN
 * @param facts what counts most, by name, for example image, instance and status
 * @param documents full descriptions by name of the file, without secrets
 */
public record RemoteJob(String kind, String name, String id, Map<String, String> facts, List<Document> documents) {
    /** Sorts the facts. */
    public RemoteJob {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        documents = List.copyOf(documents);
    }

    /**
     * A description.
     *
     * @param name of the file, without a folder
     * @param tree what is written as JSON
     */
    public record Document(String name, Object tree) {}
}
