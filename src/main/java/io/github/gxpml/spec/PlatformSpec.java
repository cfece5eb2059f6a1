// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Optional;

/**
 * What must hold of the account that jobs run in.
 *
 * @param require stages that are carried out only if every check passes
 * @param packs conformance packs of AWS Config whose rules must be compliant
 * @param rules rules of AWS Config that must be compliant
 * @param trail CloudTrail trail that must be on and validate its files
 * @param endpoints services that the VPC must have an endpoint for
 */
public record PlatformSpec(
        List<String> require, List<String> packs, List<String> rules, Optional<String> trail, List<String> endpoints) {
    /** Nothing is asked for. */
    public static final PlatformSpec NONE =
            new PlatformSpec(List.of(), List.of(), List.of(), Optional.empty(), List.of());

    /** Copies the lists. */
    public PlatformSpec {
        require = List.copyOf(require);
        packs = List.copyOf(packs);
        rules = List.copyOf(rules);
        endpoints = List.copyOf(endpoints);
    }
}
