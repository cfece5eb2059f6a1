// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.TrainingException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;

/**
 * Work in SageMaker that goes on without us: a training job, a tuning job, an execution of a pipeline, a prediction.
 */
interface Work {
    /** How far it is. */
    enum State {
        RUNNING,
        DONE,
        FAILED,
        STOPPED
    }

    /**
     * How it stands.
     *
     * @param state how far it is
     * @param id its ARN
     * @param status in the words of SageMaker
     * @param reason why it failed; empty if it did not
     */
    record Look(State state, String id, String status, String reason) {}

    /**
     * What came of work that trains.
     *
     * @param winner the training job whose model is the model
     * @param jobs all of it, for the evidence
     */
    record Made(DescribeTrainingJobResponse winner, List<RemoteJob> jobs) {}

    /** Returns what it is, in a word. */
    String kind();

    /** Returns its name. */
    String name();

    /** Looks at it; empty if there is no such work. */
    Optional<Look> look() throws IOException, InterruptedException;

    /** Starts it; that it is there already is no error. */
    void start() throws TrainingException, IOException, InterruptedException;

    /** Asks it to stop. */
    void stop() throws IOException, InterruptedException;

    /** Reads the state of a job as all kinds of jobs name it. */
    static State state(String status) {
        return switch (status) {
            case "Completed", "Succeeded" -> State.DONE;
            case "Failed" -> State.FAILED;
            case "Stopped", "Deleted" -> State.STOPPED;
            default -> State.RUNNING;
        };
    }
}
