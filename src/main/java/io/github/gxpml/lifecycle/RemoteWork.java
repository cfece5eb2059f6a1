// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.lineage.JobRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.RemoteTrainer;
import io.github.gxpml.port.RemoteTrainer.Ask;
import io.github.gxpml.port.RemoteTrainer.Submitted;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.port.WaitingException;
import io.github.gxpml.spec.ReproducibilitySpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trainings of a run that go on in a service, whatever becomes of this process. */
final class RemoteWork {
    private RemoteWork() {}

    static Optional<RemoteTrainer> trainer(Run run) {
        return run.ports().trainer() instanceof RemoteTrainer remote ? Optional.of(remote) : Optional.empty();
    }

    /** Tells whether a run can go on with its training, since that goes on elsewhere or was never handed over. */
    static boolean goesOn(Run run) throws IOException {
        return trainer(run).isPresent() && unfinished(run) && run.sameSpec();
    }

    private static boolean unfinished(Run run) {
        State state = run.document().state();
        List<StageRecord> stages = run.document().stages();
        return (state == State.WAITING || state == State.RUNNING)
                && !stages.isEmpty()
                && stages.get(stages.size() - 1).name().equals("train")
                && stages.get(stages.size() - 1).finishedAt().isEmpty();
    }

    /** Tells whether a stage is still to be carried out in a run. */
    static boolean open(Run run, Stage stage) {
        return !run.began(stage.name()) || stage.name().equals("train") && unfinished(run);
    }

    /** The same for the same training of the same run, and for no other one of that number in another workspace. */
    static Ask ask(Run run, int training) {
        return new Ask(run.document().identifier(), run.document().startedAt().toString(), training);
    }

    /** A run that repeats another one trains once. */
    static int trainings(Run run) {
        return run.document().reproduces().isPresent() ? 1 : asked(run.spec());
    }

    private static int asked(Spec spec) {
        return spec.reproducibility()
                .retrain()
                .map(ReproducibilitySpec.Retrain::runs)
                .orElse(1);
    }

    /** Hands every training over, so that they may run at once. */
    static void submit(Run run, Map<String, Path> tables, Progress progress)
            throws StageException, IOException, InterruptedException {
        Optional<RemoteTrainer> remote = trainer(run);
        for (int i = 1; remote.isPresent() && i <= trainings(run); i++) {
            try {
                Submitted job = remote.get().submit(run.spec(), tables, ask(run, i), progress);
                Map<String, Object> named = Map.of("training", i, "job", job.name(), "arn", job.id());
                if (job.found()) {
                    run.onNews(() -> run.audit("job.found", named));
                } else {
                    run.audit("job.submitted", named);
                }
            } catch (WaitingException e) {
                throw new WaitsForJobException(e);
            } catch (TrainingException e) {
                throw after(run, new StageException(e.getMessage(), e));
            } catch (InterruptedException e) {
                throw after(run, e);
            }
        }
    }

    /** Nothing of a training that failed or was interrupted runs on. Returns the failure. */
    static <E extends Exception> E after(Run run, E failure) {
        boolean interrupted = Thread.interrupted();
        try {
            stop(run);
        } catch (StageException | IOException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return failure;
    }

    /** Asks every job of the run to stop. */
    static List<String> stop(Run run) throws StageException, IOException {
        var stopped = new ArrayList<String>();
        Optional<RemoteTrainer> remote = trainer(run);
        for (int i = 1; remote.isPresent() && i <= trainings(run); i++) {
            try {
                for (String job : remote.get().stop(run.spec(), ask(run, i))) {
                    run.audit("job.stopped", Map.of("training", i, "job", job));
                    stopped.add(job);
                }
            } catch (TrainingException e) {
                throw new StageException(e.getMessage(), e);
            }
        }
        return stopped;
    }

    /** Ends a run that waits, and everything that runs for it. */
    static void cancel(Run run) throws StageException, IOException {
        if (!unfinished(run)) {
            throw new StageException("run " + run.number() + " is "
                    + run.document().state() + " and waits for no job: there is nothing to cancel");
        }
        List<String> stopped = stop(run);
        run.stageFinished(
                "cancelled by " + run.actor()
                        + (stopped.isEmpty() ? "; no job ran any more" : "; stopped " + String.join(", ", stopped)),
                List.of());
        run.seal(State.INTERRUPTED);
    }

    /** A job that trained before is no second training, however equal its model is. */
    static void refuseTheSame(List<Training> before, Training now) throws StageException {
        for (JobRecord job : now.jobs()) {
            boolean known = job.kind().equals("training")
                    && before.stream()
                            .flatMap(training -> training.jobs().stream())
                            .anyMatch(earlier -> earlier.arn().equals(job.arn()));
            if (known) {
                throw new StageException("nothing was trained again: training job " + job.name()
                        + " is that of an earlier training, as where a pipeline takes a step from its cache - turn the"
                        + " cache of that step off");
            }
        }
    }

    /** Puts descriptions of jobs into the evidence. */
    static List<JobRecord> keep(Run run, List<RemoteJob> jobs) throws IOException {
        var records = new ArrayList<JobRecord>();
        for (RemoteJob job : jobs) {
            var files = new ArrayList<String>();
            for (RemoteJob.Document document : job.documents()) {
                String file = JobRecord.FOLDER + document.name();
                run.put(file, document.tree());
                files.add(file);
            }
            records.add(new JobRecord(job.kind(), job.name(), job.id(), job.facts(), files));
        }
        return records;
    }
}
