// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.Approvals;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.Waiver;
import io.github.gxpml.evidence.Waivers;
import io.github.gxpml.spec.RegisterSpec.WaiverSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a host needs to let people waive the gates that block a run.
 *
 * @param seal number of the seal that is to be looked at
 * @param subjects what a proposal is about, in the order of the statement
 * @param predicateType of a proposal
 * @param confirmationType of a confirmation
 * @param nextFile name in the bundle under which the proposal is kept that is taken in next, which its confirmation is
 *     about
 * @param roles in which a waiver may be proposed and confirmed
 * @param longestDays how many days a waiver may hold at most
 * @param excluded who may not sign, as {@code Name <address>}
 * @param excludedKeys names of keys that are no person's
 * @param gates those that block and are not waived
 */
public record AskedWaiver(
        int seal,
        List<AskedApproval.File> subjects,
        String predicateType,
        String confirmationType,
        String nextFile,
        List<String> roles,
        int longestDays,
        Set<String> excluded,
        Set<String> excludedKeys,
        List<Blocking> gates) {

    /**
     * A gate that blocks.
     *
     * @param id of the gate
     * @param found what a proposal has to say that it found
     */
    public record Blocking(String id, List<Waiver.Found> found) {}

    /** Returns nothing for a run that no waiver can help. */
    static Optional<AskedWaiver> of(Run run) throws IOException {
        Optional<WaiverSpec> allowed =
                run.spec().register().waivers().filter(spec -> !spec.roles().isEmpty());
        boolean trained =
                run.lineage().filter(lineage -> !lineage.trainings().isEmpty()).isPresent();
        List<String> ids = Waiving.ids(run);
        if (allowed.isEmpty() || !trained || run.document().state() != State.BLOCKED || ids.isEmpty()) {
            return Optional.empty();
        }
        Seen seen = Approvals.see(run.bag());
        List<Blocking> gates = new ArrayList<>();
        for (String id : ids) {
            gates.add(new Blocking(id, Waivers.found(seen, id)));
        }
        var approvers = Approving.approvers(run);
        return Optional.of(new AskedWaiver(
                seen.seal(),
                AskedApproval.File.of(Approvals.subjects(seen)),
                Waiver.TYPE,
                Waiver.CONFIRMATION_TYPE,
                "data/" + Waivers.nextFile(run.bag(), 0),
                allowed.get().roles(),
                allowed.get().longestDays(),
                approvers.excludedPeople(),
                approvers.excludedKeys(),
                gates));
    }
}
