// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.Approvals;
import io.github.gxpml.evidence.ApproversDocument.Role;
import io.github.gxpml.evidence.BundleComparison.Change;
import io.github.gxpml.evidence.Statement;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.spec.ModelSpec;
import io.github.gxpml.spec.RiskClass;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a host needs to let people sign the release of a run that waits.
 *
 * @param seal number of the seal that is to be signed
 * @param subjects what a signature is about, in the order of the statement
 * @param manifestSha256 digest of the seal's manifest
 * @param reportSha256 digest of the report that people read
 * @param roles who must sign: role, how many, with which meaning, and the keys that count; no keys mean any trusted one
 * @param excluded who may not sign, as {@code Name <address>}
 * @param excludedKeys names of keys that are no person's
 * @param predicateType of the statement
 * @param changes what differs from the version in use
 * @param plan the predetermined change control plan; absent if the spec names none
 * @param model what the model is for
 */
public record AskedApproval(
        int seal,
        List<File> subjects,
        String manifestSha256,
        String reportSha256,
        List<Role> roles,
        Set<String> excluded,
        Set<String> excludedKeys,
        String predicateType,
        List<Change> changes,
        Optional<Plan> plan,
        About model) {

    /**
     * A file that is signed.
     *
     * @param name as in the statement
     * @param sha256 its digest
     */
    public record File(String name, String sha256) {
        static List<File> of(List<Statement.Subject> subjects) {
            return subjects.stream()
                    .map(subject -> new File(subject.name(), subject.sha256()))
                    .toList();
        }
    }

    /**
     * The change control plan.
     *
     * @param file relative to the spec
     * @param sha256 its digest
     */
    public record Plan(String file, String sha256) {}

    /**
     * What the model is for.
     *
     * @param intendedUse for people
     * @param riskClass from the spec
     * @param algorithm whether a released model may change by itself
     */
    public record About(String intendedUse, RiskClass riskClass, ModelSpec.Algorithm algorithm) {}

    static AskedApproval of(Run run) throws IOException {
        Seen seen = Approvals.see(run.bag());
        var approvers = Approving.approvers(run);
        ModelSpec model = run.spec().model();
        return new AskedApproval(
                seen.seal(),
                File.of(Approvals.subjects(seen)),
                seen.manifestSha256(),
                seen.reportSha256(),
                approvers.roles(),
                approvers.excludedPeople(),
                approvers.excludedKeys(),
                Approval.TYPE,
                ChangesSinceRelease.of(run),
                run.lineage().flatMap(LineageDocument::changePlan).map(plan -> new Plan(plan.path(), plan.sha256())),
                new About(model.intendedUse(), model.riskClass(), model.algorithm()));
    }
}
