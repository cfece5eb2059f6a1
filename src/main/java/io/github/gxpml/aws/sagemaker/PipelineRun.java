// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.SageMakerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.DescribePipelineExecutionResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.Parameter;
import software.amazon.awssdk.services.sagemaker.model.PipelineExecutionStep;

/**
 * One execution of a pipeline that exists. It is found again by its display name, and a repeated start by its token.
 * What its conditions decide is evidence, and none of our gates.
 */
final class PipelineRun implements TrainingWork {
    private final SageMakerServices services;
    private final Described described;
    private final TrainingOrder order;
    private final SageMakerSpec.Pipeline pipeline;
    private final String name;

    PipelineRun(SageMakerServices services, Described described, TrainingOrder order) {
        this.services = services;
        this.described = described;
        this.order = order;
        this.pipeline = order.job().pipeline().orElseThrow();
        this.name = JobNames.training(order.spec(), order.ask());
    }

    @Override
    public String kind() {
        return "pipeline";
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
                .map(run -> new Look(
                        Work.state(run.pipelineExecutionStatusAsString()),
                        run.pipelineExecutionArn(),
                        run.pipelineExecutionStatusAsString(),
                        Optional.ofNullable(run.failureReason()).orElse("")));
    }

    private Optional<DescribePipelineExecutionResponse> describe() throws IOException, InterruptedException {
        Optional<String> arn = services.call(
                new Attempt(
                        "the executions of pipeline " + pipeline.name() + " could not be listed",
                        "sagemaker:ListPipelineExecutions on it"),
                client -> client
                        .listPipelineExecutionsPaginator(request -> request.pipelineName(pipeline.name())
                                .sortBy("CreationTime")
                                .sortOrder("Descending"))
                        .pipelineExecutionSummaries()
                        .stream()
                        .filter(run -> name.equals(run.pipelineExecutionDisplayName()))
                        .findFirst()
                        .map(run -> run.pipelineExecutionArn()));
        if (arn.isEmpty()) {
            return Optional.empty();
        }
        return services.call(
                new Attempt(
                        "execution " + name + " could not be looked at", "sagemaker:DescribePipelineExecution on it"),
                client -> Missing.asEmpty(
                        () -> client.describePipelineExecution(request -> request.pipelineExecutionArn(arn.get()))));
    }

    @Override
    public void start() throws TrainingException, IOException, InterruptedException {
        List<Parameter> parameters = parameters(new Handover(services, order.spec()).tables(order.files()));
        services.call(
                new Attempt(
                        "pipeline " + pipeline.name() + " could not be started",
                        "sagemaker:StartPipelineExecution on it"),
                client -> client.startPipelineExecution(request -> request.pipelineName(pipeline.name())
                        .pipelineExecutionDisplayName(name)
                        .clientRequestToken(JobNames.digest(order.spec(), order.ask()))
                        .pipelineParameters(parameters)));
    }

    /** Returns the execution that a step has its result from, if it is not this one. */
    private static Optional<String> cached(PipelineExecutionStep step) {
        return Optional.ofNullable(step.cacheHitResult())
                .map(hit -> String.valueOf(hit.sourcePipelineExecutionArn()).replaceFirst(".*/", ""));
    }

    /** A parameter may ask for the address of a table: {@code ${table.train}}. */
    private List<Parameter> parameters(Map<String, String> addresses) {
        var parameters = new ArrayList<Parameter>();
        pipeline.parameters().forEach((parameter, value) -> {
            String filled = value;
            for (var table : addresses.entrySet()) {
                filled = filled.replace("${table." + table.getKey() + "}", table.getValue());
            }
            parameters.add(Parameter.builder().name(parameter).value(filled).build());
        });
        return parameters;
    }

    @Override
    public void check(Look found) {
        // its display name has the digest of what is asked for
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        Optional<Look> look = look();
        if (look.isEmpty()) {
            return;
        }
        services.call(
                new Attempt("execution " + name + " could not be stopped", "sagemaker:StopPipelineExecution on it"),
                client -> client.stopPipelineExecution(
                        request -> request.pipelineExecutionArn(look.get().id())
                                .clientRequestToken(JobNames.digest(order.spec(), order.ask()))));
    }

    @Override
    public Made made() throws TrainingException, IOException, InterruptedException {
        DescribePipelineExecutionResponse run = describe().orElseThrow(() -> TrainingJob.gone(name));
        String arn = run.pipelineExecutionArn();
        List<PipelineExecutionStep> steps = services.call(
                new Attempt(
                        "the steps of execution " + name + " could not be listed",
                        "sagemaker:ListPipelineExecutionSteps"),
                client -> client
                        .listPipelineExecutionStepsPaginator(request -> request.pipelineExecutionArn(arn))
                        .pipelineExecutionSteps()
                        .stream()
                        .toList());
        PipelineExecutionStep trained = steps.stream()
                .filter(step -> pipeline.step().equals(step.stepName())
                        && step.metadata() != null
                        && step.metadata().trainingJob() != null)
                .findFirst()
                .orElseThrow(() -> new TrainingException("pipeline " + pipeline.name()
                        + " ran no training job in a step " + pipeline.step() + ": see sagemaker.pipeline.step"));
        Optional<String> cached = cached(trained);
        String job = trained.metadata().trainingJob().arn().replaceFirst(".*/", "");
        DescribeTrainingJobResponse winner =
                TrainingJob.describe(services, job).orElseThrow(() -> TrainingJob.gone(job));
        var facts = new TreeMap<String, String>();
        facts.put("pipeline", pipeline.name());
        facts.put("status", run.pipelineExecutionStatusAsString());
        cached.ifPresent(earlier -> facts.put("trained by execution", earlier));
        steps.stream()
                .filter(step -> step.metadata() != null && step.metadata().condition() != null)
                .forEach(step -> facts.put(
                        "condition " + step.stepName(),
                        step.metadata().condition().outcomeAsString()));
        facts.replaceAll((fact, value) -> described.clean(String.valueOf(value)));
        var tree = new TreeMap<String, Object>(described.tree(run));
        tree.put("steps", steps.stream().map(described::tree).toList());
        var execution = new RemoteJob(kind(), name, arn, facts, List.of(TrainingWork.document(name, tree)));
        return new Made(winner, List.of(execution, TrainingJob.evidence(services, described, winner)));
    }
}
