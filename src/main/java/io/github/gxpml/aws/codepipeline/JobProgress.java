// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import java.util.OptionalInt;

/**
 * What the pipeline shows of work under way, or done.
 *
 * @param summary one sentence; cut at 2,048 characters
 * @param externalId the run, as it is called outside of CodePipeline; cut at 1,500 characters; empty if not known
 * @param percent 0 to 100; empty if not known
 */
public record JobProgress(String summary, String externalId, OptionalInt percent) {}
