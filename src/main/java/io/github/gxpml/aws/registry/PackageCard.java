// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.model.ModelCardStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageModelCard;

/**
 * A model card as a model package takes it: on one line, and of the overview only creator and artifact, as the <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ModelPackageModelCard.html">schema of its own</a>
 * says.
 */
final class PackageCard {
    private static final int LONGEST = 100_000;
    private static final String OVERVIEW = "model_overview";
    private static final List<String> OF_A_PACKAGE = List.of("model_creator", "model_artifact");

    private PackageCard() {}

    static ModelPackageModelCard of(byte[] card) throws IOException {
        ObjectNode content = (ObjectNode) Json.read(card, JsonNode.class);
        if (content.get(OVERVIEW) instanceof ObjectNode overview) {
            overview.retain(OF_A_PACKAGE);
        }
        content.remove("model_package_details");
        String text = Json.compact(content);
        if (text.length() > LONGEST) {
            // what was measured has its own documents beside the card
            content.remove("evaluation_details");
            text = Json.compact(content);
        }
        return with(text, ModelCardStatus.PENDING_REVIEW);
    }

    static ModelPackageModelCard with(String content, ModelCardStatus status) {
        return ModelPackageModelCard.builder()
                .modelCardContent(content)
                .modelCardStatus(status)
                .build();
    }
}
