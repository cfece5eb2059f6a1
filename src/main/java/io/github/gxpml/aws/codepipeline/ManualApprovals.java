// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.aws.codepipeline.ManualApproval.State;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionExecution;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionOutput;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionResult;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ActionState;
import software.amazon.awssdk.services.codepipeline.model.ApprovalAlreadyCompletedException;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.ErrorDetails;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateResponse;
import software.amazon.awssdk.services.codepipeline.model.InvalidApprovalTokenException;
import software.amazon.awssdk.services.codepipeline.model.StageExecution;
import software.amazon.awssdk.services.codepipeline.model.StageState;

/** Manual approval actions of pipelines. Safe for use by many threads. */
public final class ManualApprovals implements AutoCloseable {
    private static final int MOST_SUMMARY = 512;

    private final CodePipelineClient client;

    private ManualApprovals(CodePipelineClient client) {
        this.client = client;
    }

    /**
     * Names a manual approval action.
     *
     * @param pipeline name of the pipeline
     * @param stage name of the stage
     * @param action name of the action
     */
    public record Place(String pipeline, String stage, String action) {}

    /**
     * Opens the service.
     *
     * @param environment variables of the process, for region and address
     * @return the approvals, to be closed
     * @throws IOException if the region is not known
     */
    public static ManualApprovals open(Map<String, String> environment) throws IOException {
        var service = AwsClients.Service.of("CODEPIPELINE");
        return new ManualApprovals(AwsClients.prepare(CodePipelineClient.builder(), service, environment)
                .build());
    }

    /**
     * Looks at an approval.
     *
     * @param place which one
     * @return how it stands; empty if the pipeline has no manual approval action there
     * @throws AwsException if it could not be asked
     */
    public Optional<ManualApproval> find(Place place) throws AwsException {
        if (!declared(place)) {
            return Optional.empty();
        }
        Optional<StageState> stage = call(
                        place,
                        "codepipeline:GetPipelineState",
                        () -> whole(client.getPipelineState(request -> request.name(place.pipeline()))))
                .stageStates()
                .stream()
                .filter(one -> place.stage().equals(one.stageName()))
                .findFirst();
        String execution = stage.map(StageState::latestExecution)
                .map(StageExecution::pipelineExecutionId)
                .orElse("");
        Optional<ActionExecution> latest = stage.flatMap(one -> one.actionStates().stream()
                .filter(action -> place.action().equals(action.actionName()))
                .map(ActionState::latestExecution)
                .filter(Objects::nonNull)
                .findFirst());
        if (latest.isEmpty() || !belongs(place, execution, latest.get())) {
            return Optional.of(
                    new ManualApproval(execution, State.NOT_BEGUN, Optional.empty(), "", "", Optional.empty()));
        }
        return Optional.of(read(execution, latest.get()));
    }

    /**
     * Looks at the approval of one execution, also when the stage works for another one by now.
     *
     * @param place which one
     * @param execution id of the pipeline execution
     * @param after what began until then is not meant
     * @return how the latest of them stands, never with a token; empty if the execution has not come to it
     * @throws AwsException if it could not be asked
     */
    public Optional<ManualApproval> ofExecution(Place place, String execution, Instant after) throws AwsException {
        return call(
                place,
                "codepipeline:ListActionExecutions",
                () -> client
                        .listActionExecutionsPaginator(request -> request.pipelineName(place.pipeline())
                                .filter(filter -> filter.pipelineExecutionId(execution)))
                        .actionExecutionDetails()
                        .stream()
                        .filter(one -> execution.equals(one.pipelineExecutionId())
                                && place.stage().equals(one.stageName())
                                && place.action().equals(one.actionName()))
                        .filter(one ->
                                one.startTime() != null && one.startTime().isAfter(after))
                        .max(Comparator.comparing(ActionExecutionDetail::startTime))
                        .map(ManualApprovals::read));
    }

