// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.util.List;
import java.util.Optional;

/**
 * A table with labels and the predictions of two models.
 *
 * @param data a file, a folder or a pattern
 * @param label column of the label, and what of its two classes is positive
 * @param challenger columns of the predictions of the new model
 * @param champion columns of the predictions of the model that it is compared with
 */
public record RivalSubject(String data, LabelSpec label, PredictionColumns challenger, PredictionColumns champion) {
    /** The table as one with the challenger's predictions. */
    Subject subject() {
        return new Subject(data, label, challenger, Optional.empty(), List.of());
    }
}
