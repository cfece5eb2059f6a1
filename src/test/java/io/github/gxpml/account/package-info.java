// SPDX-License-Identifier: MIT
/** The account in AWS that tests tagged {@code account} talk to: stand-ins, or a real one where the profile says so. */
package io.github.gxpml.account;