    /**
     * Answers an approval that waits.
     *
     * @param place which one
     * @param token that it showed
     * @param approved the answer
     * @param summary why; cut at 512 characters
     * @return false if somebody has answered it before, or it waits no more
     * @throws AwsException if it could not be said
     */
    public boolean answer(Place place, String token, boolean approved, String summary) throws AwsException {
        Attempt attempt = new Attempt(
                "the approval " + place.action() + " of pipeline " + place.pipeline() + " could not be answered",
                "codepipeline:PutApprovalResult on it",
                token);
        try {
            client.putApprovalResult(request -> request.pipelineName(place.pipeline())
                    .stageName(place.stage())
                    .actionName(place.action())
                    .token(token)
                    .result(result -> result.status(approved ? ApprovalStatus.APPROVED : ApprovalStatus.REJECTED)
                            .summary(Texts.cut(summary, MOST_SUMMARY))));
            return true;
        } catch (InvalidApprovalTokenException | ApprovalAlreadyCompletedException e) {
            return false;
        } catch (SdkException e) {
            throw Refusals.of(attempt, e);
        }
    }

    /** The state of a pipeline does not tell an approval from a build that went well: its declaration does. */
    private boolean declared(Place place) throws AwsException {
        return call(
                        place,
                        "codepipeline:GetPipeline",
                        () -> CodePipelineJobs.whole(client.getPipeline(request -> request.name(place.pipeline()))
                                .pipeline()))
                .stages()
                .stream()
                .filter(stage -> place.stage().equals(stage.name()))
                .flatMap(stage -> stage.actions().stream())
                .filter(action -> place.action().equals(action.name()))
                .anyMatch(action -> action.actionTypeId().category() == ActionCategory.APPROVAL);
    }

    /**
     * Until an execution comes to an action, its state is the one that the execution before has left: an approval of
     * something else.
     */
    private boolean belongs(Place place, String execution, ActionExecution latest) throws AwsException {
        if (execution.isEmpty() || latest.actionExecutionId() == null) {
            return false;
        }
        return call(
                place,
                "codepipeline:ListActionExecutions",
                () -> client
                        .listActionExecutionsPaginator(request -> request.pipelineName(place.pipeline())
                                .filter(filter -> filter.pipelineExecutionId(execution)))
                        .actionExecutionDetails()
                        .stream()
                        .anyMatch(one -> latest.actionExecutionId().equals(one.actionExecutionId())
                                && execution.equals(one.pipelineExecutionId())));
    }

    private static State state(ActionExecutionStatus status) {
        return switch (status) {
            case IN_PROGRESS -> State.WAITING;
            case SUCCEEDED -> State.APPROVED;
            case ABANDONED -> State.STOPPED;
            case FAILED, UNKNOWN_TO_SDK_VERSION -> State.NOT_APPROVED;
        };
    }

    private static ManualApproval read(String execution, ActionExecution latest) {
        State state = state(latest.status());
        Optional<String> token = state == State.WAITING ? Optional.ofNullable(latest.token()) : Optional.empty();
        return new ManualApproval(
                execution,
                state,
                token,
                Objects.requireNonNullElse(latest.lastUpdatedBy(), ""),
                said(latest.summary(), latest.errorDetails()),
                Optional.ofNullable(latest.lastStatusChange()));
    }

    private static ManualApproval read(ActionExecutionDetail past) {
        Optional<ActionExecutionResult> result =
                Optional.ofNullable(past.output()).map(ActionExecutionOutput::executionResult);
        return new ManualApproval(
                past.pipelineExecutionId(),
                state(past.status()),
                Optional.empty(),
                Objects.requireNonNullElse(past.updatedBy(), ""),
                said(
                        result.map(ActionExecutionResult::externalExecutionSummary)
                                .orElse(""),
                        result.map(ActionExecutionResult::errorDetails).orElse(null)),
                Optional.ofNullable(past.lastUpdateTime()));
    }

    private static String said(String summary, ErrorDetails error) {
        boolean silent = summary == null || summary.isEmpty();
        String cause = error == null ? "" : Objects.requireNonNullElse(error.message(), "");
        return silent ? cause : summary;
    }

    private static GetPipelineStateResponse whole(GetPipelineStateResponse answer) {
        CodePipelineJobs.whole(answer.pipelineName());
        return answer;
    }

    private static <T> T call(Place place, String action, Supplier<T> work) throws AwsException {
        try {
            return work.get();
        } catch (SdkException e) {
            String what = "the approval " + place.action() + " of pipeline " + place.pipeline() + " could not be seen";
            throw Refusals.of(new Attempt(what, action + " on it"), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
