// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs of one custom action type. Safe for use by many threads. */
public final class CodePipelineJobs implements AutoCloseable {
    /** The most bytes that the names and values of a job's output variables may have together. */
    public static final int MOST_VARIABLE_BYTES = 122_880;

    /** The name of the property by which jobs are asked for. */
    public static final String QUEUE = "Queue";

    private CodePipelineJobs() {}

    /**
     * Opens the service; credentials come from where the SDK usually finds them.
     *
     * @param type whose jobs
     * @param environment variables of the process, for region and address
     * @return the jobs, to be closed
     * @throws IOException if the region is not known
     */
    public static CodePipelineJobs open(ActionTypeName type, Map<String, String> environment) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks for jobs that wait. The same job may come again until somebody acknowledges it.
     *
     * @param most how many, 1 or more
     * @param queue value of the property {@value #QUEUE}; empty for jobs of every queue
     * @return the jobs
     * @throws CodePipelineException if it could not be asked
     */
    public List<PolledJob> poll(int most, Optional<String> queue) throws CodePipelineException {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes a job. To take it twice with the same nonce is no error.
     *
     * @param id of the job
     * @param nonce that came with it
     * @return false if another worker has it, or it is over
     * @throws CodePipelineException if it could not be asked
     */
    public boolean acknowledge(String id, String nonce) throws CodePipelineException {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns a job's data with fresh credentials.
     *
     * @param id of the job
     * @return its data
     * @throws CodePipelineException if it could not be asked; {@code NOT_FOUND} if there is no such job
     */
    public JobData details(String id) throws CodePipelineException {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends a job that another one continues.
     *
     * @param id of the job
     * @param token that the next job brings back; at most 2,048 characters
     * @param progress what the pipeline shows
     * @return false if the job was over already
     * @throws CodePipelineException if it could not be said
     */
    public boolean proceed(String id, String token, JobProgress progress) throws CodePipelineException {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends a job and its action with success.
     *
     * @param id of the job
     * @param progress what the pipeline shows
     * @param variables output variables by name
     * @return false if the job was over already
     * @throws CodePipelineException if it could not be said
     */
    public boolean succeed(String id, JobProgress progress, Map<String, String> variables)
            throws CodePipelineException {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends a job and its action without success.
     *
     * @param id of the job
     * @param failure why
     * @return false if the job was over already
     * @throws CodePipelineException if it could not be said
     */
    public boolean fail(String id, JobFailure failure) throws CodePipelineException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
