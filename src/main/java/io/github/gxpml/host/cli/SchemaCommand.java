// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.spec.SpecSchema;
import picocli.CommandLine.Command;

/** {@code gxp schema}. */
@Command(
        name = "schema",
        description = {
            "Print the JSON Schema of gxp.yaml.",
            "Editors complete and check from it: gxp schema > gxp.schema.json, and as first line of gxp.yaml",
            "  # yaml-language-server: $schema=gxp.schema.json"
        })
final class SchemaCommand extends BaseCommand {
    @Override
    public Integer call() {
        terminal().out().print(SpecSchema.text());
        terminal().out().flush();
        return ExitCode.PASS;
    }
}
