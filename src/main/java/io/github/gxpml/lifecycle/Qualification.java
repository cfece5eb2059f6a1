// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.PreflightDocument;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.Platform;
import io.github.gxpml.port.Platform.Check;
import io.github.gxpml.port.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks at the platform before a stage, where the spec asks for it. Unless it passes, the stage is not carried out;
 * once the gate is waived, it is, without another look.
 *
 * @param stage the stage that waits
 */
record Qualification(Stage stage) implements Stage {
    /** What was called in the account since the run began. */
    static final String CALLS = "cloudtrail.jsonl";

    /** What was recorded of resources. */
    static final String CHANGES = "config-timeline.jsonl";

    private static final String STOPPED = "not carried out: the platform does not pass";
    private static final String NOT_TRAINED = "not trained: the platform does not pass";

    @Override
    public String name() {
        return stage.name();
    }

    @Override
    public StageOutcome carryOut(Run run, Progress progress) throws StageException, IOException, InterruptedException {
        Optional<Gate> gate = Gates.platform(run.spec(), name());
        if (gate.isEmpty()) {
            return stage.carryOut(run, progress);
        }
        Optional<GateResult> before = run.gates().stream()
                .filter(one -> one.gate().equals(gate.get()))
                .findFirst();
        if (before.isPresent()) {
            // a stage that goes on, after it waited or was waived, is not looked at for a second time
            boolean opened = before.get().verdict() == Verdict.PASS
                    || Waiving.waived(run).containsKey(gate.get().id());
            return opened
                    ? stage.carryOut(run, progress)
                    : new StageOutcome(outcome(), List.of(before.get()), List.of(), false);
        }
        progress.advance(0, 0, "looking at the platform");
        PreflightDocument document = examine(run);
        GateResult result = Judge.judge(gate.get(), document.findings());
        run.judged(List.of(result));
        if (result.verdict() != Verdict.PASS) {
            return new StageOutcome(outcome(), List.of(result), List.of(), false);
        }
        StageOutcome outcome = stage.carryOut(run, progress);
        List<GateResult> gates = new ArrayList<>(List.of(result));
        gates.addAll(outcome.gates());
        return new StageOutcome(outcome.summary(), gates, outcome.notes(), outcome.pending());
    }

    private PreflightDocument examine(Run run) throws IOException {
        Instant now = run.ports().clock().instant();
        List<Check> checks = new ArrayList<>();
        Optional<Platform> platform = run.ports().outside().platform();
        if (platform.isPresent()) {
            checks.addAll(platform.get().examine(run.spec(), Optional.of(name())));
            if (run.document().stages().size() > 1) {
                var window = new Platform.Window(run.document().startedAt(), now);
                checks.addAll(keep(run, platform.get().history(run.spec(), window)));
            }
        }
        var document = new PreflightDocument(PreflightDocument.FORMAT, name(), now, checks);
        run.put(PreflightDocument.file(name()), document);
        run.audit("platform.examined", Map.of("stage", name(), "checks", checks.size()));
        return document;
    }

    private static List<Check> keep(Run run, Platform.History history) throws IOException {
        if (!history.calls().isEmpty()) {
            run.bag().put(CALLS, lines(history.calls()));
        }
        if (!history.changes().isEmpty()) {
            run.bag().put(CHANGES, lines(history.changes()));
        }
        return history.checks();
    }

    private static byte[] lines(List<Map<String, String>> entries) {
        return entries.stream()
                .map(entry -> Json.compact(entry) + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private String outcome() {
        return name().equals("train") ? NOT_TRAINED : STOPPED;
    }

    /** Tells whether a stage was not carried out for want of a platform that passes. */
    static boolean stopped(Run run, String stage) {
        List<StageRecord> records = run.document().stages().stream()
                .filter(record -> record.name().equals(stage))
                .toList();
        return !records.isEmpty()
                && List.of(STOPPED, NOT_TRAINED)
                        .contains(records.get(records.size() - 1).outcome());
    }

    /** Tells whether a stage is still to be carried out: not begun, or stopped by the platform. */
    static boolean open(Run run, String stage) {
        return !run.began(stage) || stopped(run, stage);
    }

    /** Says before which stages the platform was not looked at, and what a look does not show. */
    static List<String> gaps(Run run) {
        List<String> gaps = new ArrayList<>();
        boolean looked = false;
        for (String stage : Lifecycle.STAGES) {
            boolean asked = Gates.platform(run.spec(), stage).isPresent();
            looked |= asked && run.began(stage);
            if (!asked && run.began(stage) && run.ports().outside().platform().isPresent()) {
                gaps.add("The platform was not looked at before stage " + stage + ".");
            }
        }
        if (looked) {
            gaps.add("The platform was looked at before stages began, not while they were carried out; CloudTrail tells"
                    + " of calls some minutes late, and of data read and written not at all.");
        }
        return gaps;
    }
}
