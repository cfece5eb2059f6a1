// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approvals;
import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry.Status;
import io.github.gxpml.port.Notifier.Judged;
import io.github.gxpml.port.Notifier.Kind;
import io.github.gxpml.port.Notifier.Notice;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what there is to tell of a run as it was last sealed: the same for the same seal, whoever asks and when. */
final class Notices {
    private static final String REGISTER = "register";

    private final Run run;
    private final Map<String, String> facts;
    private final String bundleSha256;
    private final String manifestSha256;

    private Notices(Run run) throws IOException {
        this.run = run;
        this.facts = facts(run);
        this.bundleSha256 = Sha256.of(run.bundle());
        this.manifestSha256 = PreviousRun.manifest(run.bundle()).orElseThrow();
    }

    /** Something that happened in a run; there is one of a kind for each stage. */
    private record Event(Kind kind, String stage, Instant at, String what) {}

    /**
     * Returns everything that there is to tell, in the order in which it happened.
     *
     * @param run a sealed run
     * @return the notices
     * @throws IOException if evidence or registry cannot be read
     */
    static List<Notice> of(Run run) throws IOException {
        var notices = new Notices(run);
        List<Notice> all = new ArrayList<>();
        for (Event event : events(run)) {
            all.add(notices.notice(event));
        }
        return all;
    }

    private static List<Event> events(Run run) throws IOException {
        State state = run.document().state();
        Instant sealed = run.document().sealedAt();
        List<StageRecord> stages = run.document().stages();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            StageRecord stage = stages.get(i);
            boolean cutOff = i == stages.size() - 1 && (state == State.ERROR || state == State.INTERRUPTED);
            if (cutOff) {
                Instant at = stage.finishedAt().orElse(sealed);
                String what = stage.finishedAt().isPresent() ? stage.outcome() : "its process ended in the middle";
                events.add(new Event(Kind.FAILED, stage.name(), at, what));
            } else if (stage.finishedAt().isPresent()) {
                events.add(new Event(
                        Kind.STAGE_FINISHED, stage.name(), stage.finishedAt().get(), stage.outcome()));
            }
        }
        if (state == State.PENDING) {
            String who = String.join(", ", Approving.missing(run));
            events.add(new Event(Kind.WAITING, REGISTER, sealed, "the release waits for " + who));
        }
        if (state == State.REJECTED) {
            events.add(new Event(Kind.REJECTED, REGISTER, sealed, "a person rejected the version"));
        }
        if (active(run)) {
            events.add(new Event(Kind.RELEASED, REGISTER, sealed, "the version is in use from now on"));
        }
        return events;
    }

    /** Only what the registry says counts: an approval that the registry did not take releases nothing. */
    private static boolean active(Run run) throws IOException {
        return run.document().registered()
                && run.ports()
                        .registry()
                        .find(run.spec().model().name(), run.number())
                        .filter(version -> version.status() == Status.ACTIVE)
                        .isPresent();
    }

    private Notice notice(Event event) throws IOException {
        List<GateResult> gates = run.gates().stream()
                .filter(result -> result.gate().stage().equals(event.stage()))
                .toList();
        boolean judged = event.kind() == Kind.STAGE_FINISHED && !gates.isEmpty();
        String verdict = judged ? Judge.overall(gates).name() : "";
        return new Notice(
                event.kind(),
                run.document().model(),
                run.number(),
                run.version(),
                event.stage(),
                verdict,
                gates.stream().map(Notices::judged).toList(),
                facts,
                run.bundle().getFileName().toString(),
                bundleSha256,
                manifestSha256,
                event.at(),
                summary(event, verdict, gates));
    }

    private String summary(Event event, String verdict, List<GateResult> gates) {
        String head = run.document().model() + " run " + run.number() + ", " + event.stage() + ": ";
        if (verdict.isEmpty()) {
            return head + event.what();
        }
        long open =
                gates.stream().filter(gate -> gate.verdict() != Verdict.PASS).count();
        return head + verdict + ", "
                + (open == 0
                        ? "all " + gates.size() + " gates PASS"
                        : open + " of " + gates.size() + " gates not PASS");
    }

    private static Judged judged(GateResult result) {
        return new Judged(
                result.gate().id(),
                result.gate().metric(),
                result.verdict().name(),
                result.metric().value(),
                result.reason());
    }

    private static Map<String, String> facts(Run run) throws IOException {
        var facts = new TreeMap<String, String>();
        facts.put("state", run.document().state().name());
        facts.put("startedBy", run.document().startedBy());
        facts.put("spec", run.spec().sha256());
        TrainedModel.artifact(run).ifPresent(model -> facts.put("artifact", model.sha256()));
        run.lineage()
                .flatMap(lineage -> lineage.code())
                .flatMap(code -> code.commit())
                .ifPresent(commit -> facts.put("commit", commit));
        KeptSeals.of(run).receipt().ifPresent(receipt -> facts.put("keptAt", receipt.address()));
        Origins.of(run).stages().stream()
                .map(stage -> stage.origin().get("cause"))
                .filter(String.class::isInstance)
                .findFirst()
                .ifPresent(cause -> facts.put("cause", cause.toString()));
        String signed = Approvals.list(run.bag()).stream()
                .map(one -> one.claim().person().name() + " <"
                        + one.claim().person().email() + "> "
                        + one.claim().vote().meaning() + " as "
                        + one.claim().person().role())
                .collect(Collectors.joining("; "));
        if (!signed.isEmpty()) {
            facts.put("signed", signed);
        }
        String waived = Waiving.waived(run).entrySet().stream()
                .map(gate -> gate.getKey() + " until " + gate.getValue())
                .sorted()
                .collect(Collectors.joining("; "));
        if (!waived.isEmpty()) {
            facts.put("waived", waived);
        }
        return facts;
    }
}
