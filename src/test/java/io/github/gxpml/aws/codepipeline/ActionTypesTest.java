// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.AwsException.Kind;
import io.github.gxpml.aws.codepipeline.ActionTypes.Definition;
import io.github.gxpml.aws.codepipeline.ActionTypes.Property;
import io.github.gxpml.aws.codepipeline.ActionTypes.Range;
import io.github.gxpml.standin.CodePipelineStandIn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionTypesTest {
    private static final ActionTypeName NAME = new ActionTypeName("Build", "GxP", "7");

    private final CodePipelineStandIn service = CodePipelineStandIn.start();
    private ActionTypes types;

    @BeforeEach
    void open() throws IOException {
        for (int i = 0; i < 5; i++) { // more than one page of them
            service.defineActionType(new ActionTypeName("Test", "Other", "" + i), "Queue", List.of());
        }
        types = ActionTypes.open(service.environment());
    }

    @AfterEach
    void close() {
        types.close();
        service.close();
    }

    private static Definition definition(String description) {
        return new Definition(
                NAME,
                List.of(
                        new Property("Queue", "which workers", true, true, false),
                        new Property("Spec", description, true, false, false),
                        new Property("Token", "", false, false, true)),
                new Range(1, 5),
                new Range(0, 1),
                "https://gxp.example/{Config:Queue}",
                "");
    }

    private AwsException refusal(Definition definition) {
        return catchThrowableOfType(AwsException.class, () -> types.register(definition));
    }

    @Test
    void shouldRegisterATypeThatWorkersCanAskFor() throws IOException {
        assertThat(types.register(definition("the spec"))).isTrue();

        JsonNode sent = service.calls("CreateCustomActionType").get(0);
        assertThat(sent.at("/settings").toString())
                .isEqualTo("{\"entityUrlTemplate\":\"https://gxp.example/{Config:Queue}\"}");
        assertThat(sent.at("/configurationProperties/2").toString())
                .isEqualTo("{\"name\":\"Token\",\"required\":false,\"key\":false,\"secret\":true,"
                        + "\"queryable\":false,\"type\":\"String\"}");
        try (CodePipelineJobs jobs = CodePipelineJobs.open(NAME, service.environment())) {
            assertThat(jobs.poll(1, Optional.of("gpu"))).isEmpty();
        }
    }

    @Test
    void shouldRegisterOnce() throws IOException {
        assertThat(types.register(definition("the spec"))).isTrue();
        assertThat(types.register(definition("the spec"))).isFalse();
        assertThat(service.calls("CreateCustomActionType")).hasSize(1);

        AwsException other = refusal(definition("something else"));

        assertThat(other.kind()).isEqualTo(Kind.REFUSED);
        assertThat(other)
                .hasMessage("the action type Build GxP 7 is there and says something else: register it with another"
                        + " version");
    }

    @Test
    void shouldRegisterWithoutAddresses() throws IOException {
        Definition bare = new Definition(NAME, List.of(), new Range(0, 0), new Range(0, 0), "", "");

        assertThat(types.register(bare)).isTrue();
        assertThat(types.register(bare)).isFalse();
    }

    @Test
    void shouldHoldItsOwnTypeForTheSameWhereTheAnswerWasLost() throws IOException {
        service.faults().loseAnswer("CreateCustomActionType", 1);

        assertThat(types.register(definition("the spec"))).isTrue();
    }

    @Test
    void shouldSayWhatTheServiceRefuses() {
        List<Property> many = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            many.add(new Property("p" + i, "", false, false, false));
        }
        List<Property> secret = List.of(new Property("Queue", "", true, true, true));
        Range none = new Range(0, 0);

        assertThat(refusal(new Definition(NAME, many, none, none, "", "")))
                .hasMessageContaining("the action type Build GxP 7 could not be registered: ValidationException");
        assertThat(refusal(new Definition(NAME, secret, none, none, "", "")).kind())
                .isEqualTo(Kind.REFUSED);
        assertThat(refusal(new Definition(NAME, List.of(), new Range(0, 6), none, "", ""))
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void shouldSayWhichPermissionIsMissing() {
        service.faults().deny("CreateCustomActionType", 1);

        AwsException denied = refusal(definition("the spec"));

        assertThat(denied.kind()).isEqualTo(Kind.DENIED);
        assertThat(denied)
                .hasMessageEndingWith(" - allow codepipeline:ListActionTypes and codepipeline:CreateCustomActionType");
    }
}
