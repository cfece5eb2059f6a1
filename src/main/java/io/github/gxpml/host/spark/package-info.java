// SPDX-License-Identifier: MIT
/** The entry point for clusters: the commands that print statistics, on Apache Spark. */
package io.github.gxpml.host.spark;
