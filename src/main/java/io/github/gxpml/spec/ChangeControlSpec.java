// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

/**
 * The predetermined change control plan.
 *
 * @param plan file, relative to the spec's folder, whose digest is recorded
 */
public record ChangeControlSpec(String plan) {}
