// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code data/origin.json}: where each stage was called from, as its host says; nothing here was checked.
 *
 * @param stages in the order of the stages, one entry for each that came with an origin
 */
public record OriginDocument(List<StageOrigin> stages) {
    /** Name of the document. */
    public static final String FILE = "origin.json";

    /** Copies the list. */
    public OriginDocument {
        stages = List.copyOf(stages);
    }

    /**
     * Where one stage was called from.
     *
     * @param stage name of the stage
     * @param origin texts, numbers and lists of texts by name, for example {@code host}, {@code build}, {@code causes}
     */
    public record StageOrigin(String stage, Map<String, Object> origin) {
        /** Copies the values. */
        public StageOrigin {
            origin = Map.copyOf(origin);
        }
    }

    /**
     * Adds the origin of a stage.
     *
     * @param stage name of the stage
     * @param origin as above
     * @return a copy
     */
    public OriginDocument with(String stage, Map<String, Object> origin) {
        List<StageOrigin> more = new ArrayList<>(stages);
        more.add(new StageOrigin(stage, origin));
        return new OriginDocument(more);
    }

    /** Returns where a stage was called from, if that is on record. */
    Optional<Map<String, Object>> of(String stage) {
        return stages.stream()
                .filter(one -> one.stage().equals(stage))
                .map(StageOrigin::origin)
                .findFirst();
    }
}
