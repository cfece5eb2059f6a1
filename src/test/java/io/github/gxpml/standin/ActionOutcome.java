// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.List;
import java.util.Map;

/**
 * How an execution of an action stands.
 *
 * @param status as AWS names it: InProgress, Succeeded, Failed, Abandoned
 * @param jobs ids of its jobs, in their order
 * @param tokens with which jobs were continued, in their order
 * @param summary what a worker said last; empty if nothing
 * @param externalId what a worker said last; empty if nothing
 * @param percent what a worker said last; -1 if nothing
 * @param variables of the answer
 * @param failureType as AWS names it; empty without failure
 * @param failureMessage of the answer
 * @param finalAnswers how many answers were taken that end the action: at most one, or the service would be wrong
 * @param refusedAnswers how many came when it was over
 */
public record ActionOutcome(
        String status,
        List<String> jobs,
        List<String> tokens,
        String summary,
        String externalId,
        int percent,
        Map<String, String> variables,
        String failureType,
        String failureMessage,
        int finalAnswers,
        int refusedAnswers) {}
