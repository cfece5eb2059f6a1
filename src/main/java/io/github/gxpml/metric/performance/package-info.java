// SPDX-License-Identifier: MIT
/** Performance: labels against predictions and scores. */
package io.github.gxpml.metric.performance;
