// SPDX-License-Identifier: MIT
/** Metrics of files that no spec describes: named on the spot, printed, kept nowhere. */
package io.github.gxpml.metric.adhoc;
