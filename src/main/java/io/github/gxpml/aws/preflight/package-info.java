// SPDX-License-Identifier: MIT
/** Looks at the account that jobs run in: one class for each check, all of them only read. */
package io.github.gxpml.aws.preflight;
