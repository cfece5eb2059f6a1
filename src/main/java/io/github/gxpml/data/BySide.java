// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/**
 * The same state of the two sides of a facet.
 *
 * @param <T> the state
 * @param disfavoured rows of the disfavoured group
 * @param favoured everyone else
 * @param neither rows whose facet column is missing
 */
public record BySide<T>(T disfavoured, T favoured, long neither) {}
