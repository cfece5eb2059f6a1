// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.spec.SageMakerSpec.Machines;
import io.github.gxpml.spec.SageMakerSpec.Network;
import io.github.gxpml.spec.SageMakerSpec.Predictions;
import io.github.gxpml.spec.SageMakerSpec.Range;
import io.github.gxpml.spec.SageMakerSpec.Tuning;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AwsSpecTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/gxp-train";
    private static final String IMAGE =
            "123456789012.dkr.ecr.eu-central-1.amazonaws.com/flc@sha256:" + "0123456789abcdef".repeat(4);
    private static final String HEAD = """
            gxp: 1
            model: {name: m, intendedUse: Sorts samples., riskClass: research}
            data:
              key: id
              label: {column: y, positive: 1}
              features: [x]
              tables: {train: {path: train.csv}}
            """;

    @Test
    void shouldReadWhatAJobRunsOnAndWhatHoldsWhereNothingIsSaid() throws SpecException {
        SageMakerSpec job = parse("train: {with: sagemaker, seed: 1, sagemaker: {role: \"" + ROLE + "\", image: \""
                        + IMAGE + "\", bucket: s3://gxp-work/flc/}}")
                .train()
                .sageMaker()
                .orElseThrow();

        assertThat(job.role()).isEqualTo(ROLE);
        assertThat(job.image()).contains(IMAGE);
        assertThat(job.bucket()).isEqualTo(new S3Place("gxp-work", "flc"));
        assertThat(job.bucket().address("a/b.csv")).isEqualTo("s3://gxp-work/flc/a/b.csv");
        assertThat(job.machines()).isEqualTo(new Machines("ml.m5.large", 1, 30));
        assertThat(job.network()).isEqualTo(new Network(List.of(), List.of(), true, true));
        assertThat(job.predictions()).isEqualTo(Predictions.JOB);
        assertThat(job.tuning()).isEmpty();
        assertThat(job.pipeline()).isEmpty();
    }

    @Test
    void shouldReadATuning() throws SpecException {
        Tuning tuning = parse("""
                train:
                  with: sagemaker
                  seed: 1
                  sagemaker:
                    role: %s
                    image: %s
                    bucket: s3://gxp-work
                    isolated: false
                    tuning:
                      metric: validation:auc
                      trials: 20
                      strategy: random
                      ranges:
                        eta: {min: 0.01, max: 0.3, scale: logarithmic}
                        kind: {values: [a, b]}
                """.formatted(ROLE, IMAGE))
                .train()
                .sageMaker()
                .flatMap(SageMakerSpec::tuning)
                .orElseThrow();

        assertThat(tuning.trials()).isEqualTo(20);
        assertThat(tuning.parallel()).isEqualTo(1);
        assertThat(tuning.goal()).isEqualTo(Tuning.Goal.MAXIMIZE);
        assertThat(tuning.strategy()).isEqualTo(Tuning.Strategy.RANDOM);
        assertThat(tuning.ranges())
                .containsExactly(
                        Map.entry(
                                "eta",
                                new Range(
                                        Optional.of("0.01"),
                                        Optional.of("0.3"),
                                        false,
                                        Range.Scale.LOGARITHMIC,
                                        List.of())),
                        Map.entry(
                                "kind",
                                new Range(
                                        Optional.empty(),
                                        Optional.empty(),
                                        false,
                                        Range.Scale.AUTO,
                                        List.of("a", "b"))));
    }

    @Test
    void shouldSealInAFolderWhatIsKeptInABucket() throws SpecException {
        EvidenceSpec evidence = parse("""
                train: {seed: 1}
                evidence: {store: s3://proof/gxp, s3: {kmsKey: alias/proof, lock: governance}, retention: 10 years}
                """).evidence();

        assertThat(evidence.store()).isEqualTo("gxp-evidence");
        assertThat(evidence.s3())
                .contains(new EvidenceSpec.S3Store(
                        new S3Place("proof", "gxp"),
                        Optional.of("alias/proof"),
                        Optional.of(EvidenceSpec.S3Store.Lock.GOVERNANCE)));
    }

    @Test
    void shouldReadRegistryRolesAndPlatform() throws SpecException {
        Spec spec = parse("""
                train: {seed: 1}
                register: {registry: dynamodb, aws: {table: gxp-models, bucket: s3://gxp-models}}
                aws: {region: eu-central-1, roles: {train: "%s"}, mail: {from: a@b.c, to: [d@e.f]}}
                platform: {require: [train], packs: [Part11], trail: audit}
                """.formatted(ROLE));

        assertThat(spec.register().aws().orElseThrow().table()).isEqualTo("gxp-models");
        assertThat(spec.aws().region()).contains("eu-central-1");
        assertThat(spec.aws().roles()).containsExactly(Map.entry("train", ROLE));
        assertThat(spec.aws().mail()).contains(new AwsSpec.Mail("a@b.c", List.of("d@e.f")));
        assertThat(spec.platform().require()).containsExactly("train");
        assertThat(spec.platform().trail()).contains("audit");
        assertThat(spec.deciding(DecisionRule.of(spec)).platform()).isEqualTo(spec.platform());
    }

    @Test
    void shouldUseNothingOfAwsWhereNothingIsSaid() throws SpecException {
        Spec spec = parse("train: {seed: 1}\n");

        assertThat(spec.aws()).isEqualTo(AwsSpec.NONE);
        assertThat(spec.platform()).isEqualTo(PlatformSpec.NONE);
        assertThat(spec.evidence().s3()).isEmpty();
        assertThat(spec.register().aws()).isEmpty();
    }

    private static Spec parse(String rest) throws SpecException {
        return SpecLoader.parse((HEAD + rest).getBytes(StandardCharsets.UTF_8), "gxp.yaml");
    }
}
