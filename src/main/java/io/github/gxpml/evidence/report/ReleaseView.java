// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

/**
 * What became of the run's model in the registry.
 *
 * @param version registered version
 * @param status status in the registry, for example {@code PENDING}
 */
public record ReleaseView(String version, String status) {}
