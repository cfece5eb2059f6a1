// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.aws.KmsSigner;
import io.github.gxpml.aws.SomeKms;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.standin.DynamoStandIn;
import io.github.gxpml.standin.LineageStandIn;
import io.github.gxpml.standin.ModelRegistryStandIn;
import io.github.gxpml.standin.SageMakerStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;

/** The example with everything in AWS: job, registry, evidence store and signing key, and a kill while the job runs. */
class AwsExampleTest {
    private static final String EVIDENCE = "gxp-evidence";
    private static final String MODELS = "gxp-models";

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private final SageMakerStandIn sageMaker = SageMakerStandIn.start();
    private final ModelRegistryStandIn registry = new ModelRegistryStandIn(sageMaker.aws());
    private final DynamoStandIn dynamo = DynamoStandIn.start(sageMaker.aws().credentials());
    private final SomeKms kms = SomeKms.start();
    private final Map<String, String> environment = new HashMap<>(sageMaker.environment());

    AwsExampleTest() {
        new LineageStandIn(sageMaker.aws());
        sageMaker.s3().createLocked(EVIDENCE);
        sageMaker.s3().createBucket(MODELS);
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamo.address().toString());
        environment.put("AWS_ENDPOINT_URL_KMS", kms.address().toString());
        environment.put("GXP_APPROVER_PASSWORD", "correct horse battery");
    }

    @AfterEach
    void stop() {
        kms.close();
        dynamo.close();
        sageMaker.close();
    }

    @Test
    void shouldFindTheJobAgainAfterAKillAndReleaseOnlyWhatIsSigned() throws Exception {
        Project project = project();
        sageMaker.hold();
        Process killed = start(project);
        await(() -> sageMaker.aws().calls("DescribeTrainingJob").size() > 1);
        killed.destroyForcibly();
        assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();
        sageMaker.release();

        Cli.Outcome resumed = cli().run("resume", project.spec());

        assertThat(resumed.exit()).as(resumed.out() + resumed.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(sageMaker.aws().calls("CreateTrainingJob")).hasSize(1);
        assertThat(registry.packages()).hasSize(1);
        assertThat(registry.packages().get(0).modelApprovalStatus())
                .isEqualTo(ModelApprovalStatus.PENDING_MANUAL_APPROVAL);
        assertThat(kms.calls()).contains("Sign");

        Cli.Outcome approved = cli().run(
                        "approve",
                        project.spec(),
                        "--as",
                        "Jane Roe <jane@example.org>",
                        "--role",
                        "quality",
                        "--reason",
                        "the report is convincing");

        assertThat(approved.exit()).as(approved.out() + approved.err()).isZero();
        assertThat(registry.packages().get(0).modelApprovalStatus()).isEqualTo(ModelApprovalStatus.APPROVED);
        Cli.Outcome monitored = cli().run("resume", project.spec());
        assertThat(monitored.exit()).as(monitored.out() + monitored.err()).isZero();
        assertThat(monitored.out()).contains("s3://" + EVIDENCE + "/flc/");
        assertKept(project);
        Files.writeString(
                home.resolve("trusted/kms.pem"),
                KmsSigner.open(SomeKms.ARN, environment).publicKeyPem());
        Cli.Outcome verified = cli().run("verify", project.bundle(1).toString());
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }

    /** What lies in the bucket last is the bundle as it was sealed last. */
    private void assertKept(Project project) throws IOException {
        byte[] kept = sageMaker
                .s3()
                .get(EVIDENCE, "flc/" + project.bundle(1).getFileName())
                .orElseThrow();
        assertThat(Sha256.of(kept)).isEqualTo(Sha256.of(project.bundle(1)));
        assertThat(sageMaker.s3().stored())
                .filteredOn(object -> object.bucket().endsWith(EVIDENCE))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.kmsKey()).isEqualTo(SomeKms.ARN));
        assertThat(project.read(1, "audit.jsonl")).contains("evidence.kept", "job.found", "stage.resumed");
    }

    private Project project() {
        String signed = "  registry: sagemaker\n  aws: {table: %s, bucket: 's3://%s/flc'}\n"
                + "  approvals: [{role: quality}]\n";
        String kept = "evidence:\n  store: s3://%s/flc\n  s3: {kmsKey: '%s', lock: governance}\n"
                + "  retention: 10 years\n  signing: {kms: '%s'}\n";
        return SageMakerProject.of(
                folder,
                text -> text.replaceFirst(
                                "(?m)^  registry: local\\n  approvals: .*\\n",
                                signed.formatted(dynamo.createTable("model", "version"), MODELS))
                        .replace(
                                "evidence:\n  store: gxp-evidence\n",
                                kept.formatted(EVIDENCE, SomeKms.ARN, SomeKms.ARN)));
    }

    private Process start(Project project) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Gxp.class.getName(),
                        "run",
                        project.spec())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out.txt").toFile());
        builder.environment().put("GXP_HOME", home.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void await(java.util.function.BooleanSupplier condition) throws Exception {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(Files.readString(home.resolve("out.txt")))
                    .isLessThan(limit);
            Thread.sleep(50);
        }
    }

    private Cli cli() {
        var cli = new Cli(home);
        environment.forEach(cli::with);
        return cli;
    }
}
