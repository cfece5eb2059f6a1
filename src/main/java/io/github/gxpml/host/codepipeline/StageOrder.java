// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.codepipeline.JobContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a job asks a runner for. It outlives the worker. */
interface StageOrder {
    /** Returns the id of the order, the same for all jobs that continue one another: letters, digits and dashes. */
    String id();

    /** Returns the place in the pipeline. */
    JobContext context();

    /** Returns what the action's configuration asks for. */
    ActionSettings settings();

    /** Returns the input artifacts in the order of the pipeline. */
    List<InputArtifact> inputs();

    /** Returns a folder for files of this order; it exists. */
    Path folder();

    /** Returns what the runner has noted, by name; empty if nothing was begun. */
    Map<String, String> notes();

    /**
     * Notes what is needed to find the stage again, in place of what was noted before; on disk when this returns.
     *
     * @param notes by name; never a secret
     * @throws IOException if it cannot be kept; nothing may be begun then
     */
    void note(Map<String, String> notes) throws IOException;
}
