// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;
import java.nio.file.Path;

/** Fetches input artifacts of a job. */
@FunctionalInterface
interface Inputs {
    /**
     * Fetches an artifact with fresh credentials.
     *
     * @param name of the artifact
     * @param file to be written; its folder exists
     * @throws IOException if it cannot be had or written
     */
    void fetch(String name, Path file) throws IOException;
}
