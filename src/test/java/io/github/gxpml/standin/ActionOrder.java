// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.aws.codepipeline.ActionTypeName;
import io.github.gxpml.aws.codepipeline.ArtifactPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An action that a pipeline has come to.
 *
 * @param type of the action
 * @param pipeline name
 * @param execution id of the pipeline execution
 * @param stage name of the stage
 * @param action name of the action
 * @param configuration by property
 * @param inputs artifacts with revisions
 * @param outputs artifacts without
 * @param encryptionKey for the outputs
 */
public record ActionOrder(
        ActionTypeName type,
        String pipeline,
        String execution,
        String stage,
        String action,
        Map<String, String> configuration,
        List<ArtifactPlace> inputs,
        List<ArtifactPlace> outputs,
        Optional<String> encryptionKey) {

    /** Begins an order, without configuration and artifacts. */
    public static ActionOrder of(ActionTypeName type, String pipeline, String execution, String stage, String action) {
        return new ActionOrder(
                type, pipeline, execution, stage, action, Map.of(), List.of(), List.of(), Optional.empty());
    }

    /** Returns the order with this configuration. */
    public ActionOrder configured(Map<String, String> properties) {
        return new ActionOrder(
                type, pipeline, execution, stage, action, Map.copyOf(properties), inputs, outputs, encryptionKey);
    }

    /** Returns the order with one more input. */
    public ActionOrder input(String name, String revision, String bucket, String key) {
        ArtifactPlace place = new ArtifactPlace(name, Optional.of(revision), bucket, key);
        return new ActionOrder(
                type, pipeline, execution, stage, action, configuration, with(inputs, place), outputs, encryptionKey);
    }

    /** Returns the order with one more output. */
    public ActionOrder output(String name, String bucket, String key) {
        ArtifactPlace place = new ArtifactPlace(name, Optional.empty(), bucket, key);
        return new ActionOrder(
                type, pipeline, execution, stage, action, configuration, inputs, with(outputs, place), encryptionKey);
    }

    /** Returns the order with a KMS key of the pipeline. */
    public ActionOrder encryptedWith(String key) {
        return new ActionOrder(
                type, pipeline, execution, stage, action, configuration, inputs, outputs, Optional.of(key));
    }

    private static List<ArtifactPlace> with(List<ArtifactPlace> places, ArtifactPlace more) {
        List<ArtifactPlace> all = new ArrayList<>(places);
        all.add(more);
        return List.copyOf(all);
    }
}
