// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.RemoteTrainer;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.port.WaitingException;
import io.github.gxpml.port.command.CommandLog;
import io.github.gxpml.port.command.CommandMessages;
import io.github.gxpml.port.command.OutputFolder;
import io.github.gxpml.port.command.ReportedEnvironment;
import io.github.gxpml.port.command.SecretMask;
import io.github.gxpml.spec.SageMakerSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;

/**
 * Trains in Amazon SageMaker: with a training job, a tuning job or an execution of a pipeline that exists. Its name is
 * made of the run and of what is asked, so that whoever asks again finds it instead of starting a second one. The
 * contract with the container is docs/sagemaker.md.
 */
public final class SageMakerTrainer implements RemoteTrainer {
    private static final String STAGE = "train";

    private final AwsAccess access;
    private final boolean waits;

    /**
     * Creates the trainer; nothing is asked yet.
     *
     * @param access makes its clients
     */
    public SageMakerTrainer(AwsAccess access) {
        this(access, true);
    }

    private SageMakerTrainer(AwsAccess access, boolean waits) {
        this.access = access;
        this.waits = waits;
    }

    @Override
    public RemoteTrainer withoutWaiting() {
        return new SageMakerTrainer(access, false);
    }

    @Override
    public Trained train(Spec spec, Map<String, Path> tables, Path output, Progress progress)
            throws TrainingException, InterruptedException {
        // without a run there is nothing to find the job again by
        var ask = new Ask(spec.model().name(), java.util.UUID.randomUUID().toString(), 1);
        submit(spec, tables, ask, progress);
        return collect(spec, tables, output, ask, progress);
    }

    @Override
    public Submitted submit(Spec spec, Map<String, Path> tables, Ask ask, Progress progress)
            throws TrainingException, InterruptedException {
        try (var services = new SageMakerServices(access, STAGE)) {
            TrainingWork work = work(services, spec, ask, tables);
            Optional<Work.Look> before = seen(work);
            if (before.isPresent()) {
                work.check(before.get());
                return new Submitted(work.name(), before.get().id(), true);
            }
            progress.advance(0, 0, "handing over to " + work.kind() + " job " + work.name());
            start(work);
            Work.Look now = new Watch(true, progress).seen(work);
            work.check(now);
            return new Submitted(work.name(), now.id(), false);
        } catch (AwsException e) {
            Interrupts.rethrow(e);
            throw waiting(e);
        } catch (IOException e) {
            Interrupts.rethrow(e);
            throw new TrainingException(e.getMessage(), e);
        }
    }

    /** A service that did not answer may have started it. */
    private static void start(TrainingWork work) throws TrainingException, IOException, InterruptedException {
        try {
            work.start();
        } catch (AwsException e) {
            Interrupts.rethrow(e);
            throw e.kind() == AwsException.Kind.UNAVAILABLE ? waiting(e) : new TrainingException(e.getMessage(), e);
        }
    }

    private static WaitingException waiting(IOException e) {
        return new WaitingException(e.getMessage() + "; `gxp resume` goes on when that is mended", false, e);
    }

    /** Whether the job is there is not known: it may be, and must not be taken for failed. */
    private static Optional<Work.Look> seen(TrainingWork work) throws WaitingException, InterruptedException {
        try {
            return work.look();
        } catch (IOException e) {
            Interrupts.rethrow(e);
            throw waiting(e);
        }
    }

    @Override
    public Trained collect(Spec spec, Map<String, Path> tables, Path output, Ask ask, Progress progress)
            throws TrainingException, InterruptedException {
        Path folder = output.toAbsolutePath();
        var described = new Described(access.environment());
        try (var services = new SageMakerServices(access, STAGE);
                var log = new CommandLog(folder.resolveSibling(folder.getFileName() + ".log"))) {
            TrainingWork work = work(services, spec, ask, tables);
            var messages = new CommandMessages(progress, log, "training");
            var watch = new Watch(waits, progress);
            Work.Look end = watch.end(work, new JobLog(services, work, described, progress, messages));
            Watch.succeeded(work, end, described);
            log.close();
            log.failure().ifPresent(messages.notes()::add);
            Results.empty(folder);
            Work.Made made = work.made();
            progress.advance(0, 0, "fetching what " + work.name() + " left");
            new Results(services, TrainingOrder.job(spec)).fetch(made.winner(), folder);
            return trained(spec, tables, folder, messages, made, services, watch);
        } catch (AwsException e) {
            Interrupts.rethrow(e);
            throw lost(e);
        } catch (IOException e) {
            Interrupts.rethrow(e);
            throw new TrainingException("what the job left could not be fetched: " + e.getMessage(), e);
        }
    }

