// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import io.github.gxpml.deploy.lambda.HandlerException;
import io.github.gxpml.deploy.lambda.Item;
import io.github.gxpml.deploy.lambda.StoredVersion;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A version as the management table has it.
 *
 * @param status PENDING, APPROVED, ACTIVE, RETIRED or REJECTED
 * @param sha256 digest of the artifact
 * @param artifact file name
 * @param stored where the artifact is
 * @param bundle SHA-256 of the manifest that it was registered with
 * @param modelPackage ARN in the SageMaker Model Registry, if it is there too
 */
record RegisteredVersion(
        String status,
        String sha256,
        String artifact,
        StoredVersion stored,
        String bundle,
        Optional<String> modelPackage) {
    static RegisteredVersion of(Map<String, AttributeValue> item) {
        return new RegisteredVersion(
                required(item, "status"),
                required(item, "sha256"),
                required(item, "artifact"),
                new StoredVersion(
                        required(item, "artifactBucket"),
                        required(item, "artifactKey"),
                        required(item, "artifactVersionId")),
                required(item, "bundle"),
                Item.text(item, "modelPackage"));
    }

    private static String required(Map<String, AttributeValue> item, String name) {
        return Item.text(item, name)
                .orElseThrow(() -> new HandlerException("the management table has a version without " + name));
    }
}
