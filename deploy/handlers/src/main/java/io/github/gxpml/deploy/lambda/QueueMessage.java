// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

/**
 * A message of a queue.
 *
 * @param id given by SQS; the same when the message comes again
 * @param body what was sent
 */
public record QueueMessage(String id, String body) {}
