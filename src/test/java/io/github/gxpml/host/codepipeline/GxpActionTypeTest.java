// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.aws.codepipeline.ActionTypes.Definition;
import io.github.gxpml.aws.codepipeline.ActionTypes.Property;
import io.github.gxpml.io.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GxpActionTypeTest {
    private static final String URL = "https://jenkins.example.org/{Config:Queue}/{Config:Stage}/{ExternalExecutionId}";

    /** Limits of CreateCustomActionType and ActionConfigurationProperty in the CodePipeline API Reference. */
    @Test
    void shouldKeepTheLimitsOfCodePipeline() {
        List<Property> properties = createDefinition(URL).properties();

        assertThat(properties).hasSizeBetween(1, 10).doesNotHaveDuplicates();
        assertThat(properties)
                .extracting(Property::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.length() <= 50);
        assertThat(properties)
                .extracting(Property::description)
                .allMatch(text -> !text.isEmpty() && text.length() <= 160);
        assertThat(properties)
                .filteredOn(Property::queryable)
                .singleElement()
                .matches(queue -> queue.required() && !queue.secret());
        assertThat(properties).noneMatch(Property::secret);
    }

    /** The type of CloudFormation for the same thing is the independent word on how fields are called. */
    @Test
    void shouldBeRegisteredWithFieldsThatAwsKnows() throws Exception {
        JsonNode request = Json.read(Json.pretty(RegistrationRequest.of(createDefinition(URL))), JsonNode.class);

        assertThat(ResourceTypes.read().check("AWS::CodePipeline::CustomActionType", capitals(request)))
                .isEmpty();
        assertThat(request.at("/settings/executionUrlTemplate").asText()).isEqualTo(URL);
        assertThat(request.at("/settings").has("entityUrlTemplate")).isFalse();
        assertThat(request.at("/inputArtifactDetails/maximumCount").asInt()).isEqualTo(5);
    }

    @Test
    void shouldHaveNoSettingsWithoutAnAddress() {
        assertThat(RegistrationRequest.of(createDefinition(""))).doesNotContainKey("settings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jenkins.example.org",
                "javascript:alert(1)",
                "https://x/ y",
                "https://x/\n",
                "https://x/{Config:Model}",
                "https://x/{}"
            })
    void shouldRefuseAnAddressThatCannotBeOne(String url) {
        assertThatThrownBy(() -> createDefinition(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address of executions");
    }

    @ParameterizedTest
    @CsvSource({
        "Source,GxP,1,category",
        "Test,'',1,provider",
        "Test,G x P,1,provider",
        "Test,a-provider-with-a-name-of-thirty-six-,1,provider",
        "Test,GxP,1234567890,version"
    })
    void shouldRefuseANameThatCodePipelineWouldRefuse(String category, String provider, String version, String word) {
        assertThatThrownBy(() -> GxpActionType.name(category, provider, version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the " + word);
    }

    @ParameterizedTest
    @CsvSource({
        "gxp,true",
        "A-b_9,true",
        "twenty-letters-long-,true",
        "twenty-one-letters-lo,false",
        "a.b,false",
        "'',false"
    })
    void shouldKnowWhatAQueueCanBeCalled(String name, boolean possible) {
        assertThat(GxpActionType.isQueue(name)).isEqualTo(possible);
    }

    private static Definition createDefinition(String url) {
        return GxpActionType.definition(
                GxpActionType.name(GxpActionType.CATEGORY, GxpActionType.PROVIDER, GxpActionType.VERSION), url);
    }

    private static JsonNode capitals(JsonNode node) {
        if (node.isArray()) {
            var items = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> items.add(capitals(item)));
            return items;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        node.properties()
                .forEach(field -> fields.set(
                        Character.toUpperCase(field.getKey().charAt(0))
                                + field.getKey().substring(1),
                        capitals(field.getValue())));
        return fields;
    }
}
