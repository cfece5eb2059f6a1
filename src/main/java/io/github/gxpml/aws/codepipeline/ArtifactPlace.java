// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import java.util.Optional;

/**
 * Where an artifact of a job lies, or is to be put.
 *
 * @param name of the artifact in the pipeline
 * @param revision of an input; empty for outputs
 * @param bucket of S3
 * @param key of the object
 */
public record ArtifactPlace(String name, Optional<String> revision, String bucket, String key) {}
