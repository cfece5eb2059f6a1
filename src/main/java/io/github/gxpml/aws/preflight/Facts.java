// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was read, by name; what an answer does not say is left out. */
final class Facts {
    private final Map<String, String> map = new TreeMap<>();

    Facts put(String name, Object value) {
        if (value instanceof Collection<?> many) {
            map.put(name, many.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        } else if (value != null) {
            map.put(name, String.valueOf(value));
        }
        return this;
    }

    Map<String, String> map() {
        return Collections.unmodifiableMap(map);
    }
}
