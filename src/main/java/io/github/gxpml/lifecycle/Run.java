// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.AuditLog;
import io.github.gxpml.evidence.Bag;
import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.HostGateFiles;
import io.github.gxpml.evidence.MonitoredDocument;
import io.github.gxpml.evidence.Seal;
import io.github.gxpml.evidence.SealedBy;
import io.github.gxpml.evidence.Sealer;
import io.github.gxpml.evidence.TraceFiles;
import io.github.gxpml.evidence.TrustStore;
import io.github.gxpml.evidence.VerdictsDocument;
import io.github.gxpml.evidence.verifier.VerifierPage;
import io.github.gxpml.gate.AskedGates;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.io.VerifyingKey;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.spec.Spec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One open run: its working folder, its evidence as far as it goes, and what the stages add to it. */
final class Run implements Closeable {
    static final String VERDICTS = "verdicts.json";
    static final String LINEAGE = "lineage.json";
    static final String REPRODUCIBILITY = "reproducibility.json";
    static final String REPORT = "report.html";
    static final String SPEC = "spec/gxp.yaml";
    private static final String BUNDLE = "bundle.json";
    static final String ENVIRONMENT = "environment.json";

    private final Spec spec;
    private final Ports ports;
    private final Workspace workspace;
    private final Bag bag;
    private final AuditLog audit;
    private final List<GateResult> gates = new ArrayList<>();
    private final News news = new News();
    private BundleDocument document;
    private String actor;
    private Seal seal;
    private SealedRun sealed;

    Run(Spec spec, Ports ports, Workspace workspace, Bag bag, BundleDocument document) throws IOException {
        this.spec = spec;
        this.ports = ports;
        this.workspace = workspace;
        this.bag = bag;
        this.document = document;
        this.actor = document.startedBy();
        this.audit = AuditLog.open(bag, ports.clock());
    }

    /**
     * Opens a run that was started before.
     *
     * @param spec the spec
     * @param ports the outside
     * @param workspace where runs live; its lock is held
     * @param number number of the run
     * @return the run
     * @throws IOException if its evidence cannot be read
     */
    static Run open(Spec spec, Ports ports, Workspace workspace, int number) throws IOException {
        Bag bag = Bag.open(workspace.runFolder(number).resolve("bag"));
        var run = new Run(spec, ports, workspace, bag, Json.read(bag.read(BUNDLE), BundleDocument.class));
        if (bag.names().contains(VERDICTS)) {
            run.gates.addAll(
                    Json.read(bag.read(VERDICTS), VerdictsDocument.class).gates());
        }
        return run;
    }

    /** Lets the events from now on be caused by whoever calls now, who need not be who started the run. */
    Run by(String person) {
        actor = person;
        return this;
    }

    String actor() {
        return actor;
    }

    Spec spec() {
        return spec;
    }

    Ports ports() {
        return ports;
    }

    Bag bag() {
        return bag;
    }

    BundleDocument document() {
        return document;
    }

    int number() {
        return document.run();
    }

    /** Returns the version of the model that the run is about: its own, or the one in use that it looked at. */
    int version() throws IOException {
        return !began("train") && bag.names().contains(MonitoredDocument.FILE)
                ? Json.read(bag.read(MonitoredDocument.FILE), MonitoredDocument.class)
                        .version()
                        .version()
                : number();
    }

    Path folder() {
        return workspace.runFolder(number());
    }

    Path bundle() {
        return workspace.store().resolve(document.identifier() + ".zip");
    }

    String manifestSha256() {
        return seal.manifestSha256();
    }

    /** Returns the run as it was last sealed since it was opened; empty if it was not. */
    Optional<SealedRun> sealed() {
        return Optional.ofNullable(sealed);
    }

    /** Says why the last seal has no time stamp although one was asked for. */
    Optional<String> notStamped() {
        return seal == null ? Optional.empty() : seal.notStamped();
    }

    List<GateResult> gates() {
        return List.copyOf(gates);
    }

    /** Tells whether the spec is the one that the run was started with. */
    boolean sameSpec() throws IOException {
        return Sha256.of(bag.read(SPEC)).equals(spec.sha256());
    }

    Optional<LineageDocument> lineage() throws IOException {
        return bag.names().contains(LINEAGE)
                ? Optional.of(Json.read(bag.read(LINEAGE), LineageDocument.class))
                : Optional.empty();
    }

    /** Returns the keys that are believed: those of this machine and the one that seals this run. */
    TrustStore trust() throws IOException {
        return ports.trust().load().with(VerifyingKey.ofPem(ports.signer().publicKeyPem()));
    }

    /** Returns the gates of every stage: those of the spec, tightened by what the host has asked for. */
    Map<String, List<Gate>> asked() throws IOException {
        return HostGateFiles.gates(bag, spec);
    }

    /** Says where gates of a stage come from that the host has asked for. */
    List<String> askedNotes(String stage) throws IOException {
        List<Gate> hosted = asked().getOrDefault(stage, List.of()).stream()
                .filter(gate -> gate.host().isPresent())
                .toList();
        return hosted.isEmpty()
                ? List.of()
                : List.of((hosted.size() == 1 ? "1 gate is" : hosted.size() + " gates are") + " asked for by the "
                        + hosted.get(0).host().orElseThrow());
    }

