// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.training;

import io.github.gxpml.deploy.lambda.Fields;
import io.github.gxpml.deploy.lambda.ResultsTable;
import io.github.gxpml.io.Sha256;

/**
 * The wish that a model be trained, by a person or a schedule: {@code {"model": "flc-mortality", "run": 7}}. A run is
 * trained once, however often it is asked for.
 *
 * @param model name
 * @param run number of the run
 */
record TrainOrder(String model, int run) {
    static TrainOrder of(String message) {
        Fields fields = Fields.of(message);
        return new TrainOrder(fields.model(), fields.version("run"));
    }

    /** Returns what names the order everywhere, the same for every message that asks for it. */
    String id() {
        return Sha256.of(model + "/" + run);
    }

    /** Returns the row of the order. */
    String result() {
        return ResultsTable.key(run, "order", id());
    }

    /** Returns the folder of the order's tables. */
    String folder() {
        return model + "/" + String.format("%08d", run) + "/";
    }

    /** Returns the name of the training job, of which there can be only one. */
    String job() {
        return model + "-" + run;
    }
}
