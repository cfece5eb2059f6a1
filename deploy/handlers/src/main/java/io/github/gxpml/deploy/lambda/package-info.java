// SPDX-License-Identifier: MIT
/** What all handlers share: how events come in, how they fail, and how a row is written once. */
package io.github.gxpml.deploy.lambda;