    /** Records what the host asks for beside the spec. What a stage was begun with stays. */
    void ask(AskedGates asked) throws StageException, IOException {
        String file = HostGateFiles.of(asked.stage());
        byte[] text = asked.text().getBytes(StandardCharsets.UTF_8);
        if (bag.has(file)) {
            if (!Arrays.equals(bag.read(file), text)) {
                throw new StageException("run " + number() + " was started with other gates of the host for "
                        + asked.stage() + ": go on without --gates, or start a new run");
            }
            return;
        }
        bag.put(file, text);
        audit(HostGateFiles.EVENT, Map.of("stage", asked.stage(), "from", asked.from(), "sha256", Sha256.of(text)));
    }

    void audit(String event, Map<String, Object> details) throws IOException {
        audit(event, actor, details);
    }

    /** Adds an event that somebody else caused than whoever started this process. */
    void audit(String event, String who, Map<String, Object> details) throws IOException {
        news.told();
        audit.append(event, who, details);
    }

    /** Puts something on record that is worth it only if a look at a run that waits brings something besides. */
    void onNews(News.Event event) throws IOException {
        news.tell(document.state() == State.WAITING, event);
    }

    void put(String name, Object document) throws IOException {
        bag.put(name, Json.pretty(document));
    }

    /** Adds judged gates to the evidence; one that a stage judges again when it goes on stands there once. */
    void judged(List<GateResult> results) throws IOException {
        Map<String, String> before = new HashMap<>();
        gates.forEach(gate -> before.put(gate.gate().id(), gate.verdict().name()));
        gates.removeIf(gate -> results.stream()
                .anyMatch(result -> result.gate().id().equals(gate.gate().id())));
        gates.addAll(results);
        bag.put(VERDICTS, Json.pretty(new VerdictsDocument(gates)));
        for (GateResult result : results) {
            String id = result.gate().id();
            String verdict = result.verdict().name();
            String old = before.getOrDefault(id, "not judged");
            if (!old.equals(verdict)) {
                audit("gate.judged", Map.of("gate", id, "old", old, "new", verdict));
            }
        }
    }

    void stageStarted(String name) throws IOException {
        var stages = new ArrayList<>(document.stages());
        if (began(name) && stages.get(stages.size() - 1).finishedAt().isEmpty()) {
            onNews(() -> audit("stage.resumed", Map.of("stage", name)));
            return;
        }
        stages.add(new StageRecord(name, ports.clock().instant(), Optional.empty(), "under way", List.of()));
        document = document.withStages(stages);
        audit("stage.started", Map.of("stage", name, "old", "not begun", "new", "under way"));
    }

    void stageFinished(String outcome, List<String> notes) throws IOException {
        String old = lastStage().outcome();
        Optional<Instant> now = Optional.of(ports.clock().instant());
        lastStage(last -> new StageRecord(last.name(), last.startedAt(), now, outcome, notes));
        audit("stage.finished", Map.of("stage", lastStage().name(), "old", old, "new", outcome));
    }

    /** Says what the stage that is under way waits for; seals that unless the last seal has said it already. */
    void stageWaits(String reason) throws IOException {
        if (document.state() == State.WAITING
                && !news.any()
                && lastStage().outcome().equals(reason)) {
            sealed = new SealedRun(
                    document.model(), number(), version(), document.state(), bundle(), Sha256.of(bundle()));
            return;
        }
        lastStage(last -> new StageRecord(last.name(), last.startedAt(), Optional.empty(), reason, last.notes()));
        news.told();
        seal(State.WAITING);
    }

    void note(String note) {
        var notes = new ArrayList<>(lastStage().notes());
        notes.add(note);
        lastStage(last -> new StageRecord(last.name(), last.startedAt(), last.finishedAt(), last.outcome(), notes));
    }

    private StageRecord lastStage() {
        return document.stages().get(document.stages().size() - 1);
    }

    private void lastStage(UnaryOperator<StageRecord> change) {
        var stages = new ArrayList<>(document.stages());
        stages.set(stages.size() - 1, change.apply(lastStage()));
        document = document.withStages(stages);
    }

    /** Tells whether a stage of this name was begun in this run. */
    boolean began(String stage) {
        return document.stages().stream().anyMatch(record -> record.name().equals(stage));
    }

    /** Tells whether the run's process ended in the middle of a stage. */
    boolean dead() {
        List<StageRecord> stages = document.stages();
        return document.state() == State.RUNNING
                && (stages.isEmpty()
                        || stages.get(stages.size() - 1).finishedAt().isEmpty());
    }

    void registered() {
        document = document.asRegistered();
    }

    /**
     * Writes the report and seals the bundle as it stands.
     *
     * @param state how far the run is
     * @throws IOException if it cannot be sealed; the seal before it is then still in place; or kept outside
     */
    void seal(State state) throws IOException {
        var kept = KeptSeals.before(this);
        audit.appendStamp(bag);
        if (document.state() != state) {
            audit("run.state", Map.of("old", document.state().name(), "new", state.name()));
        }
        document = document.withState(state, NotChecked.in(this));
        TraceFiles.write(bag, document);
        RunReport.write(this);
        bag.put(VerifierPage.FILE, VerifierPage.bytes());
        kept.expect(state);
        seal = Sealer.seal(bag, document, bundle(), new SealedBy(ports.signer(), ports.stamping()), ports.clock());
        sealed = new SealedRun(document.model(), number(), version(), state, seal.zip(), seal.zipSha256());
        document = Json.read(bag.read(BUNDLE), BundleDocument.class);
        kept.keep();
    }

    @Override
    public void close() throws IOException {
        audit.close();
    }
}
