// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.DataSources.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a service says of a source, and what of it is against what was declared. */
final class Facts {
    private final Map<String, String> found = new TreeMap<>();
    private final List<String> against = new ArrayList<>();

    /** Notes a value; an absent or empty one is left out. */
    Facts put(String name, Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty()) {
            found.put(name, text);
        }
        return this;
    }

    /** Notes a digest of lines. */
    Facts digest(String name, Collection<String> lines) {
        return put(name, Sha256.of(String.join("\n", lines)));
    }

    /** Compares what was found under a name with what a spec declares for it, if it does. */
    Facts pinned(Question question, String name) {
        Optional<String> declared = question.find(name);
        if (declared.isPresent() && !declared.get().equals(found.get(name))) {
            against(name + " is " + found.getOrDefault(name, "not told") + " and not the declared " + declared.get());
        }
        return this;
    }

    /** Demands a state; another is told as against the declaration. */
    Facts state(Object state, String... wanted) {
        put("state", state);
        if (!List.of(wanted).contains(String.valueOf(state))) {
            against("its state is " + state);
        }
        return this;
    }

    /** Tells of what was changed after something had begun with it, unless its version is pinned. */
    Facts notAfter(String name, Instant begun, boolean pinned) {
        String modified = found.getOrDefault(name, "");
        if (!pinned
                && begun != null
                && !modified.isEmpty()
                && Instant.parse(modified).isAfter(begun)) {
            against(name + " is " + modified + ", after the run began at " + begun);
        }
        return this;
    }

    Facts against(String what) {
        against.add(what);
        return this;
    }

    /** Returns the answer of a service that knows the source, but not the content of the file. */
    Answer answer() {
        return new Answer(
                against.isEmpty() ? Optional.empty() : Optional.of(false),
                Optional.empty(),
                found,
                against.stream().collect(Collectors.joining("; ")));
    }

    /** Returns the same with what the file is compared with. */
    Answer answer(Optional<Boolean> matches, Optional<String> digest, String note) {
        String all = note.isEmpty() ? String.join("; ", against) : note;
        return new Answer(against.isEmpty() ? matches : Optional.of(false), digest, found, all);
    }
}
