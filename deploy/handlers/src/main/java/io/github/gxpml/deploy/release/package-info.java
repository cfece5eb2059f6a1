// SPDX-License-Identifier: MIT
/** From a signed bundle to the endpoint that serves what was signed. */
package io.github.gxpml.deploy.release;
