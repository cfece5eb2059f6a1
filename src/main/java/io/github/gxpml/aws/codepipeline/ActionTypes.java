// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Custom action types of an account and region. */
public final class ActionTypes implements AutoCloseable {
    private ActionTypes() {}

    /**
     * What is to be registered.
     *
     * @param name of the type
     * @param properties of the action's configuration, at most 10
     * @param inputs fewest and most input artifacts
     * @param outputs fewest and most output artifacts
     * @param entityUrl template of a link to what the action is about; empty for none
     * @param executionUrl template of a link to one execution; empty for none
     */
    public record Definition(
            ActionTypeName name,
            List<Property> properties,
            Range inputs,
            Range outputs,
            String entityUrl,
            String executionUrl) {}

    /**
     * A property of the action's configuration.
     *
     * @param name by which pipelines set it
     * @param description at most 160 characters
     * @param required whether each action must have it
     * @param queryable whether workers ask for jobs by it; at most one is
     * @param secret whether it is hidden
     */
    public record Property(String name, String description, boolean required, boolean queryable, boolean secret) {}

    /**
     * How many artifacts.
     *
     * @param fewest 0 to 5
     * @param most 0 to 5
     */
    public record Range(int fewest, int most) {}

    /**
     * Opens the service.
     *
     * @param environment variables of the process, for region and address
     * @return the types, to be closed
     * @throws IOException if the region is not known
     */
    public static ActionTypes open(Map<String, String> environment) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Registers a type. What is there already and says the same is no error.
     *
     * @param definition of the type
     * @return false if it was there already
     * @throws CodePipelineException if it was refused, among others because the type is there and says something else
     */
    public boolean register(Definition definition) throws CodePipelineException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
