// SPDX-License-Identifier: MIT
/** The embedded default of each port. */
package io.github.gxpml.local;
