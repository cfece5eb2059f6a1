// SPDX-License-Identifier: MIT
/** Numbers that compare: two models on the same rows, a model with its past, two arms of an experiment. */
package io.github.gxpml.metric.comparison;
