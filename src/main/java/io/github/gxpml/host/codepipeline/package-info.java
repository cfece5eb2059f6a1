// SPDX-License-Identifier: MIT
/** The CodePipeline host: a worker that carries out the jobs of a custom action and answers each exactly once. */
package io.github.gxpml.host.codepipeline;
