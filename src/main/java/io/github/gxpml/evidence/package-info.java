// SPDX-License-Identifier: MIT
/** The bundle: written, sealed, verified, and shown to people. */
package io.github.gxpml.evidence;
