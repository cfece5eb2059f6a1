// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.BundleDocument.StageRecord;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something about a run that happened outside of it, and that a host has seen: it goes to the audit log and, as a note
 * of the stage that was last, into the report.
 *
 * @param what one sentence
 * @param finding whether it is against the rules, such as an approval past the signatures
 * @param details texts and numbers by name; never a secret
 */
public record Observation(String what, boolean finding, Map<String, Object> details) {
    /** Name of the event in the audit log. */
    public static final String EVENT = "host.observed";

    /** Copies the collection. */
    public Observation {
        details = Map.copyOf(details);
    }

    void addTo(Run run) throws IOException {
        var event = new TreeMap<String, Object>(details);
        event.put("what", what);
        event.put("finding", finding);
        run.audit(EVENT, event);
        run.note(finding ? StageRecord.FINDING + what : what);
        run.seal(run.document().state());
    }
}
