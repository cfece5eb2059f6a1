// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.evidence.Approval;
import io.github.gxpml.evidence.ApprovalPolicy.Decision;
import io.github.gxpml.evidence.Approvals;
import io.github.gxpml.evidence.AuditLog;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.PreflightDocument;
import io.github.gxpml.evidence.RequirementTrace;
import io.github.gxpml.evidence.VerdictsDocument;
import io.github.gxpml.evidence.Waiver;
import io.github.gxpml.evidence.Waivers;
import io.github.gxpml.evidence.report.ApprovalView;
import io.github.gxpml.evidence.report.AuditView;
import io.github.gxpml.evidence.report.GateJUnit;
import io.github.gxpml.evidence.report.MetricView;
import io.github.gxpml.evidence.report.MlBom;
import io.github.gxpml.evidence.report.ModelCard;
import io.github.gxpml.evidence.report.ModelCardText;
import io.github.gxpml.evidence.report.ReleaseView;
import io.github.gxpml.evidence.report.ReportData;
import io.github.gxpml.evidence.report.ReportPdf;
import io.github.gxpml.evidence.report.ReportWriter;
import io.github.gxpml.evidence.report.WaiverView;
import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.EnvironmentDocument;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers what the report shows from the evidence of a run. */
final class RunReport {
    private static final String PDF = "report.pdf";
    private static final int EVENTS = 40;

    private RunReport() {}

    /** Writes what people and other tools read of the run: all of it from the same data. */
    static void write(Run run) throws IOException {
        ReportData data = data(run);
        run.bag().put(Run.REPORT, ReportWriter.write(data));
        pdf(run, data);
        run.bag().put("junit.xml", GateJUnit.write(data.bundle(), run.gates()));
        run.bag().put("model-card.json", ModelCard.write(data));
        run.bag().put("model-card.md", ModelCardText.write(data));
        run.bag().put("sbom.cdx.json", MlBom.write(data));
    }

    /**
     * It takes seconds, so no stage that goes on waits for it. Where it cannot be drawn the evidence is sealed without
     * it: everything that it shows is in the bundle twice more.
     */
    private static void pdf(Run run, ReportData data) throws IOException {
        try {
            if (run.document().state() == State.RUNNING) {
                run.bag().remove(PDF);
                ReportPdf.prepare();
            } else {
                run.bag().put(PDF, ReportPdf.write(data));
            }
        } catch (RuntimeException | LinkageError | InternalError e) {
            run.bag().remove(PDF);
            run.audit("report.skipped", Map.of("file", PDF, "reason", e.toString()));
        }
    }

    private static ReportData data(Run run) throws IOException {
        var lineage = run.lineage()
                .orElse(new LineageDocument(
                        Optional.empty(),
                        run.spec().sha256(),
                        List.of(),
                        run.spec().data().source(),
                        List.of(),
                        Optional.empty(),
                        List.of()));
        return new ReportData(
                run.document(),
                new VerdictsDocument(run.gates()),
                lineage,
                Json.read(run.bag().read(Run.ENVIRONMENT), EnvironmentDocument.class),
                run.spec().train().table(),
                run.spec().register().approvals(),
                approvals(run),
                events(run),
                metrics(),
                release(run),
                RunPictures.of(run),
                reproducibility(run),
                RequirementTrace.of(run.spec(), run.asked(), run.gates(), Approvals.list(run.bag())),
                waivers(run),
                Origins.of(run).stages(),
                platform(run));
    }

    private static List<PreflightDocument> platform(Run run) throws IOException {
        List<PreflightDocument> documents = new ArrayList<>();
        for (String stage : Lifecycle.STAGES) {
            String file = PreflightDocument.file(stage);
            if (run.bag().has(file)) {
                documents.add(Json.read(run.bag().read(file), PreflightDocument.class));
            }
        }
        return documents;
    }

    private static Optional<ReproducibilityDocument> reproducibility(Run run) throws IOException {
        return run.bag().has(Run.REPRODUCIBILITY)
                ? Optional.of(Json.read(run.bag().read(Run.REPRODUCIBILITY), ReproducibilityDocument.class))
                : Optional.empty();
    }

    private static List<WaiverView> waivers(Run run) throws IOException {
        List<WaiverView> views = new ArrayList<>();
        for (Waiver waiver : Waivers.list(run.bag())) {
            Waiver.Terms terms = waiver.claim().terms();
            views.add(new WaiverView(
                    terms.gate(),
                    terms.until(),
                    terms.reason(),
                    terms.scope(),
                    signed(waiver.claim().person(), waiver.claim().vote()),
                    waiver.confirmation()
                            .map(second -> signed(
                                    second.claim().person(), second.claim().vote())),
                    Waiving.objection(run, waiver)));
        }
        return views;
    }

    private static String signed(Approval.Person person, Waiver.Vote vote) {
        return person.name() + " <" + person.email() + "> as " + person.role() + ", " + vote.at() + " (" + vote.zone()
                + "): " + vote.reason();
    }

    private static List<ApprovalView> approvals(Run run) throws IOException {
        List<Approval> approvals = Approvals.list(run.bag());
        if (approvals.isEmpty()) {
            return List.of();
        }
        Decision decision = Approving.decision(run);
        var views = new ArrayList<ApprovalView>();
        for (Approval approval : approvals) {
            var person = approval.claim().person();
            var vote = approval.claim().vote();
            views.add(new ApprovalView(
                    person.name() + " <" + person.email() + ">",
                    person.role(),
                    meaning(vote.meaning()),
                    vote.reason(),
                    vote.at(),
                    vote.zone(),
                    approval.keyId(),
                    Approving.objection(decision, approval)));
        }
        return views;
    }

    private static String meaning(Approval.Meaning meaning) {
        return switch (meaning) {
            case REVIEWED -> "has reviewed the release";
            case APPROVED -> "approves the release";
            case BUSINESS_ACCEPTANCE -> "accepts the release for the business";
            case REJECTED -> "rejects the release";
        };
    }

    private static List<AuditView> events(Run run) throws IOException {
        List<String> lines = Files.readAllLines(run.bag().path(AuditLog.FILE), StandardCharsets.UTF_8);
        var views = new ArrayList<AuditView>();
        for (String line : lines.subList(Math.max(0, lines.size() - EVENTS), lines.size())) {
            JsonNode event = Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            var details = new ArrayList<String>();
            event.path("details")
                    .fields()
                    .forEachRemaining(detail -> details.add(
                            detail.getKey() + " " + detail.getValue().asText()));
            views.add(new AuditView(
                    Instant.parse(event.path("at").asText()),
                    event.path("event").asText(),
                    event.path("who").asText(),
                    String.join(", ", details)));
        }
        return views;
    }

    private static Map<String, MetricView> metrics() {
        var views = new TreeMap<String, MetricView>();
        for (String id : Metrics.ids()) {
            MetricInfo info = Metrics.find(id).map(Metric::info).orElseThrow();
            String direction = switch (info.direction()) {
                case HIGHER -> "Higher is better.";
                case LOWER -> "Lower is better.";
                case IDEAL -> "The nearer to the ideal value, the better.";
                case NEITHER -> "Neither way is better.";
            };
            views.put(id, new MetricView(info.title(), direction, info.ideal(), info.meaning()));
        }
        return views;
    }

    private static Optional<ReleaseView> release(Run run) throws IOException {
        if (!run.document().registered()) {
            return Optional.empty();
        }
        return run.ports()
                .registry()
                .find(run.spec().model().name(), run.number())
                .map(version -> new ReleaseView(
                        Integer.toString(version.version()), version.status().name()));
    }
}
