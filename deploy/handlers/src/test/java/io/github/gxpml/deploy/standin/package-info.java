// SPDX-License-Identifier: MIT
/** AWS on this machine, reached by the real SDK over HTTP. */
package io.github.gxpml.deploy.standin;
