// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An account in which everything is as it should be, until a test breaks one thing. Over the real SDK, as
 * {@link AwsStandIn}; the settings of its buckets over REST. Names are those of {@code aws/preflight/gxp.yaml} among
 * the test's resources.
 */
public final class AccountStandIn implements AutoCloseable {
    private final AwsStandIn aws;
    private final Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    private final Faults bucketFaults = new Faults();
    private final AccountIdentity identity;
    private final AccountBuckets buckets;
    private final HttpWire s3;

    private AccountStandIn() throws IOException {
        aws = AwsStandIn.start();
        buckets = new AccountBuckets(flaws, bucketFaults);
        s3 = new HttpWire(buckets, Clock.systemUTC());
        identity = new AccountIdentity(aws, flaws);
        identity.answer();
        new AccountNetwork(flaws).answer(aws);
        new AccountKeys(flaws).answer(aws);
        new AccountLog(flaws).answer(aws);
        new AccountEndpoint(flaws).answer(aws);
    }

    /** Starts the account. */
    public static AccountStandIn start() {
        try {
            return new AccountStandIn();
        } catch (IOException e) {
            throw new UncheckedIOException("no account for the test", e);
        }
    }

    /** Breaks one thing. */
    public AccountStandIn with(Flaw flaw) {
        flaws.add(flaw);
        return this;
    }

    /** Mends everything, and forgets what was ordered to go wrong. */
    public void mend() {
        flaws.clear();
        aws.faults().clear();
        bucketFaults.clear();
        identity.forget();
    }

    /** Returns what goes wrong with calls of all services but S3. */
    public Faults faults() {
        return aws.faults();
    }

    /** Returns what goes wrong with calls of S3. */
    public Faults bucketFaults() {
        return bucketFaults;
    }

    /** Returns the variables with which the code under test finds it; nothing is tried twice. */
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(aws.environment());
        variables.put("AWS_ENDPOINT_URL_S3", s3.address().toString());
        variables.put("AWS_MAX_ATTEMPTS", "1");
        return Map.copyOf(variables);
    }

    /** Returns the names of the operations that were called, each once. */
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        aws.calls().forEach(call -> operations.add(call.operation()));
        operations.addAll(buckets.calls());
        return operations;
    }

    /** Returns the requests for one operation, S3 left out. */
    public List<RecordedCall> calls(String operation) {
        return aws.calls(operation);
    }

    @Override
    public void close() {
        s3.close();
        aws.close();
    }
}
