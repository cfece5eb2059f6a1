// SPDX-License-Identifier: MIT
/** The contract with training code of the user's own: what it is told, what it says, what it leaves. */
package io.github.gxpml.port.command;
