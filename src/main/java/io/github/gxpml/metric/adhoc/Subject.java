// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.metric.Input;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table with labels and predictions of its own.
 *
 * @param data a file, a folder or a pattern
 * @param label column of the label, and what it holds
 * @param predictions columns of the predictions
 * @param groupVariable column that splits the rows for CDDL and CDDPL
 * @param features columns that FT finds neighbours by
 * @param memberFiles scores of an ensemble's members that are not columns of the table
 */
public record Subject(
        String data,
        LabelSpec label,
        PredictionColumns predictions,
        Optional<String> groupVariable,
        List<String> features,
        MemberFiles memberFiles) {

    /** Copies the features. */
    public Subject {
        features = List.copyOf(features);
    }

    /**
     * Describes a table whose predictions are all its own.
     *
     * @param data a file, a folder or a pattern
     * @param label column of the label, and what it holds
     * @param predictions columns of the predictions
     * @param groupVariable column that splits the rows for CDDL and CDDPL
     * @param features columns that FT finds neighbours by
     */
    public Subject(
            String data,
            LabelSpec label,
            PredictionColumns predictions,
            Optional<String> groupVariable,
            List<String> features) {
        this(data, label, predictions, groupVariable, features, MemberFiles.NONE);
    }

    /**
     * Returns the same table with other columns and files of predictions.
     *
     * @param columns where they are
     * @param files scores of members that are not columns of the table
     * @return a copy
     */
    public Subject with(PredictionColumns columns, MemberFiles files) {
        return new Subject(data, label, columns, groupVariable, features, files);
    }

    /** What its metrics may be computed of, there or not; members are asked about only where some are named. */
    Set<Input> inputs() {
        boolean ensemble =
                !predictions.members().isEmpty() || !memberFiles.files().isEmpty();
        return Input.OF_PREDICTIONS.stream()
                .filter(input -> ensemble || input != Input.MEMBERS)
                .collect(Collectors.toSet());
    }

    DataSpec spec(List<FacetSpec> facets) {
        return new DataSpec("", label, features, facets, Map.of(), Map.of(), Optional.empty(), groupVariable);
    }
}
