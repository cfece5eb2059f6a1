// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.aws.codepipeline.ActionTypeName;
import io.github.gxpml.host.codepipeline.GxpActionType;
import picocli.CommandLine.Option;

/** Options that name the custom action type; who registers it and who works for it must say the same. */
final class ActionTypeOptions {
    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            defaultValue = GxpActionType.CATEGORY,
            description = "Of the action type: Build, Deploy, Test or Invoke, where the console lists it (default:"
                    + " ${DEFAULT-VALUE}).")
    private String category;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = GxpActionType.PROVIDER,
            description = "Name of the action type (default: ${DEFAULT-VALUE}).")
    private String provider;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            defaultValue = GxpActionType.VERSION,
            description = "Version of the action type (default: ${DEFAULT-VALUE}). A type never changes, and a version"
                    + " that was deleted cannot be used again: take the next one.")
    private String version;

    /** Returns the name that the options make. */
    ActionTypeName name() throws UsageException {
        try {
            return GxpActionType.name(category, provider, version);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
