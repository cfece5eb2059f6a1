// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What of AWS a run uses beside training, registry and evidence store. All of it may be absent.
 *
 * @param region of every service; absent for the environment's
 * @param roles ARN of the role that a stage assumes, by stage
 * @param results DynamoDB table that outcomes of stages are written to
 * @param topic ARN of the SNS topic that is told
 * @param mail who is told by mail
 * @param events EventBridge bus
 * @param metrics CloudWatch namespace
 */
public record AwsSpec(
        Optional<String> region,
        Map<String, String> roles,
        Optional<String> results,
        Optional<String> topic,
        Optional<Mail> mail,
        Optional<String> events,
        Optional<String> metrics) {
    /** Nothing of AWS. */
    public static final AwsSpec NONE = new AwsSpec(
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Copies the roles in the order of their stages' names. */
    public AwsSpec {
        roles = java.util.Collections.unmodifiableMap(new TreeMap<>(roles));
    }

    /**
     * Mails by SES.
     *
     * @param from verified address
     * @param to who gets them
     */
    public record Mail(String from, List<String> to) {
        /** Copies the addresses. */
        public Mail {
            to = List.copyOf(to);
        }
    }
}
