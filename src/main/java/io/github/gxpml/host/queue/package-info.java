// SPDX-License-Identifier: MIT
/** The worker that starts a run for each message of a queue, and never a second one. */
package io.github.gxpml.host.queue;
