// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table with labels and predictions of its own.
 *
 * @param data a file, a folder or a pattern
 * @param label column of the label
 * @param positive its positive class
 * @param predictions columns of the predictions
 */
public record Subject(String data, String label, String positive, PredictionColumns predictions) {

    DataSpec spec(List<FacetSpec> facets) {
        return new DataSpec(
                "", new DataSpec.LabelSpec(label, positive), List.of(), facets, Map.of(), Map.of(), Optional.empty());
    }
}
