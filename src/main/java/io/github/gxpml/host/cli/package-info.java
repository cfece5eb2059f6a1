// SPDX-License-Identifier: MIT
/** The command line. */
package io.github.gxpml.host.cli;
