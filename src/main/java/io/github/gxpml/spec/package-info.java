// SPDX-License-Identifier: MIT
/** The spec: gxp.yaml, parsed, checked and turned into immutable records. */
package io.github.gxpml.spec;
