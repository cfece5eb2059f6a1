// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.ReproducibilityMetrics;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.lifecycle.FirstDifference.Side;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.lineage.ReproducibilityDocument.Rules;
import io.github.gxpml.lineage.TrainingRecord;
import io.github.gxpml.port.Progress;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trains once more and compares with the first training of another run's bundle. */
final class ReproduceStage implements Stage {
    static final String NAME = "reproduce";

    private final Reproduction.First first;
    private final FirstFiles files;
    private final List<String> notes;

    ReproduceStage(Reproduction.First first, FirstFiles files, List<String> notes) {
        this.first = first;
        this.files = files;
        this.notes = notes;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StageOutcome carryOut(Run run, Progress progress) throws StageException, IOException, InterruptedException {
        Spec spec = run.spec();
        run.put(Run.LINEAGE, first.lineage().withTrainings(List.of(), Map.of()));
        try (Tables tables = Tables.open(run)) {
            for (TableRecord table : first.lineage().tables()) {
                run.audit("data.found", Map.of("table", table.name(), "sha256", table.sha256()));
            }
            var repetition = new Repetition(run, tables);
            Side again = trained(run, tables, repetition, progress);
            var training = repetition.record(again);
            RemoteWork.refuseTheSame(first.lineage().trainings(), training);
            run.audit(
                    "training.finished",
                    Map.of("training", 1, "model", training.model().sha256()));
            run.put(Run.LINEAGE, first.lineage().withTrainings(List.of(training), repetition.positives()));
            TrainingRecord record = first.document().trainings().get(0);
            var before = new Side(record, files.find(first.bundle(), record, tables));
            ReproducibilityDocument document = new Compared(run, tables).document(List.of(before, again));
            run.put(Run.REPRODUCIBILITY, document);
            Gate gate = Gates.reproducibility(NAME, Rules.of(spec).required());
            GateResult result =
                    Judge.judge(gate, ReproducibilityMetrics.of(spec, document).get(gate.metric()));
            run.judged(List.of(result));
            var told = new ArrayList<>(notes);
            told.addAll(again.trained().orElseThrow().notes());
            return new StageOutcome(document.reached().orElseThrow().text(), List.of(result), told, false);
        }
    }

    /** Nobody can go on with a repetition later: what cannot be waited for here is stopped. */
    private static Side trained(Run run, Tables tables, Repetition repetition, Progress progress)
            throws StageException, IOException, InterruptedException {
        try {
            RemoteWork.submit(run, tables.files(), progress);
            return repetition.train(1, progress);
        } catch (WaitsForJobException e) {
            Throwable waiting = e.getCause();
            String why = (waiting.getCause() == null ? waiting : waiting.getCause()).getMessage();
            throw RemoteWork.after(
                    run,
                    new StageException(
                            "the job that trains again cannot be followed, and was asked to stop: " + why
                                    + "; reproduce it again when that is mended",
                            e));
        } catch (StageException e) {
            throw RemoteWork.after(run, e);
        } catch (InterruptedException e) {
            throw RemoteWork.after(run, e);
        }
    }
}
