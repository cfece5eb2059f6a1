// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the configuration of an action asks for, checked.
 *
 * @param queue that the job came from
 * @param stage train, validate, register, status or monitor
 * @param config the spec, a path within the source
 * @param source name of the input artifact with the source; empty if there is one input only
 * @param bundle name of the output artifact that gets the bundle; empty if there is one output only
 * @param model name of the output artifact that gets the model; empty for none
 * @param approvalAction {@code stage/action} of the manual approval that waits for the signatures; empty if the
 *     register stage waits itself
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
        Map<String, String> parameters) {
    private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9.@_-]{1,100}/[A-Za-z0-9.@_-]{1,100}");

    /**
     * Checks a configuration.
     *
     * @param configuration of the action, by property; what is not known here is left alone
     * @return what it asks for
     * @throws OrderException if something in it cannot be used
     */
    static ActionSettings of(Map<String, String> configuration) throws OrderException {
        String stage = text(configuration, GxpActionType.STAGE).orElse("");
        if (!GxpActionType.STAGES.contains(stage)) {
            throw new OrderException("`" + GxpActionType.STAGE + "` of the action is `" + clean(stage)
                    + "`, and must be one of " + String.join(", ", GxpActionType.STAGES));
        }
        String config = text(configuration, GxpActionType.CONFIG).orElse(GxpActionType.DEFAULT_CONFIG);
        if (!isInside(config)) {
            throw new OrderException("`" + GxpActionType.CONFIG + "` of the action is `" + clean(config)
                    + "`, and must be a path within the source, such as models/risk/gxp.yaml");
        }
        Optional<String> approval = text(configuration, GxpActionType.APPROVAL_ACTION);
        if (approval.isPresent()
                && (!stage.equals("register") || !ACTION.matcher(approval.get()).matches())) {
            throw new OrderException("`" + GxpActionType.APPROVAL_ACTION
                    + "` belongs to the stage register, and names a manual approval as stage/action, such as"
                    + " Model/Approve");
        }
        return new ActionSettings(
                text(configuration, GxpActionType.QUEUE).orElse(""),
                stage,
                config,
                text(configuration, GxpActionType.SOURCE),
                text(configuration, GxpActionType.BUNDLE),
                text(configuration, GxpActionType.MODEL),
                approval,
                text(configuration, GxpActionType.QUALITY_GATES),
                parameters(text(configuration, GxpActionType.PARAMETERS)));
    }

    private static boolean isInside(String path) throws OrderException {
        try {
            return InnerPath.of(path).isPresent() && !Path.of(path).isAbsolute();
        } catch (InvalidPathException e) {
            throw new OrderException("the locale of the worker cannot hold `" + GxpActionType.CONFIG
                    + "` of the action, `" + clean(path) + "`: start the worker with LC_ALL=C.UTF-8");
        }
    }

    private static Optional<String> text(Map<String, String> configuration, String property) {
        return Optional.ofNullable(configuration.get(property))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static Map<String, String> parameters(Optional<String> text) throws OrderException {
        if (text.isEmpty()) {
            return Map.of();
        }
        Map<String, String> found = new TreeMap<>();
        try {
            JsonNode tree = Json.read(text.get().getBytes(StandardCharsets.UTF_8), JsonNode.class);
            for (Iterator<Map.Entry<String, JsonNode>> entries =
                            tree.properties().iterator();
                    entries.hasNext(); ) {
                Map.Entry<String, JsonNode> entry = entries.next();
                if (!entry.getValue().isTextual()) {
                    throw new OrderException("`" + GxpActionType.PARAMETERS
                            + "` of the action must hold texts only: write {\"name\": \"value\"}");
                }
                found.put(entry.getKey(), entry.getValue().textValue());
            }
            if (tree.isObject()) {
                return found;
            }
        } catch (IOException e) {
            // told below: what a parser says of a text of somebody else may repeat a secret of it
        }
        throw new OrderException(
                "`" + GxpActionType.PARAMETERS + "` of the action is not one JSON object: write {\"name\": \"value\"}");
    }

    private static String clean(String text) {
        String printable = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return printable.length() <= 100 ? printable : printable.substring(0, 100) + "\u2026";
    }
}
