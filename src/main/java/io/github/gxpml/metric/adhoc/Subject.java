// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table with labels and predictions of its own.
 *
 * @param data a file, a folder or a pattern
 * @param label column of the label, and what it holds
 * @param predictions columns of the predictions
 * @param groupVariable column that splits the rows for CDDL and CDDPL
 * @param features columns that FT finds neighbours by
 */
public record Subject(
        String data,
        LabelSpec label,
        PredictionColumns predictions,
        Optional<String> groupVariable,
        List<String> features) {

    /** Copies the features. */
    public Subject {
        features = List.copyOf(features);
    }

    DataSpec spec(List<FacetSpec> facets) {
        return new DataSpec("", label, features, facets, Map.of(), Map.of(), Optional.empty(), groupVariable);
    }
}
