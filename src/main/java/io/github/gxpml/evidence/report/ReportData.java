// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.evidence.OriginDocument.StageOrigin;
import io.github.gxpml.evidence.PreflightDocument;
import io.github.gxpml.evidence.RequirementsDocument;
import io.github.gxpml.evidence.VerdictsDocument;
import io.github.gxpml.lineage.EnvironmentDocument;
import io.github.gxpml.lineage.Graph;
import io.github.gxpml.lineage.GraphBuilder;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.lineage.TrainingGraph;
import io.github.gxpml.spec.RegisterSpec.ApprovalSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the report shows. The bundle's seal, and the digest of the seal before it, are not shown: the report
 * lies inside the sealed bag and is written before the seal is.
 *
 * @param bundle what the run is and how far it is
 * @param verdicts every gate that was judged
 * @param lineage what came from what
 * @param environment machine and software
 * @param trainedOn name of the table that the model was trained on
 * @param asked signatures that a release needs; empty if none
 * @param approvals signatures that were given, counted or not, oldest first
 * @param audit the last events of the audit log, oldest first
 * @param metrics how to read each metric, by its id
 * @param release what became of the model in the registry; absent if it is not registered
 * @param pictures what is drawn of the tables that were judged
 * @param reproducibility every training stage by stage; absent if nothing was trained
 * @param requirements what the model must do, and how it stands
 * @param waivers waivers that were proposed, counted or not, oldest first
 * @param origins where the stages were called from, as far as that is on record
 * @param platform what was looked at of the platform before stages, in their order
 */
public record ReportData(
        BundleDocument bundle,
        VerdictsDocument verdicts,
        LineageDocument lineage,
        EnvironmentDocument environment,
        String trainedOn,
        List<ApprovalSpec> asked,
        List<ApprovalView> approvals,
        List<AuditView> audit,
        Map<String, MetricView> metrics,
        Optional<ReleaseView> release,
        Pictures pictures,
        Optional<ReproducibilityDocument> reproducibility,
        RequirementsDocument requirements,
        List<WaiverView> waivers,
        List<StageOrigin> origins,
        List<PreflightDocument> platform) {

    /** Compares no stages of trainings, shows no requirements and no waivers. */
    ReportData(
            BundleDocument bundle,
            VerdictsDocument verdicts,
            LineageDocument lineage,
            EnvironmentDocument environment,
            String trainedOn,
            List<ApprovalSpec> asked,
            List<ApprovalView> approvals,
            List<AuditView> audit,
            Map<String, MetricView> metrics,
            Optional<ReleaseView> release,
            List<CurveView> curves) {
        this(
                bundle,
                verdicts,
                lineage,
                environment,
                trainedOn,
                asked,
                approvals,
                audit,
                metrics,
                release,
                Pictures.of(curves),
                Optional.empty(),
                new RequirementsDocument(List.of()),
                List.of(),
                List.of(),
                List.of());
    }

    /** Shows no curves either. */
    ReportData(
            BundleDocument bundle,
            VerdictsDocument verdicts,
            LineageDocument lineage,
            EnvironmentDocument environment,
            String trainedOn,
            List<ApprovalSpec> asked,
            List<ApprovalView> approvals,
            List<AuditView> audit,
            Map<String, MetricView> metrics,
            Optional<ReleaseView> release) {
        this(bundle, verdicts, lineage, environment, trainedOn, asked, approvals, audit, metrics, release, List.of());
    }

    /** Copies the collections. */
    public ReportData {
        asked = List.copyOf(asked);
        approvals = List.copyOf(approvals);
        audit = List.copyOf(audit);
        metrics = Map.copyOf(metrics);
        waivers = List.copyOf(waivers);
        origins = List.copyOf(origins);
        platform = List.copyOf(platform);
    }

    /**
     * Finds the waiver of a gate that counts.
     *
     * @param gate id of the gate
     * @return it, if there is one
     */
    Optional<WaiverView> waived(String gate) {
        return waivers.stream()
                .filter(waiver ->
                        waiver.gate().equals(gate) && waiver.notCounted().isEmpty())
                .findFirst();
    }

    /**
     * Returns the graph of what came from what.
     *
     * @return as it was sealed; of what is on record so far, if it was not drawn yet
     */
    Graph graph() {
        return lineage.graph().orElseGet(() -> {
            var graph = new GraphBuilder();
            TrainingGraph.add(lineage, bundle.model(), trainedOn, graph);
            return graph.build(bundle.model(), bundle.run(), bundle.product());
        });
    }

    /**
     * Returns how to read a metric.
     *
     * @param id from a gate
     * @return its view; one that says that nothing is known if the id is unknown
     */
    MetricView metric(String id) {
        return metrics.getOrDefault(
                id, new MetricView(id, "No description of this metric was recorded.", Optional.empty(), ""));
    }
}
