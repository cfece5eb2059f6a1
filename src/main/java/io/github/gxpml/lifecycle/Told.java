// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.AuditLog;
import io.github.gxpml.evidence.Bag;
import io.github.gxpml.port.Notifier;
import io.github.gxpml.port.Notifier.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Tells those outside what a run came to, after it was sealed. What was told is on the audit log and is not told again,
 * in this process or a later one; a process that is killed between the two tells it a second time with the same id.
 * Nobody who cannot be told changes what the run came to: that is noted, and tried again when the run is opened again.
 */
final class Told {
    /** Audit event: somebody was told. */
    static final String TOLD = "notice.told";

    /** Audit event: somebody could not be told. */
    static final String FAILED = "notice.failed";

    /** How often a notice is tried that may be missed. */
    private static final int MOST_TRIES = 5;

    private final Run run;
    private final Set<String> told = new TreeSet<>();
    private final Map<String, Integer> failed = new HashMap<>();
    private final List<String> missed = new ArrayList<>();

    private Told(Run run) throws IOException {
        this.run = run;
        Bag bag = run.bag();
        AuditLog.details(bag, TOLD).forEach(event -> told.add(key(event)));
        AuditLog.details(bag, FAILED).forEach(event -> failed.merge(key(event), 1, Integer::sum));
    }

    /**
     * Tells everybody what they were not told yet.
     *
     * @param run a run that was just sealed
     * @param note gets a sentence for each notice that failed
     * @throws StageException if somebody was not told who must be; the run stays as it is sealed
     * @throws IOException if evidence cannot be read or kept
     */
    static void after(Run run, Consumer<String> note) throws StageException, IOException {
        List<Notifier> notifiers = run.ports().outside().notifiers();
        if (notifiers.isEmpty() || KeptSeals.of(run).open()) {
            return; // nobody is told of evidence that is not known to be kept
        }
        var telling = new Told(run);
        for (Notice notice : Notices.of(run)) {
            for (Notifier notifier : notifiers) {
                if (notifier.wants(notice.kind())) {
                    telling.tell(notifier, notice, note);
                }
            }
        }
        if (!telling.missed.isEmpty()) {
            throw new StageException(String.join("; ", telling.missed) + " - run " + run.number() + " is sealed as "
                    + run.document().state() + "; go on with `gxp resume` when that is mended");
        }
    }

    /** Tells, and says what the run came to. */
    static RunResult result(Run run, RunListener listener) throws StageException, IOException {
        after(run, listener::warn);
        return RunResult.of(run);
    }

    /** Opens a run by its number. */
    @FunctionalInterface
    interface Opening {
        Run open(int number) throws IOException;
    }

    /**
     * Tells of the latest run what an earlier call could not. Who is still not told stops nothing here: a stage or a
     * resume will ask for it again.
     */
    static void rest(Workspace workspace, Opening opening, Consumer<String> note) throws IOException {
        OptionalInt latest = workspace.latestRun();
        if (latest.isEmpty()) {
            return;
        }
        try (Run run = opening.open(latest.getAsInt())) {
            if (Files.exists(run.bundle()) && run.sameSpec()) {
                after(run, note);
            }
        } catch (StageException | IOException | RuntimeException e) {
            note.accept("not everybody could be told of run " + latest.getAsInt() + ": " + e.getMessage());
        }
    }

    /** Returns a sentence for everybody who was not told of an earlier stage, for the notes of the next one. */
    static List<String> notTold(Run run) throws IOException {
        if (run.ports().outside().notifiers().isEmpty()) {
            return List.of();
        }
        var known = new Told(run);
        Map<String, String> notes = new LinkedHashMap<>();
        for (Map<String, Object> event : AuditLog.details(run.bag(), FAILED)) {
            if (!known.told.contains(key(event))) {
                notes.put(key(event), sentence(event.get("who"), event.get("what"), event.get("stage")));
            }
        }
        return List.copyOf(notes.values());
    }

    private void tell(Notifier notifier, Notice notice, Consumer<String> note) throws IOException {
        Map<String, Object> event = new HashMap<>();
        event.put("who", notifier.name());
        event.put("what", notice.kind().name());
        event.put("stage", notice.stage());
        event.put("id", notice.id());
        String key = key(event);
        if (told.contains(key) || !notifier.required() && failed.getOrDefault(key, 0) >= MOST_TRIES) {
            return;
        }
        String trouble = trouble(notifier, notice);
        // an interrupt would close the log; it is for whoever called
        boolean interrupted = Thread.interrupted();
        try {
            if (trouble.isEmpty()) {
                run.audit(TOLD, event);
                return;
            }
            event.put("reason", trouble);
            run.audit(FAILED, event);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        String sentence = sentence(notifier.name(), notice.kind(), notice.stage()) + ": " + trouble;
        note.accept(sentence);
        if (notifier.required()) {
            missed.add(sentence);
        }
    }

    /** A notifier that breaks is one that could not tell; empty if it told. */
    private static String trouble(Notifier notifier, Notice notice) {
        try {
            notifier.tell(notice);
            return "";
        } catch (IOException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            return reason.isBlank() ? e.getClass().getSimpleName() : reason;
        }
    }

    private static String sentence(Object who, Object what, Object stage) {
        return who + " could not be told " + what + " of " + stage;
    }

    private static String key(Map<String, Object> event) {
        return event.get("what") + " " + event.get("stage") + " " + event.get("who");
    }
}
