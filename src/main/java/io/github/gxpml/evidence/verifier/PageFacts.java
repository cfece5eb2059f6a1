// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.verifier;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.evidence.AuditEvent;
import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.evidence.BundleVerifier;
import io.github.gxpml.evidence.OriginDocument;
import io.github.gxpml.evidence.SealPredicate;
import io.github.gxpml.evidence.Statement;
import io.github.gxpml.evidence.VerdictsDocument;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.lineage.EnvironmentDocument;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.Product;
import io.github.gxpml.metric.Metrics;
import java.util.List;
import java.util.Map;

/**
 * What the page has to know of this version.
 *
 * @param version name and version of this software
 * @param checks what is checked, in this order
 * @param tagFiles files beside the payload
 * @param stages the stages that a spec sets gates for
 * @param exactMetrics metrics without an interval, which a gate judges by their value alone
 * @param shapes what the documents look like
 */
record PageFacts(
        String version,
        List<String> checks,
        List<String> tagFiles,
        List<String> stages,
        List<String> exactMetrics,
        Map<String, Map<String, String>> shapes) {
    private static final List<Class<?>> DOCUMENTS = List.of(
            BundleDocument.class,
            VerdictsDocument.class,
            LineageDocument.class,
            EnvironmentDocument.class,
            OriginDocument.class,
            AuditEvent.class,
            Statement.class,
            SealPredicate.class,
            Approval.Claim.class);

    static PageFacts gathered() {
        List<String> exact = Metrics.ids().stream()
                .filter(id -> Metrics.find(id)
                        .map(metric -> !metric.info().estimated())
                        .orElse(false))
                .toList();
        return new PageFacts(
                Product.NAME_AND_VERSION,
                BundleVerifier.checks(),
                BundleVerifier.tagFiles(),
                Gates.STAGES,
                exact,
                PageShapes.of(DOCUMENTS));
    }
}
