// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;

/** The grants of a principal on a table of the data lake, as they are at the time of the run. */
final class LakeFormationAsker {
    private LakeFormationAsker() {}

    static Answer ask(Question question) throws IOException {
        try (LakeFormationClient lake = question.client(LakeFormationClient.builder(), "LAKEFORMATION")) {
            List<PrincipalResourcePermissions> grants = lake
                    .listPermissionsPaginator(request -> request.catalogId(
                                    question.find("catalog").orElse(null))
                            .principal(who -> who.dataLakePrincipalIdentifier(question.get("principal")))
                            .resource(what -> what.table(table -> table.catalogId(
                                            question.find("catalog").orElse(null))
                                    .databaseName(question.get("database"))
                                    .name(question.get("table")))))
                    .stream()
                    .flatMap(page -> page.principalResourcePermissions().stream())
                    .toList();
            Set<String> permissions = new TreeSet<>();
            Set<String> grantable = new TreeSet<>();
            for (PrincipalResourcePermissions grant : grants) {
                permissions.addAll(grant.permissionsAsStrings());
                grantable.addAll(grant.permissionsWithGrantOptionAsStrings());
            }
            Facts facts = new Facts()
                    .put("grants", grants.size())
                    .put("permissions", permissions.isEmpty() ? "none" : String.join(", ", permissions))
                    .put("grantable", String.join(", ", grantable));
            if (!permissions.contains("SELECT") && !permissions.contains("ALL") && !permissions.contains("SUPER")) {
                facts.against("the principal has no grant to SELECT");
            }
            return facts.pinned(question, "permissions").answer();
        }
    }
}
