// SPDX-License-Identifier: MIT
/** What came from what: code, data, environment, model. */
package io.github.gxpml.lineage;
