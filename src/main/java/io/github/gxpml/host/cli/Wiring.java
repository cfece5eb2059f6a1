// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.aws.AwsPorts;
import io.github.gxpml.data.Engine;
import io.github.gxpml.evidence.SealedBy;
import io.github.gxpml.evidence.TrustStore;
import io.github.gxpml.lifecycle.Ports;
import io.github.gxpml.lineage.GitIdentity;
import io.github.gxpml.local.EmbeddedTrainer;
import io.github.gxpml.local.FileBaselineStore;
import io.github.gxpml.local.FileModelRegistry;
import io.github.gxpml.local.HttpTimeStamper;
import io.github.gxpml.local.KeyHome;
import io.github.gxpml.local.OnnxScorer;
import io.github.gxpml.local.ProcessRunner;
import io.github.gxpml.local.ProcessTrainer;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.Signer;
import io.github.gxpml.spec.EvidenceSpec;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.SpecLoader;
import io.github.gxpml.spec.TrainSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Wires the ports of a run on this machine. The only place that knows the embedded defaults. */
final class Wiring {
    /** How long a time-stamp authority may take. */
    private static final Duration STAMP_LIMIT = Duration.ofSeconds(30);

    /** Names a file with roots of signers. */
    private static final String ROOTS = "GXP_TRUST_ROOTS";

    private static final String PROFILE = "GXP_PROFILE";

    private Wiring() {}

    static Spec load(Path file) throws SpecException, UsageException {
        try {
            return SpecLoader.load(file, Set.copyOf(Metrics.ids()));
        } catch (IOException e) {
            throw new UsageException(e.getMessage());
        }
    }

    static KeyHome keys(Map<String, String> environment) {
        return KeyHome.of(environment, Path.of(System.getProperty("user.home")));
    }

    static Ports ports(Spec spec, Map<String, String> environment) throws IOException, UsageException {
        checkProfile(spec, environment);
        return ports(spec, environment, SealingKey.of(spec, environment), stamping(spec), outside(spec, environment));
    }

    /** Wires the repetition of a run, which the person seals who repeats it, whatever key the first run named. */
    static Ports reproducing(Spec spec, Map<String, String> environment) throws IOException, UsageException {
        var data = new Ports.Outside(
                Optional.empty(), AwsPorts.sources(spec, environment), List.of(), Optional.empty(), Optional.empty());
        return ports(spec, environment, SealingKey.ofMachine(spec, environment), Optional.empty(), data);
    }

    private static Ports ports(
            Spec spec,
            Map<String, String> environment,
            Signer signer,
            Optional<SealedBy.Stamping> stamping,
            Ports.Outside outside)
            throws IOException {
        Path state = spec.folder().resolve(".gxp");
        Optional<ModelRegistry> elsewhere = AwsPorts.registry(spec, environment, state.resolve("registry-cache"));
        boolean embedded = spec.train().with() == TrainSpec.With.EMBEDDED;
        var commands = new ProcessRunner();
        var process = new ProcessTrainer(commands);
        return new Ports(
                Engine::embedded,
                AwsPorts.trainer(spec, environment).orElseGet(() -> embedded ? new EmbeddedTrainer() : process),
                AwsPorts.scorer(spec, environment).orElseGet(() -> embedded ? new OnnxScorer() : process),
                elsewhere.orElseGet(() -> new FileModelRegistry(state.resolve("registry"))),
                new FileBaselineStore(state.resolve("baselines")),
                commands,
                signer,
                stamping,
                () -> trust(spec, environment),
                Clock.systemUTC(),
                outside);
    }

    private static Ports.Outside outside(Spec spec, Map<String, String> environment) throws IOException {
        return new Ports.Outside(
                AwsPorts.store(spec, environment),
                AwsPorts.sources(spec, environment),
                AwsPorts.notifiers(spec, environment),
                AwsPorts.platform(spec, environment),
                AwsPorts.serving(spec, environment));
    }

    /** A host that serves an organisation may ask for one regulation profile in every spec. */
    private static void checkProfile(Spec spec, Map<String, String> environment) throws UsageException {
        String asked = environment.getOrDefault(PROFILE, "");
        String named = spec.evidence().profile();
        if (!asked.isEmpty() && !asked.equals(named)) {
            throw new UsageException("`evidence.profile` must be `" + asked + "` here, as " + PROFILE
                    + " asks for, and " + spec.file() + (named.isEmpty() ? " names none" : " names `" + named + "`"));
        }
    }

    private static Optional<SealedBy.Stamping> stamping(Spec spec) throws IOException {
        Optional<EvidenceSpec.Timestamp> asked = spec.evidence().timestamp();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SealedBy.Stamping(
                new HttpTimeStamper(URI.create(asked.get().url()), STAMP_LIMIT),
                TrustStore.of().withTimeStampRoots(stampRoots(spec)),
                asked.get().required()));
    }

    private static List<Path> stampRoots(Spec spec) {
        return spec.evidence().timestamp().flatMap(EvidenceSpec.Timestamp::certificates).stream()
                .map(spec::resolve)
                .toList();
    }

    /** What is trusted on this machine, and the time-stamp authority that the spec names. */
    private static TrustStore trust(Spec spec, Map<String, String> environment) throws IOException {
        return trust(environment).withTimeStampRoots(stampRoots(spec));
    }

    /** What is trusted on this machine: in {@code GXP_HOME/trusted}, and the roots of a host's own signers. */
    static TrustStore trust(Map<String, String> environment) throws IOException {
        TrustStore home = TrustStore.load(keys(environment).path());
        String roots = environment.getOrDefault(ROOTS, "");
        if (roots.isEmpty()) {
            return home;
        }
        try {
            return home.withRoots(List.of(Path.of(roots)));
        } catch (IOException | InvalidPathException e) {
            throw new IOException(ROOTS + " must name a file with certificates (PEM): " + e.getMessage(), e);
        }
    }

    /** Returns who works here: {@code GXP_USER} where a host sets it, else the identity that git commits with. */
    static String person(Spec spec, Map<String, String> environment) {
        String given = environment.getOrDefault("GXP_USER", "");
        return given.isEmpty() ? GitIdentity.read(spec.folder()).orElse("unknown") : given;
    }
}
