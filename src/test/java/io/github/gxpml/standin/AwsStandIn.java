// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * Any service of AWS on this machine, as far as a test has a handler for it: over the real protocols (AWS JSON, its
 * CBOR, REST-JSON, Query, EC2 Query) to the real SDK, typed and checked by the SDK's own models.
 *
 * <p>What it keeps to:
 *
 * <ul>
 *   <li>A request is signed, within five minutes of the service's own time ({@link #skew}), with keys that this
 *       stand-in gave away; a token that is over is refused as such.
 *   <li>A member that the model does not know, or of another type, is refused; so is a request without a required one
 *       (as far as {@code required-members.txt} has the service).
 *   <li>An operation without a handler is unknown.
 *   <li>An exception of a handler that is no {@link ServiceError} is a mistake of the test: the caller gets status 500,
 *       and {@link #close} throws it.
 * </ul>
 *
 * <p>Handlers are called by many threads, one request each.
 */
public final class AwsStandIn implements AutoCloseable {
    /** The account that everything belongs to. */
    public static final String ACCOUNT = CodePipelineStandIn.ACCOUNT;

    /** The region in which it says to be. */
    public static final String REGION = CodePipelineStandIn.REGION;

    private static final IssuedCredentials.Temporary STANDING =
            new IssuedCredentials.Temporary("AKIDOFTHEWORKER", "secret-of-the-worker", "");

    private final StandInClock wireClock = new StandInClock();
    private final Faults faults = new Faults();
    private final StandInClock clock;
    private final IssuedCredentials credentials;
    private final AwsWire wire;
    private final HttpWire server;

    private AwsStandIn(StandInClock clock) throws IOException {
        this.clock = clock;
        credentials = new IssuedCredentials(clock);
        wire = new AwsWire(faults, new SignedBy(STANDING, credentials, wireClock));
        server = new HttpWire(wire, wireClock);
    }

    /** Starts the services on a free port. */
    public static AwsStandIn start() {
        return start(new StandInClock());
    }

    /** Starts the services on a free port; temporary credentials end by this clock. */
    public static AwsStandIn start(StandInClock clock) {
        try {
            return new AwsStandIn(clock);
        } catch (IOException e) {
            throw new UncheckedIOException("no AWS for the test", e);
        }
    }

    /**
     * Says who answers an operation from now on, named by the SDK's class of its requests.
     *
     * @param request the class, as {@code CreateTrainingJobRequest}
     * @param handler answers, or throws a {@link ServiceError}
     * @return this
     */
    public <I extends AwsRequest, O extends AwsResponse> AwsStandIn on(Class<I> request, Function<I, O> handler) {
        wire.on(AwsOperation.of(request, handler));
        return this;
    }

    /** Returns what goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** Returns the address of all services. */
    public URI endpoint() {
        return server.address();
    }

    /** Returns the variables with which the code under test finds it, with a standing key that never ends. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL",
                endpoint().toString(),
                "AWS_REGION",
                REGION,
                "AWS_ACCESS_KEY_ID",
                STANDING.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                STANDING.secretAccessKey(),
                "AWS_MAX_ATTEMPTS",
                "3");
    }

    /** Returns the same with new temporary credentials, which {@link #expireTokens} or the clock ends. */
    public Map<String, String> temporaryEnvironment() {
        IssuedCredentials.Temporary fresh = credentials.issue();
        Map<String, String> variables = new HashMap<>(environment());
        variables.put("AWS_ACCESS_KEY_ID", fresh.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", fresh.secretAccessKey());
        variables.put("AWS_SESSION_TOKEN", fresh.sessionToken());
        return Map.copyOf(variables);
    }

    /** Ends all temporary credentials given until now: ExpiredTokenException, until new ones are used. */
    public void expireTokens() {
        credentials.expireAll();
    }

    /** Returns the register of temporary credentials, for handlers that give some, and for {@link S3StandIn}. */
    public IssuedCredentials credentials() {
        return credentials;
    }

    /** Returns the clock by which temporary credentials end. */
    public StandInClock clock() {
        return clock;
    }

    /**
     * Sets the services' time of day apart from this machine's, as signatures and the Date header show it. The SDK
     * remembers the difference for the whole JVM: a test that sets it sets it back, and makes one more call.
     */
    public void skew(Duration by) {
        wireClock.advance(by);
    }

    /** Returns the requests until now, in their order, those that were refused and repetitions among them. */
    public List<RecordedCall> calls() {
        return wire.calls();
    }

    /** Returns the requests for one operation. */
    public List<RecordedCall> calls(String operation) {
        return calls().stream()
                .filter(call -> call.operation().equals(operation))
                .toList();
    }

    @Override
    public void close() {
        server.close();
        if (!wire.broken().isEmpty()) {
            throw new AssertionError(
                    "a handler of the test broke", wire.broken().get(0));
        }
    }
}
