// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import io.github.gxpml.spec.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A trainer whose trainings go on outside of this process, also when it is killed. The same {@link Ask} finds the same
 * job again; a second one is never started for it.
 */
public interface RemoteTrainer extends Trainer {
    /**
     * One training of one run.
     *
     * @param run identifier of the run, as {@code flc-mortality-7}
     * @param mark tells this run from another one of the same identifier, for example when it began
     * @param training counts from 1
     */
    record Ask(String run, String mark, int training) {}

    /**
     * A job that was handed over.
     *
     * @param name of the job
     * @param id its ARN
     * @param found whether it was there before this call
     */
    record Submitted(String name, String id, boolean found) {}

    /**
     * Hands a training over and does not wait for it.
     *
     * @param spec what to train
     * @param tables file of every table by name
     * @param ask which training
     * @param progress told how it gets on
     * @return the job, new or found again
     * @throws TrainingException if it was not taken
     * @throws InterruptedException if the thread was interrupted; the job may have been handed over
     */
    Submitted submit(Spec spec, Map<String, Path> tables, Ask ask, Progress progress)
            throws TrainingException, InterruptedException;

    /**
     * Waits for a training that was handed over, and fetches what it left.
     *
     * @param spec what to train
     * @param tables file of every table by name
     * @param output empty folder that the trainer may fill as it likes
     * @param ask which training
     * @param progress told how it gets on
     * @return what it left behind
     * @throws WaitingException if the job runs on, because this trainer does not wait or could not look at it
     * @throws TrainingException if the training failed or left something out
     * @throws InterruptedException if the thread was interrupted; the job was asked to stop
     */
    Trained collect(Spec spec, Map<String, Path> tables, Path output, Ask ask, Progress progress)
            throws TrainingException, InterruptedException;

    /**
     * Stops every job of a training that still runs.
     *
     * @param spec what is trained
     * @param ask which training
     * @return names of the jobs that were asked to stop
     * @throws TrainingException if one could not be asked
     */
    List<String> stop(Spec spec, Ask ask) throws TrainingException;

    /**
     * Returns the same trainer that looks once and waits for nothing.
     *
     * @return a trainer whose {@link #collect} throws {@link WaitingException} where this one waits
     */
    RemoteTrainer withoutWaiting();
}
