// SPDX-License-Identifier: MIT
/** Gates: limits on metrics, and the verdicts that they give. */
package io.github.gxpml.gate;
