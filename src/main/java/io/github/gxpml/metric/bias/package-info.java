// SPDX-License-Identifier: MIT
/** Bias: a disfavoured group against everyone else. */
package io.github.gxpml.metric.bias;
