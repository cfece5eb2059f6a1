// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.port.Platform.Check;
import io.github.gxpml.port.Platform.History;
import io.github.gxpml.port.Platform.State;
import io.github.gxpml.port.Platform.Window;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.SpecLoader;
import io.github.gxpml.standin.AccountStandIn;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.Flaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;

/** A sound account passes, each thing that is wrong is found by its check alone, and no failure opens anything. */
class AwsPlatformTest {
    private static final Path SPEC = Path.of("src/test/resources/io/github/gxpml/aws/preflight/gxp.yaml");
    private static final AccountStandIn ACCOUNT = AccountStandIn.start();

    private static final List<Set<String>> NEIGHBOURS = List.of(
            Set.of("caller-identity", "separate-roles", "role-trust"),
            Set.of("role-permissions", "separate-roles", "role-trust"),
            Set.of("job-network", "job-as-run", "security-group", "subnet-routes", "vpc-endpoint"),
            Set.of(
                    "kms-key",
                    "signing-key",
                    "bucket-encryption",
                    "bucket-unencrypted-puts",
                    "bucket-tls",
                    "bucket-versioning",
                    "bucket-object-lock",
                    "bucket-public-access"),
            Set.of("image", "glue-encryption", "data-capture"),
            Set.of("config-rule", "conformance-pack", "trail"),
            Set.of("activity", "config-timeline"));

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        ACCOUNT.close();
    }

    @AfterEach
    void mend() {
        ACCOUNT.mend();
    }

    @Test
    void shouldPassASoundAccountWithEveryCheck() throws Exception {
        List<Check> checks = examine(spec(SPEC));

        assertThat(checks).allMatch(check -> check.state() == State.PASS, "passes");
        Set<String> ids = ids(checks);
        for (Flaw flaw : Flaw.values()) {
            assertThat(ids).as(flaw.name()).contains(flaw.check());
        }
        assertThat(checks).extracting(Check::subject).contains("s3://gxp-work", "s3://gxp-models", "s3://gxp-evidence");
        Check pack = only(checks, "conformance-pack");
        assertThat(pack.facts())
                .containsEntry("rule encrypted-volumes", "COMPLIANT, evaluated 2026-01-02T03:04:05Z")
                .containsKey("rule s3-bucket-versioning-enabled");
    }

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void shouldFindEachFlawByItsCheckAlone(Flaw flaw) throws Exception {
        ACCOUNT.with(flaw);

        List<Check> checks = examine(spec(SPEC), near(flaw.check()));

        List<Check> open = open(checks);
        assertThat(ids(open)).as(open.toString()).containsExactly(flaw.check());
        State worst = flaw.undecided() ? State.UNDECIDED : State.FAIL;
        assertThat(open)
                .as(open.toString())
                .allMatch(check -> check.state() == worst && !check.reason().isBlank());
    }

    @Test
    void shouldFindSeveralFlawsAtOnceAndNothingElse() throws Exception {
        ACCOUNT.with(Flaw.REGISTRAR_MAY_TRAIN)
                .with(Flaw.ROUTE_TO_NAT)
                .with(Flaw.BUCKET_WITHOUT_TLS)
                .with(Flaw.IMAGE_HAS_FINDINGS)
                .with(Flaw.PACK_HAS_TOO_LITTLE)
                .with(Flaw.CHANGED_BY_ANOTHER);

        List<Check> open = open(examine(spec(SPEC)));

        assertThat(ids(open))
                .containsExactlyInAnyOrder(
                        "role-permissions", "subnet-routes", "bucket-tls", "image", "conformance-pack", "activity");
        assertThat(open).extracting(Check::subject).contains("stage register", "subnet-1", "part-11");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            isolated: false             | job-network,security-group
            encryptTraffic: false       | job-network
            """)
    void shouldJudgeWhatTheSpecAsksOfJobs(String line, String expected) throws Exception {
        String text = Files.readString(SPEC).replace("    instances: 2\n", "    instances: 2\n    " + line + "\n");

        List<Check> open = open(examine(spec(write(text))));

        assertThat(ids(open)).containsExactlyInAnyOrder(expected.split(","));
        assertThat(open).allMatch(check -> check.state() == State.FAIL);
    }

    @Test
    void shouldFindJobsWithoutVpcOrKey() throws Exception {
        String text = Files.readString(SPEC)
                .replaceAll(" +(subnets|securityGroups|kmsKey): .*\n", "")
                .replace("train@sha256:", "train:1.0@sha256:");

        List<Check> open = open(examine(spec(write(text))));

        assertThat(ids(open)).containsExactlyInAnyOrder("job-network", "job-as-run", "vpc-endpoint", "kms-key");
    }

    @Test
    void shouldFindRolesThatStagesShareAndStagesWithoutOne() throws Exception {
        String text = Files.readString(SPEC).replace("role/gxp-validate", "role/gxp-register");
        assertThat(only(examine(spec(write(text))), "separate-roles").reason())
                .contains("gxp-register is the role of register and validate");

        String nameless = Files.readString(SPEC).replaceAll(" +validate: arn.*\n", "");
        Check check = only(examine(spec(write(nameless))), "separate-roles");
        assertThat(check.state()).isEqualTo(State.UNDECIDED);
        assertThat(check.reason()).contains("no role of validate");
    }

    @Test
    void shouldFindAnAddressWithoutTls() throws Exception {
        Map<String, String> environment = new HashMap<>(ACCOUNT.environment());
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", "http://dynamodb.example.org");
        Spec spec = spec(SPEC);

        Check check =
                only(AwsPlatform.of(spec, environment).orElseThrow().examine(spec, Optional.empty()), "transport");

        assertThat(check.state()).isEqualTo(State.FAIL);
        assertThat(check.reason()).contains("AWS_ENDPOINT_URL_DYNAMODB is an address without encryption");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GetCallerIdentity                   | caller-identity,activity
            AssumeRole                          | caller-identity
            GetRole                             | role-trust
            SimulatePrincipalPolicy             | role-permissions
            ListTrainingJobs                    | job-as-run
            DescribeTrainingJob                 | job-as-run
            DescribeSecurityGroups              | security-group
            DescribeSubnets                     | subnet-routes,vpc-endpoint
            DescribeRouteTables                 | subnet-routes
            DescribeVpcEndpoints                | vpc-endpoint
            DescribeKey                         | kms-key,signing-key,bucket-encryption
            GetKeyRotationStatus                | kms-key
            GetKeyPolicy                        | signing-key
            DescribeImages                      | image
            DescribeImageScanFindings           | image
            GetJob                              | glue-encryption
            DescribeEndpoint                    | data-capture
            DescribeEndpointConfig              | data-capture
            GetSecurityConfiguration            | glue-encryption
            DescribeComplianceByConfigRule      | config-rule
            DescribeConfigRuleEvaluationStatus  | config-rule
            DescribeConformancePackCompliance   | conformance-pack
            GetConformancePackComplianceDetails | conformance-pack
            GetResourceConfigHistory            | config-timeline
            DescribeTrails                      | trail
            GetTrailStatus                      | trail
            GetEventSelectors                   | trail
            LookupEvents                        | activity
            GetBucketEncryption                 | bucket-encryption
            GetBucketPolicy                     | bucket-tls,bucket-unencrypted-puts
            GetBucketVersioning                 | bucket-versioning
            GetObjectLockConfiguration          | bucket-object-lock
            GetPublicAccessBlock                | bucket-public-access
            """)
    void shouldLeaveUndecidedWhatItCannotRead(String operation, String expected) throws Exception {
        for (Trouble trouble : Trouble.values()) {
            trouble.make(ACCOUNT.faults(), operation);
            trouble.make(ACCOUNT.bucketFaults(), operation);

            List<Check> open =
                    open(examine(spec(SPEC), id -> List.of(expected.split(",")).contains(id)));

            assertThat(ids(open)).as(trouble + " " + open).containsExactlyInAnyOrder(expected.split(","));
            assertThat(open)
                    .as(trouble.name())
                    .allMatch(check ->
                            check.state() == State.UNDECIDED && check.reason().startsWith("it could not be read: "));
            if (trouble == Trouble.DENIED) {
                assertThat(open).allMatch(check -> check.reason().contains(" - allow "), "names what to allow");
            }
            mend();
        }
    }

    private enum Trouble {
        DENIED,
        THROTTLED,
        BROKEN,
        CUT_OFF;

        void make(Faults faults, String operation) {
            switch (this) {
                case DENIED -> faults.deny(operation, Faults.ALWAYS);
                case THROTTLED -> faults.throttle(operation, Faults.ALWAYS);
                case BROKEN -> faults.fail(operation, Faults.ALWAYS);
                case CUT_OFF -> faults.loseAnswer(operation, Faults.ALWAYS);
            }
        }
    }

    /** As {@link AwsAccess}, but for how long it waits. */
    private record Impatient(AwsAccess access) implements Clients {
        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
                B builder, String service, String stage) throws IOException {
            access.client(builder, service, stage);
            return builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                            .apiCallTimeout(Duration.ofMillis(300))
                            .build())
                    .build();
        }
    }

    @Test
    void shouldLeaveUndecidedWhatDoesNotAnswerInTime() throws Exception {
        ACCOUNT.faults().delay("GetTrailStatus", Duration.ofSeconds(1), 1);
        Spec spec = spec(SPEC);
        var platform = new AwsPlatform(
                new Impatient(AwsAccess.of(spec, ACCOUNT.environment())), ACCOUNT.environment(), Clock.systemUTC());

        Check check = only(platform.examine(spec, Optional.empty()), "trail");

        assertThat(check.state()).isEqualTo(State.UNDECIDED);
        assertThat(check.reason()).contains("did not complete before the specified timeout");
    }

    @Test
    void shouldReadNothingThatItDoesNotSay() throws Exception {
        examine(spec(SPEC));

        Set<String> said = AwsPlatform.calls().stream()
                .map(call -> call.substring(call.indexOf(':') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(new TreeSet<>(ACCOUNT.operations())).isEqualTo(said);
    }

    @Test
    void shouldLookOnlyAtWhatAStageUses() throws Exception {
        Spec spec = spec(SPEC);
        var platform = AwsPlatform.of(spec, ACCOUNT.environment()).orElseThrow();

        List<Check> register = platform.examine(spec, Optional.of("register"));
        List<Check> train = platform.examine(spec, Optional.of("train"));

        assertThat(register)
                .extracting(Check::subject)
                .contains("s3://gxp-models")
                .doesNotContain("s3://gxp-work");
        assertThat(train).extracting(Check::subject).contains("s3://gxp-work").doesNotContain("s3://gxp-models");
        assertThat(ids(register)).doesNotContain("job-network").contains("job-as-run");
        assertThat(register)
                .filteredOn(check -> check.id().equals("role-permissions"))
                .extracting(Check::subject)
                .containsExactly("stage register");
    }

    @Test
    void shouldKeepWhatHappenedWithoutWhatItCarried() throws Exception {
        History history = history(spec(SPEC));

        assertThat(history.calls())
                .hasSize(8)
                .allMatch(call -> call.get("userAgent").equals("aws-sdk-java/2"));
        assertThat(history.calls().toString())
                .doesNotContain("secret-of-somebody", "ASIASECRETKEYID", "192.0.2.7")
                .contains("CreateTrainingJob", "assumed-role/gxp-train/gxp-train-flc-mortality");
        assertThat(history.changes())
                .hasSize(3)
                .allMatch(item -> item.get("sha256").length() == 64);
    }

    @Test
    void shouldUseNothingWhereTheSpecDoesNot() throws Exception {
        Spec spec = spec(Path.of("examples/flc-mortality/gxp.yaml"));
        assertThat(AwsPlatform.of(spec, Map.of())).isEmpty();
    }

    private static List<Check> examine(Spec spec) throws IOException {
        return examine(spec, id -> true);
    }

    private static List<Check> examine(Spec spec, Predicate<String> ids) throws IOException {
        List<Check> checks = new ArrayList<>(platform(spec).only(ids).examine(spec, Optional.empty()));
        if (ids.test("activity") || ids.test("config-timeline")) {
            history(spec).checks().stream()
                    .filter(check -> ids.test(check.id()))
                    .forEach(checks::add);
        }
        return checks;
    }

    /** The checks that read what the check of this name reads, or of the same things. */
    private static Predicate<String> near(String id) {
        return NEIGHBOURS.stream()
                .filter(ids -> ids.contains(id))
                .findFirst()
                .map(ids -> (Predicate<String>) ids::contains)
                .orElseThrow();
    }

    private static AwsPlatform platform(Spec spec) {
        return new AwsPlatform(
                new Remembering(AwsAccess.of(spec, ACCOUNT.environment())), ACCOUNT.environment(), Clock.systemUTC());
    }

    private static History history(Spec spec) throws IOException {
        Instant now = Instant.now();
        return platform(spec).history(spec, new Window(now.minusSeconds(60), now));
    }

    private static List<Check> open(List<Check> checks) {
        return checks.stream().filter(check -> check.state() != State.PASS).toList();
    }

    private static Set<String> ids(List<Check> checks) {
        return checks.stream().map(Check::id).collect(Collectors.toCollection(HashSet::new));
    }

    private static Check only(List<Check> checks, String id) {
        List<Check> found =
                checks.stream().filter(check -> check.id().equals(id)).toList();
        assertThat(found).as(id).hasSize(1);
        return found.get(0);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("gxp.yaml"), text);
    }

    private static Spec spec(Path file) throws IOException, SpecException {
        return SpecLoader.load(file, Set.copyOf(Metrics.ids()));
    }
}
