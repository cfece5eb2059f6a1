// SPDX-License-Identifier: MIT
/** Tables of results in AWS. */
package io.github.gxpml.aws.records;
