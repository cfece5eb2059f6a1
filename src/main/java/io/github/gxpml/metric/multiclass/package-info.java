// SPDX-License-Identifier: MIT
/** Performance where the label is one of several classes. */
package io.github.gxpml.metric.multiclass;
