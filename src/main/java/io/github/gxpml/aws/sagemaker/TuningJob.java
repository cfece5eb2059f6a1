// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.SageMakerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.CreateHyperParameterTuningJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeHyperParameterTuningJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** One tuning job: many training jobs, all of which are kept in the evidence; the best one's model is the model. */
final class TuningJob implements TrainingWork {
    private final SageMakerServices services;
    private final Described described;
    private final TrainingOrder order;
    private final String name;

    TuningJob(SageMakerServices services, Described described, TrainingOrder order) {
        this.services = services;
        this.described = described;
        this.order = order;
        this.name = JobNames.tuning(order.spec(), order.ask());
    }

    @Override
    public String kind() {
        return "tuning";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String logGroup() {
        return "/aws/sagemaker/TrainingJobs";
    }

    @Override
    public Optional<Look> look() throws IOException, InterruptedException {
        return describe()
                .map(job -> new Look(
                        Work.state(job.hyperParameterTuningJobStatusAsString()),
                        job.hyperParameterTuningJobArn(),
                        job.hyperParameterTuningJobStatusAsString(),
                        Optional.ofNullable(job.failureReason()).orElse("")));
    }

    private Optional<DescribeHyperParameterTuningJobResponse> describe() throws IOException, InterruptedException {
        return services.call(
                new Attempt(
                        "tuning job " + name + " could not be looked at",
                        "sagemaker:DescribeHyperParameterTuningJob on it"),
                client -> Missing.asEmpty(() ->
                        client.describeHyperParameterTuningJob(request -> request.hyperParameterTuningJobName(name))));
    }

    @Override
    public void start() throws TrainingException, IOException, InterruptedException {
        var handover = new Handover(services, order.spec());
        Map<String, String> addresses = handover.tables(order.files());
        addresses.put(
                Container.CHANNEL,
                handover.document(Container.request(order.spec(), order.files()), Container.REQUEST));
        CreateHyperParameterTuningJobRequest request = request(addresses);
        services.call(
                new Attempt(
                        "tuning job " + name + " could not be started",
                        "sagemaker:CreateHyperParameterTuningJob and sagemaker:AddTags on it, and iam:PassRole on "
                                + order.job().role()),
                client -> {
                    try {
                        client.createHyperParameterTuningJob(request);
                    } catch (ResourceInUseException e) {
                        // as with a training job
                    }
                    return name;
                });
    }

    private CreateHyperParameterTuningJobRequest request(Map<String, String> addresses) throws TrainingException {
        SageMakerSpec.Tuning tuning = order.job().tuning().orElseThrow();
        Map<String, String> fixed = TrainingOrder.hyperparameters(order.spec());
        fixed.keySet().removeAll(tuning.ranges().keySet());
        return CreateHyperParameterTuningJobRequest.builder()
                .hyperParameterTuningJobName(name)
                .hyperParameterTuningJobConfig(
                        TuningRanges.config(tuning, order.spec().train().seed()))
                .trainingJobDefinition(TuningRanges.definition(order, tuning, fixed, addresses))
                .tags(TrainingOrder.tags(order.spec(), order.ask()))
                .build();
    }

    @Override
    public void check(Look found) throws TrainingException, IOException, InterruptedException {
        new Ours(services).check("tuning job " + name, found.id(), JobNames.digest(order.spec(), order.ask()));
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        services.call(
                new Attempt(
                        "tuning job " + name + " could not be stopped", "sagemaker:StopHyperParameterTuningJob on it"),
                client -> client.stopHyperParameterTuningJob(request -> request.hyperParameterTuningJobName(name)));
    }

    @Override
    public Made made() throws TrainingException, IOException, InterruptedException {
        DescribeHyperParameterTuningJobResponse job = describe().orElseThrow(() -> TrainingJob.gone(name));
        if (job.bestTrainingJob() == null || job.bestTrainingJob().trainingJobName() == null) {
            throw new TrainingException("tuning job " + name + " names no best trial: see why no trial reported "
                    + order.job().tuning().orElseThrow().metric());
        }
        String best = job.bestTrainingJob().trainingJobName();
        DescribeTrainingJobResponse winner =
                TrainingJob.describe(services, best).orElseThrow(() -> TrainingJob.gone(best));
        if (winner.trainingJobStatus() != TrainingJobStatus.COMPLETED) {
            throw new TrainingException("the best trial of tuning job " + name + ", " + best + ", is "
                    + winner.trainingJobStatusAsString() + ", so its model may not be whole: give the trials more"
                    + " `timeLimit`, and start a new run");
        }
        List<HyperParameterTrainingJobSummary> trials = trials();
        var facts = new TreeMap<String, String>();
        facts.put("status", job.hyperParameterTuningJobStatusAsString());
        facts.put("trials", Integer.toString(trials.size()));
        facts.put("best", best);
        String number = order.ask().training() == 1 ? "" : "-" + order.ask().training();
        var tuning = new RemoteJob(
                kind(),
                name,
                job.hyperParameterTuningJobArn(),
                facts,
                List.of(
                        TrainingWork.document(name, described.tree(job)),
                        TrainingWork.document("trials" + number, rows(trials, best))));
        return new Made(winner, List.of(tuning, TrainingJob.evidence(services, described, winner)));
    }

    /** A page that SageMaker gives twice adds no trial. */
    private List<HyperParameterTrainingJobSummary> trials() throws IOException, InterruptedException {
        return services.call(
                new Attempt(
                        "the trials of tuning job " + name + " could not be listed",
                        "sagemaker:ListTrainingJobsForHyperParameterTuningJob on it"),
                client -> {
                    Set<String> seen = new HashSet<>();
                    return client
                            .listTrainingJobsForHyperParameterTuningJobPaginator(
                                    request -> request.hyperParameterTuningJobName(name))
                            .trainingJobSummaries()
                            .stream()
                            .filter(trial -> seen.add(trial.trainingJobName()))
                            .toList();
                });
    }

    private List<Map<String, Object>> rows(List<HyperParameterTrainingJobSummary> trials, String best) {
        var rows = new ArrayList<Map<String, Object>>();
        for (HyperParameterTrainingJobSummary trial : trials) {
            Map<String, Object> row = new TreeMap<>(described.tree(trial));
            row.put("best", trial.trainingJobName().equals(best));
            rows.add(row);
        }
        return rows;
    }
}
