// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.codepipeline.ActionTypes.Definition;
import io.github.gxpml.aws.codepipeline.ActionTypes.Property;
import io.github.gxpml.aws.codepipeline.ActionTypes.Range;
import java.util.LinkedHashMap;
import java.util.Map;

/** A definition as {@code aws codepipeline create-custom-action-type --cli-input-json} takes it. */
public final class RegistrationRequest {
    private RegistrationRequest() {}

    /**
     * Returns the request.
     *
     * @param definition of the type
     * @return its document, to be printed as JSON
     */
    public static Map<String, Object> of(Definition definition) {
        var request = new LinkedHashMap<String, Object>();
        request.put("category", definition.name().category());
        request.put("provider", definition.name().provider());
        request.put("version", definition.name().version());
        var settings = new LinkedHashMap<String, String>();
        if (!definition.entityUrl().isEmpty()) {
            settings.put("entityUrlTemplate", definition.entityUrl());
        }
        if (!definition.executionUrl().isEmpty()) {
            settings.put("executionUrlTemplate", definition.executionUrl());
        }
        if (!settings.isEmpty()) {
            request.put("settings", settings);
        }
        request.put(
                "configurationProperties",
                definition.properties().stream()
                        .map(RegistrationRequest::property)
                        .toList());
        request.put("inputArtifactDetails", range(definition.inputs()));
        request.put("outputArtifactDetails", range(definition.outputs()));
        return request;
    }

    private static Map<String, Object> property(Property property) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", property.name());
        fields.put("required", property.required());
        fields.put("key", property.queryable());
        fields.put("secret", property.secret());
        fields.put("queryable", property.queryable());
        fields.put("description", property.description());
        fields.put("type", "String");
        return fields;
    }

    private static Map<String, Object> range(Range range) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("minimumCount", range.fewest());
        fields.put("maximumCount", range.most());
        return fields;
    }
}
