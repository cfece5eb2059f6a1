// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What carries out stages for a worker: processes on its own machine, or builds of a Jenkins. */
interface StageRunner {
    /**
     * Begins the stage of a job, or finds it again if it was begun before; the order's notes tell. Whoever is killed at
     * any moment in here and is called again with the same order begins nothing twice.
     *
     * @param order what is to be done
     * @param inputs fetches input artifacts
     * @return the stage at work; empty if it has to wait for another one, and is to be asked for again
     * @throws OrderException if it cannot be begun with this order, whoever tries
     * @throws IOException if it cannot be begun now
     * @throws InterruptedException if the worker stops
     */
    Optional<RunningStage> begin(StageOrder order, Inputs inputs)
            throws OrderException, IOException, InterruptedException;

    /** Tells whether a run can be signed after its register stage has ended. */
    default boolean isSignedLater() {
        return true;
    }

    /**
     * Returns how a run stands that waits for signatures: the answer of its register stage, as it would be now.
     *
     * @param order of the register stage
     * @param before the answer when it was last looked at
     * @return the answer; the same while it waits
     * @throws IOException if it cannot be had now
     * @throws InterruptedException if the worker stops
     */
    StageAnswer look(StageOrder order, StageAnswer before) throws IOException, InterruptedException;

    /**
     * Puts what happened outside into the evidence of an order's run.
     *
     * @param order of the register stage
     * @param observation what happened
     * @throws OrderException if it can never be kept, however often it is tried
     * @throws IOException if it could not be kept now
     * @throws InterruptedException if the worker stops
     */
    void record(StageOrder order, Observed observation) throws OrderException, IOException, InterruptedException;

    /**
     * Something that happened outside of a run.
     *
     * @param run number of the run
     * @param what one sentence
     * @param finding whether it is against the rules
     * @param details texts by name
     */
    record Observed(int run, String what, boolean finding, Map<String, String> details) {}
}
