// SPDX-License-Identifier: MIT
/** Tables and their scans. */
package io.github.gxpml.data;