    /** What is refused for good ends the run; what may pass leaves it to be gone on with. */
    private static TrainingException lost(AwsException e) {
        return e.kind() == AwsException.Kind.NOT_FOUND || e.kind() == AwsException.Kind.REFUSED
                ? new TrainingException(e.getMessage(), e)
                : waiting(e);
    }

    @SuppressWarnings("checkstyle:ParameterNumber")
    private Trained trained(
            Spec spec,
            Map<String, Path> tables,
            Path output,
            CommandMessages messages,
            Work.Made made,
            SageMakerServices services,
            Watch watch)
            throws TrainingException, IOException, InterruptedException {
        var folder = new OutputFolder(output);
        var jobs = new ArrayList<RemoteJob>(made.jobs());
        if (TrainingOrder.job(spec).predictions() != SageMakerSpec.Predictions.JOB) {
            jobs.addAll(new Predicting(services, new Described(access.environment()), spec, watch)
                    .tables(
                            made.winner().algorithmSpecification().trainingImage(),
                            made.winner().modelArtifacts().s3ModelArtifacts(),
                            tables,
                            output));
        }
        Path model = folder.model();
        Map<String, Path> predictions = folder.predictions(tables.keySet());
        Map<String, Double> metrics = new TreeMap<>(messages.metrics());
        made.winner().finalMetricDataList().stream()
                .filter(metric -> metric.value() != null && Double.isFinite(metric.value()))
                .forEach(metric ->
                        metrics.put(metric.metricName(), metric.value().doubleValue()));
        metrics.putAll(folder.metrics());
        Map<String, Object> hyperparameters = new TreeMap<>(spec.train().hyperparameters());
        TrainingOrder.job(spec)
                .tuning()
                .ifPresent(tuning -> tuning.ranges()
                        .keySet()
                        .forEach(name -> Optional.ofNullable(
                                        made.winner().hyperParameters().get(name))
                                .ifPresent(value -> hyperparameters.put(name, value))));
        hyperparameters.putIfAbsent("seed", spec.train().seed());
        Map<String, String> environment =
                new TreeMap<>(new ReportedEnvironment(new SecretMask(access.environment())).read(output));
        return new Trained(model, predictions, metrics, hyperparameters, messages.notes(), Map.of(), environment, jobs);
    }

    @Override
    public List<String> stop(Spec spec, Ask ask) throws TrainingException {
        var stopped = new ArrayList<String>();
        try (var services = new SageMakerServices(access, STAGE)) {
            TrainingWork work = work(services, spec, ask, Map.of());
            Optional<Work.Look> look = work.look();
            if (look.isPresent() && look.get().state() == Work.State.RUNNING) {
                new Ours(services)
                        .check(work.kind() + " job " + work.name(), look.get().id(), JobNames.digest(spec, ask));
                work.stop();
                stopped.add(work.name());
            } else if (look.isPresent()
                    && look.get().state() == Work.State.DONE
                    && TrainingOrder.job(spec).predictions() != SageMakerSpec.Predictions.JOB) {
                DescribeTrainingJobResponse winner = work.made().winner();
                stopped.addAll(new Predicting(
                                services, new Described(access.environment()), spec, new Watch(false, Progress.SILENT))
                        .stop(
                                winner.algorithmSpecification().trainingImage(),
                                winner.modelArtifacts().s3ModelArtifacts(),
                                spec.data().tables().keySet()));
            }
            return stopped;
        } catch (IOException e) {
            throw new TrainingException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("interrupted while jobs were asked to stop", e);
        }
    }

    private TrainingWork work(SageMakerServices services, Spec spec, Ask ask, Map<String, Path> tables) {
        var described = new Described(access.environment());
        var order = new TrainingOrder(spec, ask, tables);
        SageMakerSpec job = order.job();
        if (job.pipeline().isPresent()) {
            return new PipelineRun(services, described, order);
        }
        return job.tuning().isPresent()
                ? new TuningJob(services, described, order)
                : new TrainingJob(services, described, order);
    }
}
