// SPDX-License-Identifier: MIT
/** Drift: a table against a frozen baseline. */
package io.github.gxpml.metric.drift;
