// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.evidence.SealedBy;
import io.github.gxpml.evidence.TrustStore;
import io.github.gxpml.port.BaselineStore;
import io.github.gxpml.port.CommandRunner;
import io.github.gxpml.port.DataSources;
import io.github.gxpml.port.EvidenceStore;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.Notifier;
import io.github.gxpml.port.Platform;
import io.github.gxpml.port.RemoteTrainer;
import io.github.gxpml.port.Scorer;
import io.github.gxpml.port.Serving;
import io.github.gxpml.port.Signer;
import io.github.gxpml.port.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the stages need from the outside; a host wires it.
 *
 * @param engines opens the engine that scans tables
 * @param trainer trains
 * @param scorer scores with a trained model
 * @param registry keeps versions
 * @param baselines keeps frozen baselines
 * @param commands runs the model's own tests
 * @param signer signs the seals
 * @param stamping confirms when a seal was made; absent if nobody is asked
 * @param trust the keys that approvals may be signed with
 * @param clock the time, in UTC
 * @param outside what lies beyond this machine
 */
public record Ports(
        Engines engines,
        Trainer trainer,
        Scorer scorer,
        ModelRegistry registry,
        BaselineStore baselines,
        CommandRunner commands,
        Signer signer,
        Optional<SealedBy.Stamping> stamping,
        Trust trust,
        Clock clock,
        Outside outside) {

    /**
     * What lies beyond this machine. All of it may be missing.
     *
     * @param store keeps sealed bundles
     * @param sources keep data
     * @param notifiers are told what a run came to
     * @param platform is looked at before stages that ask for it
     * @param serving tells what the endpoint of a version in use did
     */
    public record Outside(
            Optional<EvidenceStore> store,
            DataSources sources,
            List<Notifier> notifiers,
            Optional<Platform> platform,
            Optional<Serving> serving) {
        /** Nothing but this machine. */
        public static final Outside NOTHING =
                new Outside(Optional.empty(), DataSources.NONE, List.of(), Optional.empty(), Optional.empty());

        /** Copies the list. */
        public Outside {
            notifiers = List.copyOf(notifiers);
        }
    }

    /**
     * Returns ports that wait for no job elsewhere.
     *
     * @return the same, with a trainer that looks once
     */
    public Ports withoutWaiting() {
        return new Ports(
                engines,
                trainer instanceof RemoteTrainer remote ? remote.withoutWaiting() : trainer,
                scorer,
                registry,
                baselines,
                commands,
                signer,
                stamping,
                trust,
                clock,
                outside);
    }

    /**
     * Knows the keys that approvals may be signed with; asked anew each time, since a person's first signature adds
     * one.
     */
    @FunctionalInterface
    public interface Trust {
        /**
         * Returns the keys that are trusted now.
         *
         * @return the keys
         * @throws IOException if they cannot be read
         */
        TrustStore load() throws IOException;
    }

    /** Opens the engine that scans tables. */
    @FunctionalInterface
    public interface Engines {
        /**
         * Opens an engine.
         *
         * @param scratch folder for what does not fit into memory; created and emptied by the engine
         * @return the engine, to be closed
         * @throws DataException if it cannot be started
         */
        Engine open(Path scratch) throws DataException;
    }
}
