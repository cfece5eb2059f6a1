// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionResponse;

/** A version of a schema of the Glue Schema Registry. */
final class GlueSchemaAsker {
    private GlueSchemaAsker() {}

    static Answer ask(Question question) throws IOException {
        long version;
        try {
            version = Long.parseLong(question.get("version"));
        } catch (NumberFormatException e) {
            throw new IOException("`version` of a schema is a number, this is " + question.get("version"), e);
        }
        try (GlueClient glue = question.client(GlueClient.builder(), "GLUE")) {
            GetSchemaVersionResponse found = glue.getSchemaVersion(request -> request.schemaId(schema ->
                            schema.registryName(question.get("registry")).schemaName(question.get("schema")))
                    .schemaVersionNumber(number -> number.versionNumber(version)));
            String definition = found.schemaDefinition() == null ? "" : found.schemaDefinition();
            return new Facts()
                    .state(found.statusAsString(), "AVAILABLE")
                    .put("schemaVersionId", found.schemaVersionId())
                    .put("format", found.dataFormatAsString())
                    .put("created", found.createdTime())
                    .put("schemaSha256", Sha256.of(definition))
                    .pinned(question, "schemaSha256")
                    .answer();
        }
    }
}
