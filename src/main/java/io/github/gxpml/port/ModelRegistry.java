// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the versions of models. At most one version of a model is ACTIVE at any moment. Safe under many writers. */
public interface ModelRegistry {
    /**
     * Where a version is in its life: PENDING, APPROVED, ACTIVE, RETIRED in this order; PENDING or APPROVED may become
     * REJECTED, which is an end; RETIRED may become ACTIVE again, which rolls back.
     */
    enum Status {
        PENDING,
        APPROVED,
        ACTIVE,
        RETIRED,
        REJECTED
    }

    /**
     * One change of status.
     *
     * @param to the new status
     * @param at when
     * @param by who or what caused it
     * @param reason one sentence
     */
    record Change(Status to, Instant at, String by, String reason) {}

    /**
     * One version of a model.
     *
     * @param model name
     * @param version number of the run that made it
     * @param status where it is
     * @param sha256 digest of the artifact
     * @param artifact file name of the artifact
     * @param bundle SHA-256 of the manifest of the bundle that it was registered with
     * @param history every change of status, oldest first
     */
    record ModelVersion(
            String model,
            int version,
            Status status,
            String sha256,
            String artifact,
            String bundle,
            List<Change> history) {
        /** Copies the history. */
        public ModelVersion {
            history = List.copyOf(history);
        }
    }

    /**
     * Registers a version as PENDING and keeps a copy of its artifact. Repeating the call changes nothing; the same
     * version with another digest is refused.
     *
     * @param model name
     * @param version number of the run
     * @param artifact file to copy
     * @param bundle SHA-256 of the bundle's manifest
     * @param change who, when, why; its status is PENDING
     * @return the version as registered
     * @throws IOException if it cannot be kept, or is refused
     */
    ModelVersion register(String model, int version, Path artifact, String bundle, Change change) throws IOException;

    /**
     * Moves a version to its next status; making one ACTIVE retires the one that was, in the same step.
     *
     * @param model name
     * @param version number
     * @param change the new status, who, when, why
     * @return the version after the change
     * @throws IOException if there is no such version or the step is not allowed from where it is
     */
    ModelVersion change(String model, int version, Change change) throws IOException;

    /**
     * Finds a version.
     *
     * @param model name
     * @param version number
     * @return the version, if it is registered
     * @throws IOException if the registry cannot be read or is damaged
     */
    Optional<ModelVersion> find(String model, int version) throws IOException;

    /**
     * Lists the versions of a model.
     *
     * @param model name
     * @return oldest first, empty if the model is unknown
     * @throws IOException if the registry cannot be read or is damaged
     */
    List<ModelVersion> versions(String model) throws IOException;

    /**
     * Finds the version in use.
     *
     * @param model name
     * @return the ACTIVE version, if there is one
     * @throws IOException if the registry cannot be read or is damaged
     */
    Optional<ModelVersion> active(String model) throws IOException;

    /**
     * Returns the artifact of a version, after checking its digest.
     *
     * @param version a registered version
     * @return the registry's own copy; not to be changed
     * @throws IOException if it is missing or its digest differs
     */
    Path artifact(ModelVersion version) throws IOException;
}
