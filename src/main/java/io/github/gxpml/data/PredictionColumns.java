// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.Optional;

/**
 * The columns of a table that hold its own predictions.
 *
 * @param prediction column of the predicted class, in the values of the label
 * @param score column of the score of the positive class, from 0 to 1
 * @param threshold a score at or above it is predicted positive; only without a column of the predicted class
 */
public record PredictionColumns(Optional<String> prediction, Optional<String> score, Optional<Double> threshold) {}
