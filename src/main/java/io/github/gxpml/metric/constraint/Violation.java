// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

/**
 * A constraint that a table does not satisfy.
 *
 * @param column name of the column
 * @param check which kind of constraint
 * @param description one or two sentences with what was expected and what was observed
 */
public record Violation(String column, CheckType check, String description) {}
