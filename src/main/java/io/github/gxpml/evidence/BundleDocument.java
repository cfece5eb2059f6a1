// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.spec.RiskClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code data/bundle.json}: what this bundle is.
 *
 * @param format 1
 * @param product name and version of the software that wrote it
 * @param model name
 * @param intendedUse from the spec
 * @param riskClass from the spec
 * @param run number of the run; runs of one model count up from 1 without gaps
 * @param registered whether the run's number is a registered version of the model
 * @param state how far the run is
 * @param startedBy who started it, as the host knows it
 * @param startedAt when the run started
 * @param stages what happened in each stage, in order
 * @param seal number of this seal; a run is sealed several times, counting up from 1
 * @param sealedAt when this seal was made
 * @param previousSeal SHA-256 of the manifest of the seal before it; absent for the first
 * @param previousRun SHA-256 of the manifest of the last seal of the run before; absent for run 1
 * @param notChecked what this bundle does not show, one sentence each
 * @param reproduces the run that this one repeated from its bundle, if it did; {@code run} is then the number of that
 *     run
 */
public record BundleDocument(
        int format,
        String product,
        String model,
        String intendedUse,
        RiskClass riskClass,
        int run,
        boolean registered,
        State state,
        String startedBy,
        Instant startedAt,
        List<StageRecord> stages,
        int seal,
        Instant sealedAt,
        Optional<String> previousSeal,
        Optional<String> previousRun,
        List<String> notChecked,
        Optional<Reproduces> reproduces) {

    /** Copies the collections, and takes the absence of a link for none. */
    public BundleDocument {
        stages = List.copyOf(stages);
        notChecked = List.copyOf(notChecked);
        reproduces = reproduces == null ? Optional.empty() : reproduces;
    }

    /**
     * Describes a run that repeats no other.
     *
     * @param format as above
     * @param product as above
     * @param model as above
     * @param intendedUse as above
     * @param riskClass as above
     * @param run as above
     * @param registered as above
     * @param state as above
     * @param startedBy as above
     * @param startedAt as above
     * @param stages as above
     * @param seal as above
     * @param sealedAt as above
     * @param previousSeal as above
     * @param previousRun as above
     * @param notChecked as above
     */
    public BundleDocument(
            int format,
            String product,
            String model,
            String intendedUse,
            RiskClass riskClass,
            int run,
            boolean registered,
            State state,
            String startedBy,
            Instant startedAt,
            List<StageRecord> stages,
            int seal,
            Instant sealedAt,
            Optional<String> previousSeal,
            Optional<String> previousRun,
            List<String> notChecked) {
        this(
                format,
                product,
                model,
                intendedUse,
                riskClass,
                run,
                registered,
                state,
                startedBy,
                startedAt,
                stages,
                seal,
                sealedAt,
                previousSeal,
                previousRun,
                notChecked,
                Optional.empty());
    }

    /**
     * The run that was repeated, by its sealed bundle.
     *
     * @param number counts the repetitions of the run, from 1
     * @param manifestSha256 digest of the bundle's manifest
     * @param bundleSha256 digest of the zip; absent if it was read from a folder
     */
    public record Reproduces(int number, String manifestSha256, Optional<String> bundleSha256) {}

    /**
     * Returns what the run is called everywhere: the bundle's folder, its file, its external identifier.
     *
     * @return model and run, for example {@code flc-mortality-7}, or {@code flc-mortality-7-reproduced-1}
     */
    public String identifier() {
        return model + "-" + run
                + reproduces.map(link -> "-reproduced-" + link.number()).orElse("");
    }

    /** Returns this document as part of a seal. */
    BundleDocument sealed(int number, Instant at, Optional<String> previous) {
        return new BundleDocument(
                format,
                product,
                model,
                intendedUse,
                riskClass,
                run,
                registered,
                state,
                startedBy,
                startedAt,
                stages,
                number,
                at,
                previous,
                previousRun,
                notChecked,
                reproduces);
    }

    /**
     * Returns this document with other stages.
     *
     * @param records what happened in each stage, in order
     * @return a copy
     */
    public BundleDocument withStages(List<StageRecord> records) {
        return new BundleDocument(
                format,
                product,
                model,
                intendedUse,
                riskClass,
                run,
                registered,
                state,
                startedBy,
                startedAt,
                records,
                seal,
                sealedAt,
                previousSeal,
                previousRun,
                notChecked,
                reproduces);
    }

    /**
     * Returns this document with another state.
     *
     * @param now how far the run is
     * @param gaps what the bundle does not show
     * @return a copy
     */
    public BundleDocument withState(State now, List<String> gaps) {
        return new BundleDocument(
                format,
                product,
                model,
                intendedUse,
                riskClass,
                run,
                registered,
                now,
                startedBy,
                startedAt,
                stages,
                seal,
                sealedAt,
                previousSeal,
                previousRun,
                gaps,
                reproduces);
    }

    /**
     * Returns this document of a run that repeats another one.
     *
     * @param link the other run
     * @return a copy
     */
    public BundleDocument asReproductionOf(Reproduces link) {
        return new BundleDocument(
                format,
                product,
                model,
                intendedUse,
                riskClass,
                run,
                registered,
                state,
                startedBy,
                startedAt,
                stages,
                seal,
                sealedAt,
                previousSeal,
                previousRun,
                notChecked,
                Optional.of(link));
    }

    /**
     * Returns this document of a run whose number is a registered version.
     *
     * @return a copy
     */
    public BundleDocument asRegistered() {
        return new BundleDocument(
                format,
                product,
                model,
                intendedUse,
                riskClass,
                run,
                true,
                state,
                startedBy,
                startedAt,
                stages,
                seal,
                sealedAt,
                previousSeal,
                previousRun,
                notChecked,
                reproduces);
    }

    /** How far a run is. */
    public enum State {
        /** Under way when sealed. */
        RUNNING,
        /** Stopped by a person or the system. */
        INTERRUPTED,
        /** Could not be carried out. */
        ERROR,
        /** A gate stopped it. */
        BLOCKED,
        /** A person rejected the release. */
        REJECTED,
        /** Waits for signatures. */
        PENDING,
        /** Waits for a job that goes on elsewhere; no process waits with it. */
        WAITING,
        /** Everything asked for was done. */
        COMPLETE
    }

    /**
     * What happened in one stage.
     *
     * @param name train, validate, register or monitor
     * @param startedAt when it started
     * @param finishedAt when it ended; absent if it did not
     * @param outcome one sentence
     * @param notes what people should know
     */
    public record StageRecord(
            String name, Instant startedAt, Optional<Instant> finishedAt, String outcome, List<String> notes) {
        /** How a note begins that tells of something against the rules. */
        public static final String FINDING = "Finding: ";

        /** Copies the notes. */
        public StageRecord {
            notes = List.copyOf(notes);
        }

        /** Returns the notes that tell of something against the rules. */
        public List<String> findings() {
            return notes.stream().filter(note -> note.startsWith(FINDING)).toList();
        }
    }
}
