// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Optional;

/**
 * Where releases are kept and who must approve them.
 *
 * @param registry which registry: {@code local}, {@code dynamodb} or {@code sagemaker}
 * @param approvals signatures that a release needs; empty if none
 * @param waivers who may let a run go on in spite of a gate; absent if nobody may
 * @param aws where a registry in AWS keeps versions; absent for the local one
 */
public record RegisterSpec(
        String registry, List<ApprovalSpec> approvals, Optional<WaiverSpec> waivers, Optional<Aws> aws) {
    /** Copies the approvals. */
    public RegisterSpec {
        approvals = List.copyOf(approvals);
    }

    /**
     * Creates a local register whose gates nobody may waive.
     *
     * @param registry which registry
     * @param approvals signatures that a release needs
     */
    public RegisterSpec(String registry, List<ApprovalSpec> approvals) {
        this(registry, approvals, Optional.empty(), Optional.empty());
    }

    /**
     * Where a registry in AWS keeps versions.
     *
     * @param table DynamoDB table with keys {@code model} and {@code version}
     * @param bucket where artifacts and documents are kept
     * @param kmsKey encrypts them; absent for the bucket's own
     * @param group model package group; absent for the name of the model
     * @param image container that serves the model; absent for the one of the training
     */
    public record Aws(
            String table, S3Place bucket, Optional<String> kmsKey, Optional<String> group, Optional<String> image) {
        /**
         * Takes an image for what the spec leaves out.
         *
         * @param other container of the training
         * @return this with an image, if there is one
         */
        public Aws servedBy(Optional<String> other) {
            return new Aws(table, bucket, kmsKey, group, image.or(() -> other));
        }
    }

    /** What a signature that is asked for says. */
    public enum Meaning {
        REVIEWED,
        APPROVED,
        BUSINESS_ACCEPTANCE
    }

    /**
     * Signatures that a release needs from one role.
     *
     * @param role for example quality or business
     * @param count number of different people
     * @param meaning what they say
     * @param signers public key files (PEM), relative to the spec's folder, of the people who may sign; empty means
     *     every person whose key is trusted on this machine
     */
    public record ApprovalSpec(String role, int count, Meaning meaning, List<String> signers) {
        /** Copies the signers. */
        public ApprovalSpec {
            signers = List.copyOf(signers);
        }

        /**
         * Asks for approval.
         *
         * @param role for example quality or business
         * @param count number of different people
         * @param signers public key files
         */
        public ApprovalSpec(String role, int count, List<String> signers) {
            this(role, count, Meaning.APPROVED, signers);
        }
    }

    /**
     * Who may let a run go on in spite of a gate.
     *
     * @param roles in which a waiver may be proposed and confirmed; nobody may if there is none
     * @param longestDays how many days a waiver may hold at most
     */
    public record WaiverSpec(List<String> roles, int longestDays) {
        /** Copies the roles. */
        public WaiverSpec {
            roles = List.copyOf(roles);
        }
    }
}
