// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.Engine;
import io.github.gxpml.evidence.TrustStore;
import io.github.gxpml.lifecycle.Ports;
import io.github.gxpml.lineage.GitIdentity;
import io.github.gxpml.local.EmbeddedTrainer;
import io.github.gxpml.local.FileBaselineStore;
import io.github.gxpml.local.FileModelRegistry;
import io.github.gxpml.local.KeyHome;
import io.github.gxpml.local.OnnxScorer;
import io.github.gxpml.local.ProcessRunner;
import io.github.gxpml.local.ProcessTrainer;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.SpecLoader;
import io.github.gxpml.spec.TrainSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** Wires the ports of a run on this machine. The only place that knows the embedded defaults. */
final class Wiring {
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
        Path state = spec.folder().resolve(".gxp");
        boolean embedded = spec.train().with() == TrainSpec.With.EMBEDDED;
        var commands = new ProcessRunner();
        var process = new ProcessTrainer(commands);
        return new Ports(
                Engine::embedded,
                embedded ? new EmbeddedTrainer() : process,
                embedded ? new OnnxScorer() : process,
                new FileModelRegistry(state.resolve("registry")),
                new FileBaselineStore(state.resolve("baselines")),
                commands,
                SealingKey.of(spec, environment),
                () -> TrustStore.load(keys(environment).path()),
                Clock.systemUTC());
    }

    /** Returns who works here: {@code GXP_USER} where a host sets it, else the identity that git commits with. */
    static String person(Spec spec, Map<String, String> environment) {
        String given = environment.getOrDefault("GXP_USER", "");
        return given.isEmpty() ? GitIdentity.read(spec.folder()).orElse("unknown") : given;
    }
}
