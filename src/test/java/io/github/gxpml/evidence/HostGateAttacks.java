// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.Mutations.BASE;
import static io.github.gxpml.evidence.Mutations.edited;
import static io.github.gxpml.evidence.Mutations.without;

import io.github.gxpml.gate.AskedGates;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.SpecLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What somebody who can seal does to the gates that a host has asked for beside the spec. */
final class HostGateAttacks {
    static final String ASKED = """
            {"from": "Jenkinsfile of build https://ci.example.org/job/x/7/", "gates": [
              {"metric": "failed_tests", "max": 0},
              {"metric": "reproducibility_tests", "min": 10}
            ]}
            """;

    private static final String FILE = "host-gates/validate.json";

    private HostGateAttacks() {}

    static List<Attack> all() {
        return List.of(
                hosted(
                        "removed-host-gates",
                        "data/host-gates/validate.json is missing, by which the audit log says that validate is judged; *",
                        (good, files) -> without(files, BASE + "data/" + FILE)),
                hosted(
                        "removed-gate-of-host",
                        "data/host-gates/validate.json is not what the audit log says that validate is judged by; gate"
                                + " validate/reproducibility_tests is said to be asked for by the Jenkinsfile of build*",
                        (good, files) -> edited(
                                files,
                                BASE + "data/" + FILE,
                                ",\n  {\"metric\": \"reproducibility_tests\", \"min\": 10}",
                                "")),
                hosted(
                        "loosened-gate-of-host",
                        "gate validate/reproducibility_tests is said to be asked for by the Jenkinsfile of build*, and"
                                + " nothing on record asks for it with this limit",
                        (good, files) -> edited(files, BASE + "data/verdicts.json", "\"min\" : 10.0", "\"min\" : 5.0")),
                Attack.sealed(
                        "unasked-host-gates",
                        "gates",
                        "the audit log does not say who asked for data/host-gates/validate.json",
                        run -> run.bag.put(FILE, SomeRun.bytes(ASKED))));
    }

    /** The run goes on with gates of a host, and is changed by somebody who holds the key of the machine. */
    private static Attack hosted(String name, String message, Attack.Change change) {
        return new Attack(name, "gates", message, (good, folder) -> {
            ask(good.run);
            Map<String, byte[]> files = Zips.read(good.run.zip());
            Zips.write(folder.resolve(Attack.BUNDLE), Mutations.resealed(good.run, change.of(good, files)));
        });
    }

    /** Records gates of a host with their verdicts, and seals. */
    static void ask(SomeRun run) throws IOException {
        byte[] asked = SomeRun.bytes(ASKED);
        run.bag.put(FILE, asked);
        try (AuditLog log = AuditLog.open(run.bag, SomeRun.CLOCK)) {
            log.append(
                    HostGateFiles.EVENT, "test", Map.of("stage", "validate", "from", "x", "sha256", Sha256.of(asked)));
        }
        List<GateResult> results = new ArrayList<>(List.of(SomeRun.passing("roc_auc"), SomeRun.unstable("RD")));
        gates(asked).gates().stream()
                .filter(gate -> gate.host().isPresent())
                .forEach(gate -> results.add(
                        Judge.judge(gate, MetricValue.exact(gate.min().isPresent() ? 12 : 0, 100))));
        run.verdicts(results.toArray(GateResult[]::new));
        run.seal();
    }

    private static AskedGates gates(byte[] asked) throws IOException {
        byte[] spec = SomeRun.bytes(SomeRun.SPEC);
        try {
            return AskedGates.read(
                    new AskedGates.File("gates.json", asked),
                    SpecLoader.parse(spec, "gxp.yaml"),
                    spec,
                    "validate",
                    Optional.empty());
        } catch (SpecException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
