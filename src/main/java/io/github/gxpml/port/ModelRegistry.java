// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
     * What is registered.
     *
     * @param model name
     * @param version number of the run
     * @param artifact file to copy
     * @param bundle SHA-256 of the bundle's manifest
     * @param documents what a catalogue shows beside the model, by the names in {@link Documents}; a registry that
     *     shows none may leave them out, since the bundle has them or what they are made from
     * @param facts texts by the names in {@link Facts}, as far as they are known
     * @param change who, when, why; its status is PENDING
     */
    record Registration(
            String model,
            int version,
            Path artifact,
            String bundle,
            Map<String, byte[]> documents,
            Map<String, String> facts,
            Change change) {
        /** Copies the maps. */
        public Registration {
            documents = Map.copyOf(documents);
            facts = Map.copyOf(facts);
        }

        /**
         * Registers a model alone.
         *
         * @param model name
         * @param version number of the run
         * @param artifact file to copy
         * @param bundle SHA-256 of the bundle's manifest
         * @param change who, when, why
         */
        public Registration(String model, int version, Path artifact, String bundle, Change change) {
            this(model, version, artifact, bundle, Map.of(), Map.of(), change);
        }
    }

    /** Names of documents. */
    final class Documents {
        /** The model card, with the fields of Amazon SageMaker Model Cards. */
        public static final String MODEL_CARD = "model-card.json";

        /** Lineage of the run, with its graph. */
        public static final String LINEAGE = "lineage.json";

        /** How well the model predicts, as Model Monitor's statistics say it. */
        public static final String QUALITY_STATISTICS = "model-quality-statistics.json";

        /** Limits for that. */
        public static final String QUALITY_CONSTRAINTS = "model-quality-constraints.json";

        /** What the model was trained on, as Model Monitor's statistics say it. */
        public static final String DATA_STATISTICS = "data-quality-statistics.json";

        /** Limits for that. */
        public static final String DATA_CONSTRAINTS = "data-quality-constraints.json";

        /** Bias, as Clarify's analysis says it. */
        public static final String BIAS = "analysis.json";

        private Documents() {}
    }

    /** Names of facts. */
    final class Facts {
        /** SHA-256 of the spec. */
        public static final String SPEC = "spec";

        /** The commit that the code was at. */
        public static final String COMMIT = "commit";

        /** Where that commit comes from. */
        public static final String REPOSITORY = "repository";

        private Facts() {}
    }

    /**
     * Registers a version as PENDING and keeps a copy of its artifact. Repeating the call changes nothing; the same
     * version with another digest is refused.
     *
     * @param wanted the version
     * @return the version as registered
     * @throws IOException if it cannot be kept, or is refused
     */
    ModelVersion register(Registration wanted) throws IOException;

    /**
     * Tells whether documents are of use here; what nobody shows need not be made.
     *
     * @return true if this registry keeps them
     */
    default boolean showsDocuments() {
        return false;
    }

    /**
     * Returns what did not come about without anything being lost by it, since this was last asked.
     *
     * @return one sentence each
     */
    default List<String> notes() {
        return List.of();
    }

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
