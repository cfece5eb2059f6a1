// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What an order is in the words of a Jenkins job: its parameters. */
final class JenkinsParameters {
    /** By it a build is found again. */
    static final String ORDER = "GXP_ORDER";

    private static final String OURS = "GXP_";
    private static final String REVISION = "GXP_REVISION";

    /** What decides what is done; a job without one of them would do something else, and would not say so. */
    private static final List<String> NEEDED = List.of("GXP_STAGE", "GXP_CONFIG", ORDER, REVISION);

    /** These mean something to Jenkins itself when a build is asked for. */
    private static final Set<String> RESERVED = Set.of("token", "cause", "delay", "json");

    private JenkinsParameters() {}

    /**
     * Returns the parameters of an order.
     *
     * @throws OrderException if a job of Jenkins cannot be asked for what the order wants
     */
    static Map<String, String> of(StageOrder order) throws OrderException {
        ActionSettings settings = order.settings();
        check(settings);
        var parameters = new TreeMap<>(settings.parameters());
        parameters.put("GXP_STAGE", settings.stage());
        parameters.put("GXP_CONFIG", settings.config());
        parameters.put("GXP_PIPELINE", order.context().pipeline());
        parameters.put("GXP_PIPELINE_EXECUTION", order.context().execution());
        parameters.put(
                "GXP_PIPELINE_ACTION",
                order.context().stage() + "/" + order.context().action());
        parameters.put(ORDER, order.id());
        parameters.put(REVISION, source(order).flatMap(InputArtifact::revision).orElse(""));
        for (InputArtifact input : order.inputs()) {
            String name = REVISION + "_" + input.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            if (parameters.put(name, input.revision().orElse("")) != null) {
                throw new OrderException(
                        "Two input artifacts of the action would both be " + name + " in Jenkins: rename one of them.");
            }
        }
        return parameters;
    }

    /**
     * Checks that a job takes the parameters: Jenkins drops those that a job does not define, and says nothing.
     *
     * @param order with parameters of the pipeline
     * @param job full name
     * @param defined names that the job defines
     * @throws OrderException if one is missing that decides what is done
     */
    static void check(StageOrder order, String job, Set<String> defined) throws OrderException {
        var missing = new ArrayList<>(NEEDED);
        missing.addAll(new TreeMap<>(order.settings().parameters()).keySet());
        missing.removeAll(defined);
        if (!missing.isEmpty()) {
            throw new OrderException("The Jenkins job " + job + " does not define "
                    + (missing.size() == 1 ? "the parameter " : "the parameters ") + String.join(", ", missing)
                    + ", which Jenkins would drop without a word: add "
                    + (missing.size() == 1 ? "it" : "them") + " to the job.");
        }
    }

    private static void check(ActionSettings settings) throws OrderException {
        for (String name : settings.parameters().keySet()) {
            if (name.toUpperCase(Locale.ROOT).startsWith(OURS) || RESERVED.contains(name)) {
                throw new OrderException("The parameter " + name + " of the action has a name that "
                        + (RESERVED.contains(name) ? "Jenkins keeps for itself" : "is kept for the worker")
                        + ": choose another one, in the action and in the Jenkins job.");
            }
        }
        if (settings.qualityGates().isPresent()) {
            throw new OrderException(
                    "The action asks for quality gates, which this queue hands to Jenkins, where nobody"
                            + " can see whether they are judged: put them into the spec, or into the Jenkinsfile.");
        }
        if (settings.approvalAction().isPresent()) {
            throw new OrderException("The action names a manual approval, but this queue hands stages to Jenkins, where"
                    + " gxpRegister waits for the signatures itself: take `ApprovalAction`, and the approval, out of the"
                    + " pipeline.");
        }
        if (settings.model().isPresent()) {
            throw new OrderException("The action wants the model as an output artifact, but this queue hands stages to"
                    + " Jenkins, which gives the evidence only: leave the output for the model out.");
        }
    }

    private static Optional<InputArtifact> source(StageOrder order) {
        if (order.settings().source().isPresent()) {
            return order.inputs().stream()
                    .filter(input ->
                            input.name().equals(order.settings().source().get()))
                    .findFirst();
        }
        return order.inputs().size() == 1 ? Optional.of(order.inputs().get(0)) : Optional.empty();
    }
}
