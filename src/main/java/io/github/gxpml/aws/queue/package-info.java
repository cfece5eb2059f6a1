// SPDX-License-Identifier: MIT
/** An SQS queue as a worker sees it. */
package io.github.gxpml.aws.queue;
