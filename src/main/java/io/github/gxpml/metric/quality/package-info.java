// SPDX-License-Identifier: MIT
/** Quality: whether tables hold what they should. */
package io.github.gxpml.metric.quality;
