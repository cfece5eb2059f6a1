// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.BundleDocument.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;

/** A run that a gate stopped, and people who waive the gate. */
final class WaivedRun {
    static final SomeSigner JANE = SomeSigner.create();
    static final SomeSigner JOHN = SomeSigner.create();
    static final LocalDate DAY = LocalDate.parse("2026-11-30");
    private static final String GATE = "validate/recall";

    private WaivedRun() {}

    static SomeRun blocked(Path folder) throws IOException {
        SomeRun run = SomeRun.create(Files.createTempDirectory(folder, "run"));
        run.bag.put(
                "spec/gxp.yaml",
                SomeRun.bytes(SomeRun.SPEC + "register: {waivers: {roles: [quality], longestDays: 30}}\n"));
        run.verdicts(SomeRun.passing("roc_auc"), SomeRun.failing("recall"));
        run.seal(State.BLOCKED);
        return run;
    }

    static Waiver propose(SomeRun run, String email, SomeSigner signer, LocalDate until) throws IOException {
        return Waivers.propose(run.bag, Approvals.see(run.bag), person(email), terms(until), signing(signer));
    }

    static void confirm(SomeRun run, Waiver waiver, String email, SomeSigner signer) throws IOException {
        Waivers.confirm(run.bag, waiver, person(email), signing(signer));
    }

    private static Person person(String email) {
        return new Person("Some Body Else", email, "quality", "password of the key file");
    }

    static Waiver.Terms terms(LocalDate until) {
        return new Waiver.Terms(GATE, "good enough for triage", "", until);
    }

    static Waivers.Signing signing(SomeSigner signer) {
        Instant at = SomeRun.CLOCK.instant();
        return new Waivers.Signing(new Waiver.Vote("agreed", at, "Europe/Vienna"), signer);
    }
}
