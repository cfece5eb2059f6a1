// SPDX-License-Identifier: MIT
/** Performance where the label is a number. */
package io.github.gxpml.metric.regression;
