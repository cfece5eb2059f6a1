// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.EvidenceStore;
import io.github.gxpml.port.EvidenceStore.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The seals of a run that are kept outside of this machine. Before a seal that is to be kept is made, a mark is left in
 * the run's folder; it goes when the store has confirmed. So whatever a kill or a failure left open is known to the
 * next call.
 */
final class KeptSeals {
    /** Name of the event in the audit log. */
    static final String EVENT = "evidence.kept";

    private static final String RECEIPTS = "published.jsonl";
    private static final String MARK = "to-be-kept";

    private final Run run;

    private KeptSeals(Run run) {
        this.run = run;
    }

    static KeptSeals of(Run run) {
        return new KeptSeals(run);
    }

    /** Returns the seals of a run that is about to be sealed again, and says in it where the last one is kept. */
    static KeptSeals before(Run run) throws IOException {
        KeptSeals kept = of(run);
        kept.tell();
        return kept;
    }

    /** Opens a run by its number. */
    @FunctionalInterface
    interface Opener {
        Run open(int number) throws IOException;
    }

    /** Keeps what earlier calls could not keep. If that still cannot be done, it stops no new run. */
    static void keepOpen(Workspace workspace, Opener opener, RunListener listener) throws IOException {
        for (int number : workspace.runsFromLatest()) {
            if (!Files.exists(workspace.runFolder(number).resolve(MARK))) {
                continue;
            }
            try (Run run = opener.open(number)) {
                of(run).keep();
            } catch (NotKeptException e) {
                listener.note(e.getMessage());
            }
        }
    }

    /** Seals a run whose process was killed; what cannot be kept is tried again by whoever asks next. */
    static void sealDead(Run run) throws IOException {
        try {
            run.seal(State.INTERRUPTED);
        } catch (NotKeptException e) {
            // the mark stays
        }
    }

    /**
     * A line of the file of receipts.
     *
     * @param seal number of the seal that was kept
     * @param at when it was confirmed
     * @param receipt what the store confirmed
     */
    record Line(int seal, Instant at, Receipt receipt) {}

    /** Says in the evidence to come where the seal before it is kept. */
    private void tell() throws IOException {
        List<StageRecord> stages = run.document().stages();
        Optional<Line> last = last();
        if (last.isPresent() && !stages.isEmpty()) {
            String note = sentence(last.get());
            if (stages.stream().noneMatch(stage -> stage.notes().contains(note))) {
                run.note(note);
            }
        }
    }

    private static String sentence(Line line) {
        Receipt receipt = line.receipt();
        return "Seal " + line.seal() + " is kept at " + receipt.address()
                + (receipt.version().isEmpty() ? "" : ", version " + receipt.version())
                + receipt.lockedUntil()
                        .map(until -> ", and cannot be deleted before " + until)
                        .orElse("");
    }

    /** Marks that the seal to come is to be kept, unless it only tells that a stage has begun. */
    void expect(State state) throws IOException {
        List<StageRecord> stages = run.document().stages();
        boolean begun = state == State.RUNNING
                && !stages.isEmpty()
                && stages.get(stages.size() - 1).finishedAt().isEmpty();
        if (store().isPresent() && !begun) {
            Files.writeString(run.folder().resolve(MARK), "");
        }
    }

    /** Tells whether the last seal that was to be kept is not known to be. */
    boolean open() {
        return Files.exists(run.folder().resolve(MARK));
    }

    /**
     * Keeps the last seal if that is still to be done.
     *
     * @throws NotKeptException if it is not known to be kept
     * @throws IOException if the receipt cannot be written
     */
    void keep() throws IOException {
        if (!open() || store().isEmpty() || !Files.exists(run.bundle())) {
            return;
        }
        String sha256 = Sha256.of(run.bundle());
        Receipt receipt;
        try {
            receipt = store().get().keep(run.bundle(), sha256);
            if (!receipt.sha256().equals(sha256)) {
                throw new IOException("the store confirms another content: sha256 " + receipt.sha256());
            }
        } catch (IOException e) {
            throw new NotKeptException(run, e);
        }
        int seal = run.document().seal();
        var details = new TreeMap<String, Object>(Map.of(
                "seal", seal, "address", receipt.address(), "version", receipt.version(), "sha256", receipt.sha256()));
        details.put("encryption", receipt.encryption());
        details.put("lockedUntil", receipt.lockedUntil().map(Instant::toString).orElse("never locked"));
        run.audit(EVENT, details);
        String line = Json.compact(new Line(seal, run.ports().clock().instant(), receipt));
        Files.writeString(
                receipts(),
                line.strip() + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Files.deleteIfExists(run.folder().resolve(MARK));
    }

    /** Returns what the store confirmed of the run's last seal. */
    Optional<Receipt> receipt() throws IOException {
        return last().filter(line -> line.seal() == run.document().seal()).map(Line::receipt);
    }

    /** Returns the last receipt. What a kill cut short was not yet told as kept. */
    private Optional<Line> last() throws IOException {
        if (!Files.exists(receipts())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(receipts(), StandardCharsets.UTF_8);
        for (int i = lines.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(Json.read(lines.get(i).getBytes(StandardCharsets.UTF_8), Line.class));
            } catch (IOException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    private Path receipts() {
        return run.folder().resolve(RECEIPTS);
    }

    private Optional<EvidenceStore> store() {
        return run.ports().outside().store();
    }

    /** A seal that is in place here, and not known to be in the store. */
    static final class NotKeptException extends IOException {
        private static final long serialVersionUID = 1;

        NotKeptException(Run run, IOException cause) {
            super(
                    "run " + run.number() + " is sealed in " + run.bundle()
                            + ", but is not known to be kept in the evidence store: " + cause.getMessage()
                            + " - when that is mended, `gxp resume` or any other call keeps it",
                    cause);
        }
    }
}
