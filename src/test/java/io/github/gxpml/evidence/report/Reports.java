// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.RequirementsDocument;
import io.github.gxpml.evidence.RequirementsDocument.Requirement;
import io.github.gxpml.evidence.RequirementsDocument.Signed;
import io.github.gxpml.evidence.RequirementsDocument.Traced;
import io.github.gxpml.evidence.VerdictsDocument;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.EnvironmentDocument;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.Code;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.DataSpec.SourceSpec;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import io.github.gxpml.spec.RegisterSpec.ApprovalSpec;
import io.github.gxpml.spec.RequirementSpec.Risk;
import io.github.gxpml.spec.RequirementSpec.Severity;
import io.github.gxpml.spec.RiskClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports to test with. */
final class Reports {
    static final Instant START = Instant.parse("2026-11-23T05:00:00Z");

    private Reports() {}

    static ReportData create(List<GateResult> gates, State state) {
        return new ReportData(
                createBundle("flc-mortality", state),
                new VerdictsDocument(gates),
                SampleLineage.createLineage(true),
                createEnvironment(),
                "train",
                List.of(new ApprovalSpec("quality", 1, List.of()), new ApprovalSpec("business", 1, List.of())),
                List.of(),
                createAudit(),
                SampleGates.createMetrics(),
                Optional.of(new ReleaseView("7", "PENDING")),
                List.of(SampleCurves.create("validate", "validation"), SampleCurves.createWithoutRoc("live")));
    }

    static ReportData createMixed() {
        return create(SampleGates.createGates(), State.BLOCKED);
    }

    static ReportData createPassing() {
        ReportData data = create(
                SampleGates.createGates().stream()
                        .filter(gate -> gate.verdict() == Verdict.PASS)
                        .toList(),
                State.COMPLETE);
        return new ReportData(
                data.bundle(),
                data.verdicts(),
                SampleLineage.createLineage(false),
                data.environment(),
                "train",
                data.asked(),
                createApprovals(),
                data.audit(),
                data.metrics(),
                Optional.of(new ReleaseView("7", "ACTIVE")),
                data.pictures().curves());
    }

    /** Five tables, four steps and three requirements. */
    static ReportData createTraced() {
        ReportData data = createMixed();
        var gate = data.verdicts().gates().get(0);
        return new ReportData(
                data.bundle(),
                data.verdicts(),
                SampleLineage.createTraced(),
                data.environment(),
                "train",
                data.asked(),
                data.approvals(),
                data.audit(),
                data.metrics(),
                data.release(),
                data.pictures(),
                Optional.empty(),
                new RequirementsDocument(List.of(
                        new Requirement(
                                "URS-1",
                                "Tells people who die within five years from those who do not.",
                                Optional.of(new Risk("R-4", Severity.HIGH, "A person at risk is not followed up.")),
                                RequirementsDocument.State.MET,
                                "1 gate: 1 PASS",
                                List.of(new Traced(
                                        gate.gate().id(),
                                        gate.gate().min(),
                                        gate.gate().max(),
                                        Optional.of(gate.verdict()))),
                                List.of(new Signed(
                                        "attestations/approval-1.dsse.json",
                                        "Quinn Quality <quinn@example.org>",
                                        "quality",
                                        Approval.Meaning.APPROVED,
                                        START,
                                        1))),
                        new Requirement(
                                "URS-2",
                                "Keeps its rank when the year changes.",
                                Optional.empty(),
                                RequirementsDocument.State.OPEN,
                                "1 gate: 1 not judged",
                                List.of(new Traced(
                                        "monitor/psi/live/prediction",
                                        Optional.empty(),
                                        Optional.of(0.2),
                                        Optional.empty())),
                                List.of()),
                        new Requirement(
                                "URS-3",
                                "Is understood by those who use it.",
                                Optional.of(new Risk("", Severity.LOW, "It is ignored.")),
                                RequirementsDocument.State.OPEN,
                                "no gate shows it: name it in `requirement` of a gate",
                                List.of(),
                                List.of()))),
                List.of(),
                List.of(),
                List.of());
    }

    static ReportData createUndecided() {
        return create(
                SampleGates.createGates().stream()
                        .filter(gate -> gate.verdict() != Verdict.FAIL)
                        .toList(),
                State.PENDING);
    }

    static ReportData createMany(int count) {
        var gates = new ArrayList<GateResult>();
        for (int i = 0; i < count; i++) {
            double value = 0.02 + 0.001 * (i % 230);
            Verdict verdict = value < 0.15 ? Verdict.PASS : value < 0.2 ? Verdict.UNDECIDED : Verdict.FAIL;
            Criticality criticality = i % 7 == 0 ? Criticality.UNSTABLE : Criticality.FAILURE;
            gates.add(new GateResult(
                    SampleGates.createGate("monitor/psi/live//column_" + i, null, 0.2, On.INTERVAL, criticality),
                    SampleGates.estimate(value, value - 0.015, value + 0.05, 690, "bootstrap"),
                    verdict,
                    verdict == Verdict.PASS ? "the interval lies at or below 0.2" : "the interval crosses 0.2"));
        }
        return create(gates, State.COMPLETE);
    }

