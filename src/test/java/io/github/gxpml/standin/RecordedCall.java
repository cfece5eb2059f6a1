// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request as a service got it, repetitions among them.
 *
 * @param operation as AWS calls it
 * @param body what was asked; text, if it was nothing that the service could read
 */
public record RecordedCall(String operation, JsonNode body) {}
