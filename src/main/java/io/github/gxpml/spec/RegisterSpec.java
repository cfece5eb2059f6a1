// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;

/**
 * Where releases are kept and who must approve them.
 *
 * @param registry which registry; {@code local} is the file registry
 * @param approvals signatures that a release needs; empty if none
 */
public record RegisterSpec(String registry, List<ApprovalSpec> approvals) {
    /** Copies the approvals. */
    public RegisterSpec {
        approvals = List.copyOf(approvals);
    }

    /**
     * Signatures that a release needs from one role.
     *
     * @param role for example quality or business
     * @param count number of different people
     * @param signers public key files (PEM), relative to the spec's folder, of the people who may sign; empty means
     *     every person whose key is trusted on this machine
     */
    public record ApprovalSpec(String role, int count, List<String> signers) {
        /** Copies the signers. */
        public ApprovalSpec {
            signers = List.copyOf(signers);
        }
    }
}
