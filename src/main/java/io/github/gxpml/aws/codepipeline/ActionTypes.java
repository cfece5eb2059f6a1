// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionConfigurationProperty;
import software.amazon.awssdk.services.codepipeline.model.ActionConfigurationPropertyType;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionType;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeSettings;
import software.amazon.awssdk.services.codepipeline.model.ArtifactDetails;
import software.amazon.awssdk.services.codepipeline.model.CreateCustomActionTypeRequest;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** Custom action types of an account and region. */
public final class ActionTypes implements AutoCloseable {
    private final CodePipelineClient client;

    private ActionTypes(CodePipelineClient client) {
        this.client = client;
    }

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
        var service = AwsClients.Service.of("CODEPIPELINE");
        return new ActionTypes(AwsClients.prepare(CodePipelineClient.builder(), service, environment)
                .build());
    }

    /**
     * Registers a type. What is there already and says the same is no error.
     *
     * @param definition of the type
     * @return false if it was there already
     * @throws AwsException if it was refused, among others because the type is there and says something else
     */
    public boolean register(Definition definition) throws AwsException {
        String called = definition.name().category() + " " + definition.name().provider() + " "
                + definition.name().version();
        try {
            Optional<Definition> there = find(definition.name());
            if (there.isPresent() && !same(there.get(), definition)) {
                throw new AwsException(
                        AwsException.Kind.REFUSED,
                        "the action type " + called
                                + " is there and says something else: register it with another version",
                        null);
            }
            return there.isEmpty() && create(definition);
        } catch (SdkException e) {
            Attempt attempt = new Attempt(
                    "the action type " + called + " could not be registered",
                    "codepipeline:ListActionTypes and codepipeline:CreateCustomActionType");
            throw Refusals.of(attempt, e);
        }
    }

    private boolean create(Definition definition) {
        try {
            client.createCustomActionType(request(definition));
        } catch (ValidationException e) {
            // It may be refused because an attempt before, whose answer was lost, has made it.
            if (find(definition.name()).filter(one -> same(one, definition)).isEmpty()) {
                throw e;
            }
        }
        return true;
    }

    private Optional<Definition> find(ActionTypeName name) {
        return client
                .listActionTypesPaginator(request -> request.actionOwnerFilter(ActionOwner.CUSTOM))
                .actionTypes()
                .stream()
                .map(ActionTypes::read)
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    private static boolean same(Definition one, Definition other) {
        return inOrder(one).equals(inOrder(other));
    }

    /** The order of properties says nothing, and the service promises none. */
    private static Definition inOrder(Definition definition) {
        return new Definition(
                definition.name(),
                definition.properties().stream()
                        .sorted(Comparator.comparing(Property::name))
                        .toList(),
                definition.inputs(),
                definition.outputs(),
                definition.entityUrl(),
                definition.executionUrl());
    }

    private static CreateCustomActionTypeRequest request(Definition definition) {
        ActionTypeName name = definition.name();
        return CreateCustomActionTypeRequest.builder()
                .category(name.category())
                .provider(name.provider())
                .version(name.version())
                .settings(settings(definition))
                .configurationProperties(definition.properties().stream()
                        .map(ActionTypes::property)
                        .toList())
                .inputArtifactDetails(range(definition.inputs()))
                .outputArtifactDetails(range(definition.outputs()))
                .build();
    }

    private static ActionTypeSettings settings(Definition definition) {
        if (definition.entityUrl().isEmpty() && definition.executionUrl().isEmpty()) {
            return null;
        }
        return ActionTypeSettings.builder()
                .entityUrlTemplate(Texts.orNull(definition.entityUrl()))
                .executionUrlTemplate(Texts.orNull(definition.executionUrl()))
                .build();
    }

    private static ActionConfigurationProperty property(Property property) {
        return ActionConfigurationProperty.builder()
                .name(property.name())
                .description(Texts.orNull(property.description()))
                .required(property.required())
                .key(property.queryable())
                .queryable(property.queryable())
                .secret(property.secret())
                .type(ActionConfigurationPropertyType.STRING)
                .build();
    }

    private static ArtifactDetails range(Range range) {
        return ArtifactDetails.builder()
                .minimumCount(range.fewest())
                .maximumCount(range.most())
                .build();
    }

    private static Definition read(ActionType type) {
        Optional<ActionTypeSettings> settings = Optional.ofNullable(type.settings());
        return new Definition(
                new ActionTypeName(
                        type.id().categoryAsString(),
                        type.id().provider(),
                        type.id().version()),
                type.actionConfigurationProperties().stream()
                        .map(one -> new Property(
                                one.name(),
                                Objects.requireNonNullElse(one.description(), ""),
                                Boolean.TRUE.equals(one.required()),
                                Boolean.TRUE.equals(one.queryable()),
                                Boolean.TRUE.equals(one.secret())))
                        .toList(),
                read(type.inputArtifactDetails()),
                read(type.outputArtifactDetails()),
                settings.map(ActionTypeSettings::entityUrlTemplate).orElse(""),
                settings.map(ActionTypeSettings::executionUrlTemplate).orElse(""));
    }

    private static Range read(ArtifactDetails found) {
        return new Range(found.minimumCount(), found.maximumCount());
    }

    @Override
    public void close() {
        client.close();
    }
}
