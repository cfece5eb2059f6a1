// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A spec that may have problems, with the questions that several checks ask.
 *
 * @param root the whole file
 * @param metricIds ids of the catalogue of metrics, if it is at hand
 */
record Draft(Part root, Optional<Set<String>> metricIds) {
    /**
     * The gates of one stage.
     *
     * @param stage its section of the file
     * @param gates in the order of the file
     */
    record StageGates(String stage, List<Part> gates) {}

    Map<String, Part> tables() {
        return root.at("data", "tables").entries();
    }

    String trainTable() {
        return root.at("train", "table").text(Defaults.TRAIN_TABLE);
    }

    List<Part> facets() {
        return root.at("data", "facets").items();
    }

    /** Returns the names of the columns that a facet looks at. */
    static List<String> columns(Part facet) {
        return Facets.conditions(facet).stream()
                .flatMap(condition -> condition.at("column").text().stream())
                .distinct()
                .toList();
    }

    Optional<String> key() {
        return root.at("data", "key").text();
    }

    Optional<String> label() {
        return root.at("data", "label", "column").text();
    }

    Optional<String> groupVariable() {
        return root.at("data", "groupVariable").text();
    }

    /** Returns the names of all columns that the spec speaks of. */
    Set<String> columns() {
        var names = new LinkedHashSet<>(root.at("data", "features").texts());
        facets().forEach(facet -> names.addAll(columns(facet)));
        groupVariable().ifPresent(names::add);
        label().ifPresent(names::add);
        key().ifPresent(names::add);
        names.addAll(root.at("data", "columns").entries().keySet());
        return names;
    }

    List<StageGates> gates() {
        return List.of(
                new StageGates("validate", root.at("validate", "qualityGates").items()),
                new StageGates("monitor", root.at("monitor", "qualityGates").items()));
    }

    /** Tells whether code of the user's own trains, here or in a service. */
    boolean isOwnCode() {
        return !trainer().equals(Defaults.TRAINER);
    }

    String trainer() {
        return root.at("train", "with").text(Defaults.TRAINER);
    }
}
