// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.TrainingException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;

/** One training job. */
final class TrainingJob implements TrainingWork {
    private static final String LOGS = "/aws/sagemaker/TrainingJobs";

    private final SageMakerServices services;
    private final Described described;
    private final TrainingOrder order;
    private final Handover handover;
    private final String name;

    TrainingJob(SageMakerServices services, Described described, TrainingOrder order) {
        this.services = services;
        this.described = described;
        this.order = order;
        this.handover = new Handover(services, order.spec());
        this.name = JobNames.training(order.spec(), order.ask());
    }

    @Override
    public String kind() {
        return "training";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String logGroup() {
        return LOGS;
    }

    @Override
    public Optional<Look> look() throws IOException, InterruptedException {
        return describe(services, name).map(this::look);
    }

    private Look look(DescribeTrainingJobResponse job) {
        String status = job.trainingJobStatusAsString();
        String detail = job.secondaryStatusAsString() == null ? status : job.secondaryStatusAsString();
        return new Look(
                Work.state(status),
                job.trainingJobArn(),
                detail,
                Optional.ofNullable(job.failureReason()).orElse(""));
    }

    @Override
    public void start() throws TrainingException, IOException, InterruptedException {
        Map<String, String> addresses = handover.tables(order.files());
        addresses.put(
                Container.CHANNEL,
                handover.document(Container.request(order.spec(), order.files()), Container.REQUEST));
        CreateTrainingJobRequest request = order.request(addresses);
        services.call(
                new Attempt(
                        "training job " + name + " could not be started",
                        "sagemaker:CreateTrainingJob and sagemaker:AddTags on it, and iam:PassRole on "
                                + order.job().role()),
                client -> {
                    try {
                        client.createTrainingJob(request);
                    } catch (ResourceInUseException e) {
                        // started by a call whose answer was lost, or by the process before this one
                    }
                    return name;
                });
    }

    @Override
    public void check(Look found) throws TrainingException, IOException, InterruptedException {
        new Ours(services).check("training job " + name, found.id(), JobNames.digest(order.spec(), order.ask()));
        DescribeTrainingJobResponse job = describe(services, name).orElseThrow(() -> gone(name));
        Map<String, String> asked = handover.addresses(order.files());
        Map<String, String> given = new TreeMap<>();
        job.inputDataConfig()
                .forEach(channel -> given.put(
                        channel.channelName(),
                        channel.dataSource().s3DataSource().s3Uri()));
        given.remove(Container.CHANNEL);
        if (!given.equals(asked)) {
            throw new TrainingException("training job " + name + " was given other tables than those that are here: put"
                    + " the tables back, or start a new run");
        }
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        services.call(
                new Attempt("training job " + name + " could not be stopped", "sagemaker:StopTrainingJob on it"),
                client -> client.stopTrainingJob(request -> request.trainingJobName(name)));
    }

    @Override
    public Made made() throws TrainingException, IOException, InterruptedException {
        DescribeTrainingJobResponse job = describe(services, name).orElseThrow(() -> gone(name));
        return new Made(job, List.of(evidence(services, described, job)));
    }

    static TrainingException gone(String name) {
        return new TrainingException("training job " + name + " is not known to SageMaker any more: start a new run");
    }

    /** Asks for a training job; empty if there is none of that name. */
    static Optional<DescribeTrainingJobResponse> describe(SageMakerServices services, String name)
            throws IOException, InterruptedException {
        return services.call(
                new Attempt("training job " + name + " could not be looked at", "sagemaker:DescribeTrainingJob on it"),
                client -> Missing.asEmpty(() -> client.describeTrainingJob(request -> request.trainingJobName(name))));
    }

    /** Returns what the evidence says of a training job. */
    static RemoteJob evidence(SageMakerServices services, Described described, DescribeTrainingJobResponse job)
            throws IOException, InterruptedException {
        var facts = new TreeMap<String, String>();
        if (job.algorithmSpecification() != null && job.algorithmSpecification().trainingImage() != null) {
            facts.put("image", job.algorithmSpecification().trainingImage());
        }
        if (job.resourceConfig() != null) {
            facts.put("instance", String.valueOf(job.resourceConfig().instanceTypeAsString()));
            facts.put("instances", String.valueOf(job.resourceConfig().instanceCount()));
        }
        facts.put("status", job.trainingJobStatusAsString());
        if (job.responseMetadata() != null) {
            facts.put("requestId", job.responseMetadata().requestId());
        }
        job.debugRuleEvaluationStatuses()
                .forEach(rule -> facts.put(
                        "rule " + rule.ruleConfigurationName(), String.valueOf(rule.ruleEvaluationStatusAsString())));
        facts.putAll(new ExperimentRun(services).facts(job));
        facts.replaceAll((fact, value) -> described.clean(value));
        return new RemoteJob(
                "training",
                job.trainingJobName(),
                job.trainingJobArn(),
                facts,
                List.of(TrainingWork.document(job.trainingJobName(), described.tree(job))));
    }
}
