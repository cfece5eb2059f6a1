// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.codepipeline.ActionTypeName;
import io.github.gxpml.aws.codepipeline.ManualApprovals.Place;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * AWS CodePipeline on this machine, as far as the worker of a custom action meets it: action types, jobs, continuation,
 * manual approvals; with the documented limits, over the real protocol, with state.
 *
 * <p>What it keeps to:
 *
 * <ul>
 *   <li>A job comes with each poll, each time with a new nonce, until one of its nonces is acknowledged. The nonce that
 *       won may be acknowledged again; any other gets InvalidNonceException.
 *   <li>A success with a continuation token closes the job and queues a new one with the token for the same execution
 *       of the action. A job that is not in progress takes no answer: InvalidJobStateException.
 *   <li>Credentials for artifacts are new with each poll and each GetJobDetails, and end by {@link #clock()}.
 *   <li>An action ends by itself after {@link #timeOut}, by {@link #clock()}.
 *   <li>Requests are signed for the service, within five minutes of its own time ({@link #skew}).
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class CodePipelineStandIn implements AutoCloseable {
    /** The account that everything belongs to. */
    public static final String ACCOUNT = "111122223333";

    /** The region in which it says to be. */
    public static final String REGION = "eu-central-1";

    /** Who puts approvals over the API, as the service sees it. */
    public static final String CALLER = "arn:aws:iam::" + ACCOUNT + ":user/worker";

    private final Object lock = new Object();
    private final StandInClock clock = new StandInClock();
    private final StandInClock wireClock = new StandInClock();
    private final IssuedCredentials credentials = new IssuedCredentials(clock);
    private final Faults faults = new Faults();
    private final ActionTypeBook types = new ActionTypeBook();
    private final JobBook jobs = new JobBook(types, credentials, clock);
    private final ApprovalBook approvals = new ApprovalBook(clock);
    private final PipelineBook pipelines = new PipelineBook(jobs, approvals);
    private final CodePipelineWire wire;
    private final HttpWire server;

    private CodePipelineStandIn() throws IOException {
        Map<String, Function<JsonNode, Map<String, Object>>> operations = new LinkedHashMap<>();
        operations.put("PollForJobs", jobs::poll);
        operations.put("AcknowledgeJob", jobs::acknowledge);
        operations.put("GetJobDetails", jobs::details);
        operations.put("PutJobSuccessResult", jobs::succeed);
        operations.put("PutJobFailureResult", jobs::fail);
        operations.put("CreateCustomActionType", types::create);
        operations.put("ListActionTypes", types::list);
        operations.put("GetPipeline", pipelines::declaration);
        operations.put("GetPipelineState", pipelines::state);
        operations.put("ListActionExecutions", pipelines::executions);
        operations.put("PutApprovalResult", body -> approvals.put(body, CALLER));
        operations.replaceAll((name, operation) -> body -> locked(() -> operation.apply(body)));
        Clock time = wireClock;
        wire = new CodePipelineWire(operations, faults, time);
        server = new HttpWire(wire, time);
    }

    /** Starts the service on a free port. */
    public static CodePipelineStandIn start() {
        try {
            return new CodePipelineStandIn();
        } catch (IOException e) {
            throw new UncheckedIOException("no CodePipeline for the test", e);
        }
    }

    /** Returns its address. */
    public URI address() {
        return server.address();
    }

    /** Returns the variables with which the code under test finds it, with credentials that it takes. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_REGION",
                REGION,
                "AWS_ENDPOINT_URL_CODEPIPELINE",
                address().toString(),
                "AWS_ACCESS_KEY_ID",
                "AKIDOFTHEWORKER",
                "AWS_SECRET_ACCESS_KEY",
                "secret-of-the-worker");
    }

    /** Returns the register of temporary credentials, for {@link S3StandIn#start(IssuedCredentials)}. */
    public IssuedCredentials credentials() {
        return credentials;
    }

    /** Returns the clock by which actions time out and credentials end. */
    public StandInClock clock() {
        return clock;
    }

    /**
     * Sets the service's time of day apart from this machine's, as signatures and the Date header show it. The SDK
     * remembers the difference for the whole JVM: a test that sets it sets it back, and makes one more call.
     */
    public void skew(Duration by) {
        wireClock.advance(by);
    }

    /** Returns what goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** Returns the requests until now, in their order, those that were refused and repetitions among them. */
    public List<RecordedCall> calls() {
        return wire.calls();
    }

    /** Returns the bodies of the requests for one operation. */
    public List<JsonNode> calls(String operation) {
        return calls().stream()
                .filter(call -> call.operation().equals(operation))
                .map(RecordedCall::body)
                .toList();
    }

    /** Defines an action type with a required property by which workers may ask, and optional ones. */
    public void defineActionType(ActionTypeName name, String queryable, List<String> optional) {
        List<Object> properties = new ArrayList<>();
        properties.add(Map.of("name", queryable, "required", true, "key", true, "secret", false, "queryable", true));
        optional.forEach(one -> properties.add(Map.of("name", one, "required", false, "key", false, "secret", false)));
        Map<String, Integer> artifacts = Map.of("minimumCount", 0, "maximumCount", 5);
        locked(() -> types.create(Json.tree(Map.of(
                "category",
                name.category(),
                "provider",
                name.provider(),
                "version",
                name.version(),
                "configurationProperties",
                properties,
                "inputArtifactDetails",
                artifacts,
                "outputArtifactDetails",
                artifacts))));
    }

    /**
     * Lets a pipeline come to an action of a defined type.
     *
     * @return the id of the execution of the action
     */
    public String enqueue(ActionOrder order) {
        return locked(() -> {
            pipelines.enter(order.pipeline(), order.stage(), order.execution());
            return jobs.enqueue(order).id();
        });
    }

    /** Returns how an execution of an action stands. */
    public ActionOutcome outcome(String actionExecution) {
        return locked(() -> jobs.run(actionExecution).outcome());
    }

    /** Sets how long actions may take; a day if never set. */
    public void timeOut(Duration duration) {
        locked(() -> {
            jobs.timeOut(duration);
            return "";
        });
    }

    /** Stops an execution of a pipeline, as a person does, or a newer execution that supersedes it. */
    public void stop(String execution) {
        locked(() -> {
            jobs.stop(execution);
            approvals.stop(execution);
            return "";
        });
    }

    /** Gives a pipeline a manual approval action that no execution has come to. */
    public void declareApproval(Place place) {
        locked(() -> {
            approvals.declare(place);
            return "";
        });
    }

    /**
     * Lets an execution of a pipeline come to a manual approval, which waits from now on.
     *
     * @return the token that an answer must carry
     */
    public String reachApproval(Place place, String execution) {
        return locked(() -> {
            pipelines.enter(place.pipeline(), place.stage(), execution);
            return approvals.reach(place, execution);
        });
    }

    /** Lets an execution enter a stage without having come to its actions: they show what was before. */
    public void enterStage(String pipeline, String stage, String execution) {
        locked(() -> {
            pipelines.enter(pipeline, stage, execution);
            return "";
        });
    }

    /** Answers an approval that waits, as a person does in the console. */
    public void approveInConsole(Place place, boolean approved, String by, String summary) {
        locked(() -> {
            approvals.decide(place, approved, by, summary);
            return "";
        });
    }

    /** Ends all connections and refuses new ones, until {@link #acceptConnections}. */
    public void refuseConnections() {
        try {
            server.refuse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes connections again, at the same address. */
    public void acceptConnections() {
        try {
            server.listen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String arn(String pipeline) {
        return "arn:aws:codepipeline:" + REGION + ":" + ACCOUNT + ":" + pipeline;
    }

    private <T> T locked(Supplier<T> work) {
        synchronized (lock) {
            return work.get();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