    static ReportData createHostile(String text) {
        return new ReportData(
                new BundleDocument(
                        1,
                        text,
                        text,
                        text,
                        RiskClass.HIGH,
                        1,
                        false,
                        State.ERROR,
                        text,
                        START,
                        List.of(new StageRecord(text, START, Optional.empty(), text, List.of(text))),
                        1,
                        START,
                        Optional.of(text),
                        Optional.of(text),
                        List.of(text)),
                new VerdictsDocument(createHostileGates(text)),
                createHostileLineage(text),
                new EnvironmentDocument(
                        text,
                        text,
                        text,
                        2,
                        1,
                        text,
                        Map.of(text, text),
                        text,
                        text,
                        text,
                        Map.of(text, text),
                        text,
                        text,
                        text,
                        Map.of(text, text)),
                text,
                List.of(new ApprovalSpec(text, 2, List.of())),
                List.of(new ApprovalView(text, text, text, text, START, text, text, Optional.of(text))),
                List.of(new AuditView(START, text, text, text)),
                Map.of(text, new MetricView(text, text, Optional.of(1.0), text)),
                Optional.of(new ReleaseView(text, text)),
                List.of(SampleCurves.create(text, text)));
    }

    private static List<GateResult> createHostileGates(String text) {
        var gate = new Gate(
                text,
                text,
                text,
                text,
                text,
                Optional.of(0.0),
                Optional.of(1e308),
                On.VALUE,
                Criticality.FAILURE,
                text,
                Optional.of(1e308),
                text,
                text);
        var value = MetricValue.estimate(-1e308, new Interval(-1.7e308, 1.7e308, 0.95, text), Long.MAX_VALUE)
                .withDetail(text);
        return List.of(
                new GateResult(gate, value, Verdict.UNDECIDED, text),
                new GateResult(gate, MetricValue.undefined(text, 0), Verdict.UNDECIDED, ""));
    }

    private static LineageDocument createHostileLineage(String text) {
        return new LineageDocument(
                Optional.of(new Code(
                        Optional.of(text), text, text, text, true, text, List.of(text), false, List.of(text), text)),
                text,
                List.of(new TableRecord(text, text, text, 0, 0, List.of(text), Optional.of(0L))),
                Optional.of(new SourceSpec(text, text, text, text, text)),
                List.of(new FileRecord(text, text, 1)),
                Optional.empty(),
                List.of(new Training(
                        text,
                        text,
                        -1,
                        Map.of(text, List.of(text)),
                        new FileRecord(text, text, 1),
                        Map.of(text, text),
                        Map.of(text, 0.5))));
    }

    static BundleDocument createBundle(String model, State state) {
        return new BundleDocument(
                1,
                "GxP Pipeline 0.1.0",
                model,
                "Flags people for follow-up by a clinician; never decides alone.",
                RiskClass.MODERATE,
                7,
                true,
                state,
                "maria.keller",
                START,
                List.of(
                        new StageRecord(
                                "train",
                                START,
                                Optional.of(START.plusMillis(1900)),
                                "logistic-regression, trained twice with identical predictions",
                                List.of(
                                        "creatinine is missing in 1,350 rows; the median of the training table, 1.0, "
                                                + "stands in",
                                        "195 people censored before five years are left out")),
                        new StageRecord(
                                "validate",
                                START.plusSeconds(2),
                                Optional.of(START.plusSeconds(4)),
                                "7 gates judged",
                                List.of()),
                        new StageRecord("monitor", START.plusSeconds(5), Optional.empty(), "under way", List.of())),
                5,
                START.plusSeconds(9),
                Optional.of(Sha256.of("seal 4")),
                Optional.of(Sha256.of("run 6")),
                List.of(
                        "No unit test was declared, so reproducibility of tests was not checked.",
                        "The signature of the commit was not verified.",
                        "Rows left out before the tables were written cannot be seen from here."));
    }

    static EnvironmentDocument createEnvironment() {
        return new EnvironmentDocument(
                "GxP Pipeline 0.1.0",
                "Linux 6.1",
                "amd64",
                2,
                2_147_483_648L,
                "OpenJDK Runtime Environment, Debian, 17.0.13+11",
                Map.of("duckdb", "2.0.0.1", "tribuo", "4.3.2", "onnxruntime", "1.29.0"),
                "en_GB",
                "Etc/UTC",
                "",
                Map.of("PYTHONHASHSEED", "42", "OMP_NUM_THREADS", "1"),
                "Intel(R) Xeon(R) Gold 6338",
                "none found",
                "/usr/lib/openblas/libblas.so.3",
                Map.of("gxp.jar", "ab".repeat(32)));
    }

    private static List<AuditView> createAudit() {
        return List.of(
                new AuditView(START, "run.started", "maria.keller", "run 7 of flc-mortality"),
                new AuditView(START.plusSeconds(1), "training.finished", "engine", "training 1 of 2"),
                new AuditView(START.plusSeconds(4), "gates.judged", "engine", "7 gates of validate"));
    }

    static List<ApprovalView> createApprovals() {
        return List.of(
                new ApprovalView(
                        "Jonas Brandt",
                        "business",
                        "approves the release",
                        "Fits the follow-up programme.",
                        START.plusSeconds(3600),
                        "Europe/Berlin",
                        Sha256.of("jonas"),
                        Optional.empty()),
                new ApprovalView(
                        "Maria Keller",
                        "quality",
                        "approves the release",
                        "Looks fine.",
                        START.plusSeconds(4000),
                        "Europe/Berlin",
                        Sha256.of("maria"),
                        Optional.of("the author of the change cannot approve it")),
                new ApprovalView(
                        "Aiko Tanaka",
                        "quality",
                        "approves the release",
                        "Verdicts and gaps read; the age facet is accepted under deviation DEV-31.",
                        START.plusSeconds(7200),
                        "Asia/Tokyo",
                        Sha256.of("aiko"),
                        Optional.empty()));
    }
}
