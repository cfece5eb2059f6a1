// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.SageMakerSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Predicts tables with a job each, at once.
 *
 * @param services the clients
 * @param described strikes secrets
 * @param spec the spec
 * @param watch waits for the jobs
 */
record Predicting(SageMakerServices services, Described described, Spec spec, Watch watch) {
    /** Predicts every table into {@code predictions/<table>.csv} of a folder. */
    List<RemoteJob> tables(String image, String archive, Map<String, Path> files, Path folder)
            throws TrainingException, IOException, InterruptedException {
        var model = new ServedModel(services, spec, image, archive);
        var works = new ArrayList<PredictingWork>();
        var targets = new ArrayList<Path>();
        for (var file : files.entrySet()) {
            works.add(work(new ScoringRows(spec, file.getKey(), file.getValue()), model));
            targets.add(folder.resolve("predictions").resolve(file.getKey() + ".csv"));
        }
        return carryOut(works, targets);
    }

    /** Predicts one table into a file. */
    List<RemoteJob> table(String archive, String table, Path rows, Path predictions)
            throws TrainingException, IOException, InterruptedException {
        String image = TrainingOrder.job(spec)
                .image()
                .orElseThrow(() -> new TrainingException("there is no image to score table " + table
                        + " with; set `sagemaker.image` beside the pipeline"));
        var model = new ServedModel(services, spec, image, archive);
        return carryOut(List.of(work(new ScoringRows(spec, table, rows), model)), List.of(predictions));
    }

    private PredictingWork work(ScoringRows rows, ServedModel model) throws IOException {
        return TrainingOrder.job(spec).predictions() == SageMakerSpec.Predictions.PROCESSING
                ? new ProcessingJob(services, described, rows, model)
                : new TransformJob(services, described, rows, model);
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
