// SPDX-License-Identifier: MIT
/** AWS CodePipeline as a worker of its custom actions sees it: jobs, their artifacts in S3, approvals, action types. */
package io.github.gxpml.aws.codepipeline;
