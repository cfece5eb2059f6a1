// SPDX-License-Identifier: MIT
/** What the stages need from the outside, as interfaces. */
package io.github.gxpml.port;
