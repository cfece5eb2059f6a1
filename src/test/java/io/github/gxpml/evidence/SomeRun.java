// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.VerificationReport.Check;
import io.github.gxpml.evidence.VerificationReport.Status;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.lineage.ReproducibilityDocument.Rules;
import io.github.gxpml.lineage.TrainingRecord;
import io.github.gxpml.lineage.TrainingStage;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.GateSpec;
import io.github.gxpml.spec.RiskClass;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.SpecLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run with everything that a bundle needs, to be sealed and then spoiled. */
final class SomeRun {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T05:00:00.123456Z"), ZoneOffset.UTC);

    /** Asks for no gates and nobody's signature. */
    static final String SPEC = """
            gxp: 1
            model: {name: flc-mortality, intendedUse: None., riskClass: research}
            data: {key: id, label: {column: y, positive: 1}, features: [x], tables: {train: {path: train.csv}}}
            train: {seed: 42}
            """;

    final Path folder;
    final Bag bag;
    final SomeSigner signer;
    final int number;
    /** Names the run before; no run has this digest unless a test says which. */
    private final Optional<String> previous;

    private SomeRun(Path folder, SomeSigner signer, int number, Optional<String> previous) throws IOException {
        this.folder = folder;
        this.signer = signer;
        this.number = number;
        this.previous = previous;
        this.bag = Bag.create(folder.resolve("run-" + number));
    }

    static SomeRun create(Path folder) throws IOException {
        return create(folder, SomeSigner.create(), 7);
    }

    static SomeRun create(Path folder, SomeSigner signer, int number) throws IOException {
        return create(folder, signer, number, someRunBefore(number));
    }

    static SomeRun create(Path folder, SomeSigner signer, int number, Optional<String> previous) throws IOException {
        SomeRun run = new SomeRun(folder, signer, number, previous);
        run.bag.put("report.html", bytes("<!doctype html><title>Report</title>"));
        run.bag.put("spec/gxp.yaml", bytes(SPEC));
        run.model("model");
        run.verdicts(passing("roc_auc"), unstable("RD"));
        run.log("run.started", "stage.finished", "run.finished");
        return run;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void log(String... events) throws IOException {
        try (AuditLog log = AuditLog.open(bag, CLOCK)) {
            for (String event : events) {
                log.append(event, "test", Map.of("old", "a", "new", List.of(1, 2)));
            }
        }
    }

    void verdicts(GateResult... gates) throws IOException {
        bag.put("verdicts.json", Json.pretty(new VerdictsDocument(List.of(gates))));
    }

    void model(String content) throws IOException {
        bag.put("lineage.json", Json.pretty(lineage(content)));
        bag.put("reproducibility.json", Json.pretty(trainedOnce(content)));
    }

    private static ReproducibilityDocument trainedOnce(String model) {
        var stages = new EnumMap<TrainingStage, TrainingRecord.Output>(TrainingStage.class);
        for (TrainingStage stage : TrainingStage.values()) {
            stages.put(stage, TrainingRecord.Output.of(Map.of()));
        }
        stages.put(TrainingStage.ARTIFACT, TrainingRecord.Output.of(Map.of("model.onnx", Sha256.of(model))));
        return ReproducibilityDocument.of(
                Rules.of(spec()), List.of(new TrainingRecord(stages, Map.of(), Map.of())), List.of());
    }

    private static Spec spec() {
        try {
            return SpecLoader.parse(bytes(SPEC), "gxp.yaml");
        } catch (SpecException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    Path zip() {
        return folder.resolve("flc-mortality-" + number + ".zip");
    }

    Seal seal() throws IOException {
        return seal(State.COMPLETE);
    }

    Seal seal(State state) throws IOException {
        try {
            TraceFiles.write(bag, document(number, state, previous));
        } catch (EvidenceException e) {
            // a test has spoiled what would be traced, and wants to see what sealing and verifying make of it
        }
        return Sealer.seal(bag, document(number, state, previous), zip(), signer, CLOCK);
    }

    VerificationReport verify() throws IOException {
        return verify(zip());
    }

    VerificationReport verify(Path bundle) throws IOException {
        return BundleVerifier.verify(bundle, trust(), BundleVerifier.Options.defaults());
    }

    io.github.gxpml.io.VerifyingKey key() throws IOException {
        return io.github.gxpml.io.VerifyingKey.ofPem(signer.publicKeyPem());
    }

    TrustStore trust() throws IOException {
        return signer.trustedIn(folder.resolve("trust"));
    }

    private static Optional<String> someRunBefore(int run) {
        return run == 1 ? Optional.empty() : Optional.of(Sha256.of("run " + (run - 1)));
    }

    static BundleDocument document(int run, State state) {
        return document(run, state, someRunBefore(run));
    }

    private static BundleDocument document(int run, State state, Optional<String> previous) {
        Instant start = CLOCK.instant().minusSeconds(60);
        return new BundleDocument(
                1,
                "gxp-engine test",
                "flc-mortality",
                "Flags people for follow-up by a clinician.",
                RiskClass.RESEARCH,
                run,
                state == State.COMPLETE || state == State.PENDING || state == State.REJECTED,
                state,
                "somebody",
                start,
                List.of(new StageRecord("train", start, Optional.of(start.plusSeconds(2)), "done", List.of())),
                0,
                start,
                Optional.empty(),
                previous,
                List.of("Nobody has looked at the data."));
    }

    static LineageDocument lineage(String model) {
        var artifact = new FileRecord("model.onnx", Sha256.of(model), model.length());
        var training = new Training("embedded", "logistic-regression", 42, Map.of(), artifact, Map.of(), Map.of());
        return new LineageDocument(
                Optional.empty(),
                Sha256.of("spec"),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(training));
    }

    static GateResult passing(String metric) {
        return new GateResult(
                gate(metric, GateSpec.Criticality.FAILURE), MetricValue.exact(0.86, 100), Verdict.PASS, "0.86 >= 0.78");
    }

    static GateResult failing(String metric) {
        return failing(metric, 0.7);
    }

    static GateResult failing(String metric, double value) {
        return new GateResult(
                gate(metric, GateSpec.Criticality.FAILURE),
                MetricValue.exact(value, 100),
                Verdict.FAIL,
                value + " < 0.78");
    }

    static GateResult unstable(String metric) {
        return new GateResult(
                gate(metric, GateSpec.Criticality.UNSTABLE), MetricValue.exact(0.7, 100), Verdict.FAIL, "0.7 < 0.78");
    }

    private static Gate gate(String metric, GateSpec.Criticality criticality) {
        return new Gate(
                "validate",
                metric,
                "",
                "",
                "",
                Optional.of(0.78),
                Optional.empty(),
                GateSpec.On.VALUE,
                criticality,
                "",
                Optional.empty(),
                "",
                "");
    }

    /** Returns what a check found; empty if it was content. */
    static String problem(VerificationReport report, String check) {
        return report.checks().stream()
                .filter(found -> found.name().equals(check) && found.status() != Status.OK)
                .map(Check::message)
                .findFirst()
                .orElse("");
    }
}
