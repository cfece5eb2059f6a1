// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.port.TrainingException;
import java.io.IOException;

/** Tells work that we asked for from other work of the same name, by its tags. */
record Ours(SageMakerServices services) {
    void check(String what, String arn, String digest) throws TrainingException, IOException, InterruptedException {
        boolean ours = services.call(
                new Attempt("the tags of " + what + " could not be read", "sagemaker:ListTags on it"),
                client -> client.listTagsPaginator(request -> request.resourceArn(arn)).tags().stream()
                        .anyMatch(tag -> tag.key().equals(TrainingOrder.ASKED)
                                && tag.value().equals(digest)));
        if (!ours) {
            throw new TrainingException(what + " is there already and was not asked for by this run, as its tag "
                    + TrainingOrder.ASKED + " shows: see who made it, and start a new run");
        }
    }
}
