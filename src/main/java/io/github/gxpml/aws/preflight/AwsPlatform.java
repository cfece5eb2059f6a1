// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.port.Platform;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The account in AWS that the stages of a spec work in. Looks with the process's own identity, and only reads; a look
 * that fails leaves its check undecided and the others as they are.
 */
public final class AwsPlatform implements Platform {
    /** Every check, in the order in which it is printed. */
    private static final List<Probe> PROBES = List.of(
            new CallerIdentity(),
            new SeparateRoles(),
            new RoleTrust(),
            new RolePermissions(),
            new JobNetwork(),
            new JobAsRun(),
            new SecurityGroups(),
            new SubnetRoutes(),
            new VpcEndpoints(),
            new ClientTransport(),
            new KmsKeys(),
            new SigningKey(),
            new BucketEncryption(),
            new BucketUnencryptedPuts(),
            new BucketTls(),
            new BucketVersioning(),
            new BucketLock(),
            new BucketPublicAccess(),
            new ImageScan(),
            new GlueEncryption(),
            new DataCapture(),
            new ConfigRules(),
            new ConformancePacks(),
            new Trail());

    private final Clients clients;
    private final Map<String, String> environment;
    private final Clock clock;
    private final List<Probe> probes;

    AwsPlatform(Clients clients, Map<String, String> environment, Clock clock) {
        this(clients, environment, clock, PROBES);
    }

    private AwsPlatform(Clients clients, Map<String, String> environment, Clock clock, List<Probe> probes) {
        this.probes = List.copyOf(probes);
        this.clients = clients;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /**
     * Returns the platform of a spec; nothing is asked yet.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return the platform; empty if the spec uses nothing of AWS
     */
    public static Optional<Platform> of(Spec spec, Map<String, String> environment) {
        return Used.anything(spec)
                ? Optional.of(new AwsPlatform(AwsAccess.of(spec, environment)::client, environment, Clock.systemUTC()))
                : Optional.empty();
    }

    @Override
    public List<Check> examine(Spec spec, Optional<String> stage) throws IOException {
        var used = new Used(spec, stage);
        try (Account account = account(spec)) {
            return look(probes, used, account);
        }
    }

    @Override
    public History history(Spec spec, Window window) throws IOException {
        var activity = new Activity(window);
        var timeline = new Timeline(window);
        try (Account account = account(spec)) {
            List<Check> checks = look(List.of(activity, timeline), new Used(spec, Optional.empty()), account);
            return new History(checks, activity.events(), timeline.items());
        }
    }

    /** Returns a platform that makes some of the checks only. */
    AwsPlatform only(Predicate<String> ids) {
        return new AwsPlatform(
                clients,
                environment,
                clock,
                probes.stream().filter(probe -> ids.test(probe.id())).toList());
    }

    /** Returns every call that checks read, for the policy that allows them. */
    static List<String> calls() {
        var window = new Window(java.time.Instant.EPOCH, java.time.Instant.EPOCH);
        var calls = new TreeSet<String>();
        PROBES.forEach(probe -> calls.addAll(probe.read()));
        calls.addAll(new Activity(window).read());
        calls.addAll(new Timeline(window).read());
        return List.copyOf(calls);
    }

    private Account account(Spec spec) throws IOException {
        String region = spec.aws().region().isPresent()
                ? spec.aws().region().get()
                : AwsClients.region(environment).id();
        return new Account(clients, new Account.Place(region, environment));
    }

    private List<Check> look(List<Probe> probes, Used used, Account account) throws IOException {
        List<Check> checks = new ArrayList<>();
        for (Probe probe : probes) {
            for (String subject : probe.subjects(used)) {
                Finding finding = look(probe, subject, used, account);
                checks.add(new Check(
                        probe.id(),
                        subject,
                        finding.state(),
                        probe.read(),
                        clock.instant(),
                        finding.reason(),
                        finding.facts()));
            }
        }
        return checks;
    }

    private static Finding look(Probe probe, String subject, Used used, Account account) throws IOException {
        try {
            return probe.look(subject, used, account);
        } catch (AbortedException e) {
            throw (IOException) new InterruptedIOException("interrupted while the platform was looked at").initCause(e);
        } catch (SdkException e) {
            String actions = String.join(", ", Calls.actions(probe.read()));
            AwsException refused = Refusals.of(new Attempt("it could not be read", actions), e);
            return Finding.undecided(refused.getMessage(), new Facts());
        } catch (IOException | RuntimeException e) {
            return Finding.undecided("it could not be read: " + Refusals.reason(e), new Facts());
        }
    }
}
