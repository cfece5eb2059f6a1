// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

/** A version of a table of the Glue Data Catalog, with its columns and their types. */
final class GlueTableAsker {
    private GlueTableAsker() {}

    static Answer ask(Question question) throws IOException {
        try (GlueClient glue = question.client(GlueClient.builder(), "GLUE")) {
            Table table = glue.getTableVersion(request -> request.catalogId(
                                    question.find("catalog").orElse(null))
                            .databaseName(question.get("database"))
                            .tableName(question.get("table"))
                            .versionId(question.get("version")))
                    .tableVersion()
                    .table();
            Facts facts = new Facts()
                    .put("updated", table.updateTime())
                    .put("createdBy", table.createdBy())
                    .put("registeredWithLakeFormation", table.isRegisteredWithLakeFormation());
            List<Column> columns = table.storageDescriptor() == null
                    ? List.of()
                    : table.storageDescriptor().columns();
            if (table.storageDescriptor() != null) {
                facts.put("location", table.storageDescriptor().location());
            }
            List<String> lines = Stream.concat(columns.stream(), table.partitionKeys().stream())
                    .map(column -> column.name() + " " + column.type())
                    .toList();
            return facts.put("columns", lines.size())
                    .digest("columnsSha256", lines)
                    .pinned(question, "columnsSha256")
                    .answer();
        }
    }
}
