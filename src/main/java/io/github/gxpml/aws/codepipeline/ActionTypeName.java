// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

/**
 * Names a custom action type; its owner is always {@code Custom}.
 *
 * @param category Build or Test
 * @param provider at most 35 characters
 * @param version at most 9 characters
 */
public record ActionTypeName(String category, String provider, String version) {}
