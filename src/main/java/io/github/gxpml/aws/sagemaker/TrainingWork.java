// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.TrainingException;

/** Work that leaves a model. */
interface TrainingWork extends Work {
    /** Refuses work of our name that is not what was asked for. */
    void check(Look found) throws TrainingException, java.io.IOException, InterruptedException;

    /** Returns what came of it, after it is done. */
    Made made() throws TrainingException, java.io.IOException, InterruptedException;

    /** Returns where its log is. */
    String logGroup();

    /** Names a file of the evidence. */
    static RemoteJob.Document document(String name, Object tree) {
        return new RemoteJob.Document(name + ".json", tree);
    }
}
