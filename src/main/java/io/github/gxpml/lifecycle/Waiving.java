// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.AuditLog;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.Waiver;
import io.github.gxpml.evidence.WaiverPolicy;
import io.github.gxpml.evidence.Waivers;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.spec.GateSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Letting a run go on in spite of a gate: two people sign, and the verdict stays what it was. */
final class Waiving {
    private static final String PROPOSED = "waiver.proposed";
    private static final String CONFIRMED = "waiver.confirmed";

    private Waiving() {}

    /** Returns the gates that are validly waived now, each with its last day. */
    static Map<String, LocalDate> waived(Run run) throws IOException {
        List<Waiver> all = Waivers.list(run.bag());
        return all.isEmpty() ? Map.of() : policy(run).standing(all, run.gates(), now(run));
    }

    /** Returns the gates that block a run and are not validly waived. */
    static List<GateResult> blocking(Run run) throws IOException {
        Set<String> waived = waived(run).keySet();
        return run.gates().stream()
                .filter(result -> result.gate().criticality() == GateSpec.Criticality.FAILURE
                        && result.verdict() != Verdict.PASS
                        && !waived.contains(result.gate().id()))
                .toList();
    }

    /** Says why a waiver does not count now; empty if it does. */
    static Optional<String> objection(Run run, Waiver waiver) throws IOException {
        return policy(run).objection(waiver, run.gates(), now(run));
    }

    static Seen shown(Run run, Path zip) throws StageException, IOException {
        blocked(run);
        return Shown.verified(run, zip);
    }

    /** Adds a proposal; it changes nothing by itself. */
    static void propose(Run run, Signature signature, Waiver.Terms terms, Seen seen)
            throws StageException, IOException {
        blocked(run);
        Optional<String> open = notBlocking(run, terms.gate());
        if (open.isPresent()) {
            throw new StageException(open.get());
        }
        Instant now = now(run);
        Approving.open(run);
        refuse(signature, policy(run), now);
        Optional<String> tooLong = policy(run).tooLong(terms.until(), now);
        if (tooLong.isPresent()) {
            throw new StageException("gate " + terms.gate() + " cannot be waived like that: " + tooLong.get());
        }
        Waivers.propose(run.bag(), seen, signature.person(), terms, signing(signature, now));
        finish(run);
    }

    /**
     * Tells of the waivers that are kept, seals them and draws their consequence, as far as none of that was done: a
     * kill may have come in between. Nothing happens to a run that no gate has stopped.
     */
    static void finish(Run run) throws IOException {
        if (run.document().state() != State.BLOCKED) {
            return;
        }
        List<Waiver> all = Waivers.list(run.bag());
        boolean told = false;
        for (Waiver waiver : all) {
            told |= tell(run, PROPOSED, waiver.claim().person(), details(waiver, "blocks, a waiver is proposed"));
            if (waiver.confirmation().isPresent()) {
                told |= tell(
                        run,
                        CONFIRMED,
                        waiver.confirmation().get().claim().person(),
                        details(waiver, "waived until " + waiver.claim().terms().until()));
            }
        }
        Set<String> sealed = run.bag().sealed();
        boolean open = all.stream()
                .anyMatch(waiver -> !sealed.contains(waiver.file())
                        || waiver.confirmation()
                                .filter(second -> !sealed.contains(second.file()))
                                .isPresent());
        if (told || open) {
            run.seal(blocking(run).isEmpty() ? after(run) : State.BLOCKED);
        }
    }

    private static boolean tell(Run run, String event, Person person, Map<String, Object> details) throws IOException {
        if (AuditLog.files(run.bag(), event).contains(String.valueOf(details.get("file")))) {
            return false;
        }
        details.put("takenInBy", run.actor());
        run.audit(event, person.name() + " <" + person.email() + ">", details);
        return true;
    }

    /** Adds the second signature; when nothing blocks any more, the run may go on. */
    static void confirm(Run run, Signature signature, String gate) throws StageException, IOException {
        blocked(run);
        Shown.verified(run, run.bundle());
        Waiver open = Waivers.list(run.bag()).stream()
                .filter(waiver -> waiver.claim().terms().gate().equals(gate)
                        && waiver.confirmation().isEmpty())
                .reduce((first, second) -> second)
                .orElseThrow(() -> new StageException(
                        "nobody has proposed to waive gate " + gate + ": the first person leaves out --confirm"));
        Instant now = now(run);
        refuse(signature, policy(run), now);
        if (open.claim().person().email().equalsIgnoreCase(signature.address())
                || open.keyId().equals(signature.signer().keyId())) {
            throw new StageException(signature.name() + " proposed the waiver, and a second person must confirm it");
        }
        Waivers.confirm(run.bag(), open, signature.person(), signing(signature, now));
        finish(run);
    }

    private static State after(Run run) {
        boolean all = Lifecycle.STAGES.stream()
                .filter(stage ->
                        !stage.equals("monitor") || run.spec().monitor().isPresent())
                .noneMatch(stage -> Qualification.open(run, stage));
        return all ? State.COMPLETE : State.RUNNING;
    }

    static void blocked(Run run) throws StageException, IOException {
        if (run.document().state() != State.BLOCKED || blocking(run).isEmpty()) {
            throw new StageException("run " + run.number() + " is "
                    + run.document().state() + ": no gate blocks it that could be waived");
        }
        boolean trained =
                !run.lineage().map(lineage -> lineage.trainings().isEmpty()).orElse(true);
        if (!trained && !Qualification.stopped(run, "train")) {
            throw new StageException(
                    "run " + run.number() + " was stopped before it trained a model, so there is nothing"
                            + " to go on with: mend the data and start a new run");
        }
    }

    private static void refuse(Signature signature, WaiverPolicy policy, Instant now) throws StageException {
        Optional<String> certificates =
                Optional.of(signature.signer().certificates()).filter(text -> !text.isEmpty());
        Optional<String> refusal =
                policy.refusal(signature.person(), signature.signer().keyId(), certificates, now);
        if (refusal.isPresent()) {
            throw new StageException(Approving.cannotSign(signature.name(), signature.address(), refusal.get()));
        }
    }

    static WaiverPolicy policy(Run run) throws IOException {
        return new WaiverPolicy(run.spec().register().waivers(), Approving.excluded(run), run.trust());
    }

    private static Waivers.Signing signing(Signature signature, Instant now) {
        return new Waivers.Signing(
                new Waiver.Vote(signature.reason(), now, signature.zone().getId()), signature.signer());
    }

    private static Map<String, Object> details(Waiver waiver, String now) {
        Map<String, Object> details = new TreeMap<>();
        details.put("gate", waiver.claim().terms().gate());
        details.put("file", waiver.file());
        details.put("old", "blocks");
        details.put("new", now);
        return details;
    }

    /** Says that a gate is none that blocks. */
    static Optional<String> notBlocking(Run run, String gate) throws IOException {
        List<String> ids = ids(run);
        return ids.contains(gate)
                ? Optional.empty()
                : Optional.of("gate " + gate + " does not block run " + run.number() + "; " + String.join(", ", ids)
                        + " does");
    }

    static List<String> ids(Run run) throws IOException {
        return blocking(run).stream()
                .map(result -> result.gate().id())
                .distinct()
                .toList();
    }

    private static Instant now(Run run) {
        return run.ports().clock().instant();
    }
}
