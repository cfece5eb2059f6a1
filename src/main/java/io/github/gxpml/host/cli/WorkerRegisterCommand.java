// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.aws.codepipeline.ActionTypeName;
import io.github.gxpml.aws.codepipeline.ActionTypes;
import io.github.gxpml.aws.codepipeline.ActionTypes.Definition;
import io.github.gxpml.host.cli.Terminal.Style;
import io.github.gxpml.host.codepipeline.GxpActionType;
import io.github.gxpml.host.codepipeline.RegistrationRequest;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gxp worker register}. */
@Command(
        name = "register",
        description = {
            "Make the custom action type known to AWS CodePipeline, so that pipelines can have actions of it.",
            "Once for each account and region, before the first pipeline: a worker then asks for the jobs of that type. "
                    + "To call it again changes nothing.",
            "Region and credentials are found as by the AWS command line (AWS_REGION, AWS_PROFILE, a role). "
                    + "They need codepipeline:CreateCustomActionType and codepipeline:ListActionTypes."
        })
final class WorkerRegisterCommand extends BaseCommand {
    @Mixin
    private final ActionTypeOptions type = new ActionTypeOptions();

    @Option(
            names = "--executions-url",
            paramLabel = "URL",
            defaultValue = "",
            description = "Address that the console links a run to, for example that of a Jenkins or of an archive of"
                    + " evidence. {ExternalExecutionId}, {Config:Queue} and {Config:Stage} are replaced (default: no"
                    + " link).")
    private String executionsUrl;

    @Option(
            names = "--dry-run",
            description = "Register nothing: print the JSON for `aws codepipeline create-custom-action-type"
                    + " --cli-input-json`.")
    private boolean dryRun;

    @Override
    public Integer call() throws UsageException, IOException {
        Definition definition = definition();
        if (dryRun) {
            printJson(RegistrationRequest.of(definition));
            return ExitCode.PASS;
        }
        try (var types = ActionTypes.open(environment())) {
            boolean made = types.register(definition);
            ActionTypeName name = definition.name();
            String title = name.category() + " action type " + name.provider() + ", version " + name.version();
            terminal()
                    .print(
                            made
                                    ? terminal().paint(Style.GOOD, "registered") + "  " + title
                                    : title + " is registered already, as it is here; nothing was changed");
        }
        terminal().say("Next: `gxp init --codepipeline` writes a template of a pipeline with actions of this type.");
        return ExitCode.PASS;
    }

    private Definition definition() throws UsageException {
        try {
            return GxpActionType.definition(type.name(), executionsUrl);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
