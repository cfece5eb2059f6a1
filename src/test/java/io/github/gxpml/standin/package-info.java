// SPDX-License-Identifier: MIT
/**
 * Services that tests talk to over HTTP, on this machine, as if they were AWS: CodePipeline, S3, and any other. They
 * keep the rules and limits that the services document, hand out credentials that expire, and fail as they are told to.
 *
 * <p>A test starts {@link io.github.gxpml.standin.CodePipelineStandIn} (and, for artifacts,
 * {@link io.github.gxpml.standin.S3StandIn} with the same {@link io.github.gxpml.standin.IssuedCredentials}), and gives
 * what their {@code environment()} returns to the code under test. For any other service it starts
 * {@link io.github.gxpml.standin.AwsStandIn}, and answers the operations that it needs itself.
 */
package io.github.gxpml.standin;
