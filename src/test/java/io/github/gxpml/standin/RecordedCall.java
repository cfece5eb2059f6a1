// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request as CodePipeline got it, repetitions among them.
 *
 * @param operation as AWS calls it
 * @param body what was asked
 */
public record RecordedCall(String operation, JsonNode body) {}
