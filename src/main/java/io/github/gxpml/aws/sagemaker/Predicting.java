// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.SageMakerSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Predicts tables with a job each, at once.
 *
 * @param services the clients
 * @param described strikes secrets
 * @param spec the spec
 * @param watch waits for the jobs
 */
record Predicting(SageMakerServices services, Described described, Spec spec, Watch watch) {
    /** Every one of them takes a look at it. */
    private static final int MOST_ATTEMPTS = 100;

    /** Predicts every table into {@code predictions/<table>.csv} of a folder. */
    List<RemoteJob> tables(String image, String archive, Map<String, Path> files, Path folder)
            throws TrainingException, IOException, InterruptedException {
        var model = new ServedModel(services, spec, image, archive);
        var works = new ArrayList<PredictingWork>();
        var targets = new ArrayList<Path>();
        for (var file : files.entrySet()) {
            works.add(work(new ScoringRows(spec, file.getKey(), file.getValue()), model, name(file.getKey(), model)));
            targets.add(folder.resolve("predictions").resolve(file.getKey() + ".csv"));
        }
        return carryOut(works, targets);
    }

    /**
     * Predicts one table into a file. A job that an earlier call started for the same rows is found again; one of them
     * that has failed, was stopped, or whose answers are gone, is not the end of it.
     */
    List<RemoteJob> table(String archive, String table, Path rows, Path predictions)
            throws TrainingException, IOException, InterruptedException {
        String image = TrainingOrder.job(spec)
                .image()
                .orElseThrow(() -> new TrainingException("there is no image to score table " + table
                        + " with; set `sagemaker.image` beside the pipeline"));
        var model = new ServedModel(services, spec, image, archive);
        String content = Sha256.of(rows);
        for (int attempt = 1; ; attempt++) {
            String name = name(table, model, content, Integer.toString(attempt));
            PredictingWork work = work(new ScoringRows(spec, table, rows), model, name);
            Optional<Work.Look> before = work.look();
            boolean last = attempt == MOST_ATTEMPTS;
            if (!last && before.filter(Predicting::isInVain).isPresent()) {
                continue;
            }
            try {
                return carryOut(List.of(work), List.of(predictions));
            } catch (AwsException e) {
                boolean done =
                        before.filter(look -> look.state() == Work.State.DONE).isPresent();
                if (last || !done || e.kind() != AwsException.Kind.NOT_FOUND) {
                    throw e;
                }
            }
        }
    }

    private static boolean isInVain(Work.Look look) {
        return look.state() == Work.State.FAILED || look.state() == Work.State.STOPPED;
    }

    private String kind() {
        return TrainingOrder.job(spec).predictions() == SageMakerSpec.Predictions.PROCESSING
                ? "processing"
                : "transform";
    }

    private String name(String table, ServedModel model, String... content) {
        var parts = new ArrayList<>(List.of(kind(), model.name()));
        parts.addAll(List.of(content));
        return JobNames.of(spec.model().name(), table, parts.toArray(String[]::new));
    }

    private PredictingWork work(ScoringRows rows, ServedModel model, String name) {
        return TrainingOrder.job(spec).predictions() == SageMakerSpec.Predictions.PROCESSING
                ? new ProcessingJob(services, described, rows, model, name)
                : new TransformJob(services, described, rows, model, name);
    }

    private List<RemoteJob> carryOut(List<PredictingWork> works, List<Path> targets)
            throws TrainingException, IOException, InterruptedException {
        var jobs = new ArrayList<RemoteJob>();
        try {
            for (PredictingWork work : works) {
                if (work.look().isEmpty()) {
                    work.start();
                }
            }
            for (int i = 0; i < works.size(); i++) {
                Work.Look end = watch.end(works.get(i), Watch.Beside.NOTHING);
                Watch.succeeded(works.get(i), end, described);
                jobs.add(works.get(i).fetch(targets.get(i)));
            }
            return jobs;
        } catch (InterruptedException e) {
            stop(works);
            throw e;
        }
    }

    /** Asks the jobs that {@link #tables} started to stop, as far as they run; returns their names. */
    List<String> stop(String image, String archive, Collection<String> tables)
            throws IOException, InterruptedException {
        var model = new ServedModel(services, spec, image, archive);
        var stopped = new ArrayList<String>();
        for (String table : tables) {
            // which rows it predicts is not asked for here
            PredictingWork work = work(new ScoringRows(spec, table, Path.of("")), model, name(table, model));
            Optional<Work.Look> look = work.look();
            if (look.isPresent() && look.get().state() == Work.State.RUNNING) {
                work.stop();
                stopped.add(work.name());
            }
        }
        return stopped;
    }

    private static void stop(List<PredictingWork> works) {
        for (PredictingWork work : works) {
            try {
                if (work.look()
                        .filter(look -> look.state() == Work.State.RUNNING)
                        .isPresent()) {
                    work.stop();
                }
            } catch (IOException e) {
                // the next one is asked all the same
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
