// SPDX-License-Identifier: MIT
/** Metrics: numbers with unit, direction and interval, computed from the states of a scan. */
package io.github.gxpml.metric;
