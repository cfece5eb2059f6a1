// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.util.Optional;

/**
 * An input artifact of a job.
 *
 * @param name in the pipeline
 * @param revision that the pipeline is about, for example a commit; empty if it names none
 */
record InputArtifact(String name, Optional<String> revision) {}
