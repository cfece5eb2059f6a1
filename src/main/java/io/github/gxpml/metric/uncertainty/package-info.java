// SPDX-License-Identifier: MIT
/** How sure predictions are, and whether they are right to be. */
package io.github.gxpml.metric.uncertainty;
