// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

/**
 * How an object is read.
 *
 * @param mostBytes a larger one is refused
 * @param resumable whether parts of a large object that arrived stay beside the target if the rest does not, for the
 *     next call
 */
public record GetSettings(long mostBytes, boolean resumable) {}
