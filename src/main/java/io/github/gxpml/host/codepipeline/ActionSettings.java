// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.util.Map;
import java.util.Optional;

/**
 * What the configuration of an action asks for, checked.
 *
 * @param queue that the job came from
 * @param stage train, validate, register or monitor
 * @param config the spec, a path within the source
 * @param source name of the input artifact with the source; empty if there is one input only
 * @param bundle name of the output artifact that gets the bundle; empty if there is one output only
 * @param model name of the output artifact that gets the model; empty for none
 * @param approvalAction {@code stage/action} of the manual approval that waits for the signatures; empty if the register
 *     stage waits itself
 * @param qualityGates gates beside those of the spec, as JSON; empty for none
 * @param parameters for a runner that takes some, by name
 */
record ActionSettings(
        String queue,
        String stage,
        String config,
        Optional<String> source,
        Optional<String> bundle,
        Optional<String> model,
        Optional<String> approvalAction,
        Optional<String> qualityGates,
        Map<String, String> parameters) {}
