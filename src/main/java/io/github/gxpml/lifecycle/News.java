// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a look at a run that waits has to tell. That somebody looked is told only if the look brought something: a job
 * of ten hours, looked at each minute, would else fill its evidence with looks.
 */
final class News {
    private final List<Event> heldBack = new ArrayList<>();
    private boolean told;

    /** Puts something on record. */
    @FunctionalInterface
    interface Event {
        void tell() throws IOException;
    }

    /** Tells that something is put on record now: what was held back goes before it. */
    void told() throws IOException {
        told = true;
        List<Event> before = List.copyOf(heldBack);
        heldBack.clear();
        for (Event event : before) {
            event.tell();
        }
    }

    /** Returns whether anything was put on record. */
    boolean any() {
        return told;
    }

    /** Tells of something at once, or of a run that waits as soon as there is something else to tell. */
    void tell(boolean waits, Event event) throws IOException {
        if (waits && !told) {
            heldBack.add(event);
        } else {
            event.tell();
        }
    }
}
