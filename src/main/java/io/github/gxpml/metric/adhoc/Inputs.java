// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.SelfScored;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import java.util.Optional;

/** What metrics are computed of, against what a table has. */
final class Inputs {
    private Inputs() {}

    /** Says why a metric has no number for a table, if something it is computed of is absent. */
    static Optional<String> missing(Metric metric, SelfScored table) {
        return metric.inputs().stream()
                .sorted()
                .flatMap(input -> missing(input, table).stream())
                .findFirst();
    }

    private static Optional<String> missing(Input input, SelfScored table) {
        return switch (input) {
            case LABELS -> Optional.empty();
            case CLASSES -> table.noClasses();
            case SCORES -> table.noScores();
            case MEMBERS -> table.noMembers();
            case CONFIDENCE -> table.noConfidence();
            case CHAMPION, ATTRIBUTIONS, COLUMNS, BASELINE, EXPERIMENT, RUN ->
                Optional.of("it is computed of more than labels and predictions");
        };
    }
}
