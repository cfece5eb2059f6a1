// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The artifacts of jobs in S3, read and written with each job's own credentials. Safe for use by many threads. */
public final class JobArtifacts {
    private JobArtifacts() {}

    /**
     * Opens the store.
     *
     * @param environment variables of the process, for region and address
     * @return the store
     * @throws IOException if the region is not known
     */
    public static JobArtifacts open(Map<String, String> environment) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads an artifact into a file, whose content is whole when this returns.
     *
     * @param data of the job
     * @param place of the artifact
     * @param file to be written; its folder exists
     * @param mostBytes a larger artifact is refused
     * @throws CodePipelineException if it cannot be had
     * @throws IOException if it cannot be written
     */
    public void download(JobData data, ArtifactPlace place, Path file, long mostBytes) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes a file as an artifact, encrypted with the job's key, in parts if it is large, and checks that S3 holds
     * what was sent. To write it again is no error.
     *
     * @param data of the job
     * @param place of the artifact
     * @param file its content
     * @throws CodePipelineException if S3 does not take it; nothing of it is left there then
     * @throws IOException if the file cannot be read
     */
    public void upload(JobData data, ArtifactPlace place, Path file) throws IOException {
        throw new UnsupportedOperationException();
    }
}
