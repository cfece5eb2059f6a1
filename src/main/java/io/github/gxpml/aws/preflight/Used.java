// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.EvidenceSpec;
import io.github.gxpml.spec.MonitorSpec;
import io.github.gxpml.spec.PlatformSpec;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.S3Place;
import io.github.gxpml.spec.SageMakerSpec;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.TableSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of AWS the stages of a spec use.
 *
 * @param spec the spec
 * @param stage the only stage that is looked at; empty for all
 */
record Used(Spec spec, Optional<String> stage) {
    static final String TRAIN = "train";
    static final String REGISTER = "register";
    static final String MONITOR = "monitor";
    private static final String VALIDATE = "validate";
    private static final String SAGEMAKER = "sagemaker";

    /** Tells whether anything of AWS is used at all. */
    static boolean anything(Spec spec) {
        return spec.train().sageMaker().isPresent()
                || spec.register().aws().isPresent()
                || spec.evidence().s3().isPresent()
                || signingKey(spec).isPresent()
                || !spec.aws().equals(io.github.gxpml.spec.AwsSpec.NONE)
                || !spec.platform().equals(PlatformSpec.NONE) && !onlyRequires(spec.platform())
                || spec.monitor().flatMap(MonitorSpec::endpoint).isPresent()
                || spec.data().tables().values().stream().anyMatch(table -> S3Place.is(table.path()));
    }

    private static boolean onlyRequires(PlatformSpec platform) {
        return platform.equals(new PlatformSpec(platform.require(), List.of(), List.of(), Optional.empty(), List.of()));
    }

    /** Returns the stages that are looked at, in their order. */
    List<String> stages() {
        List<String> all = new ArrayList<>(List.of(TRAIN, VALIDATE, REGISTER));
        spec.monitor().ifPresent(section -> all.add(MONITOR));
        return stage.map(List::of).orElse(all);
    }

    /** Returns the role of each stage that is looked at, as far as the spec names one. */
    Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        for (String name : stages()) {
            Optional.ofNullable(spec.aws().roles().get(name)).ifPresent(role -> roles.put(name, role));
        }
        return roles;
    }

    /** Returns the job, where a stage works with it. */
    Optional<SageMakerSpec> job() {
        return stage.filter(REGISTER::equals).isPresent()
                ? Optional.empty()
                : spec.train().sageMaker();
    }

    /** Returns the registry, where a stage works with it. */
    Optional<RegisterSpec.Aws> registry() {
        return stage.filter(name -> name.equals(TRAIN) || name.equals(VALIDATE)).isPresent()
                ? Optional.empty()
                : spec.register().aws();
    }

    boolean registersPackages() {
        return spec.register().registry().equals(SAGEMAKER)
                && spec.register().aws().isPresent();
    }

    Optional<EvidenceSpec.S3Store> store() {
        return spec.evidence().s3();
    }

    /** Returns every bucket, each once. */
    List<String> buckets() {
        Set<String> buckets = new LinkedHashSet<>();
        job().ifPresent(job -> buckets.add(job.bucket().bucket()));
        registry().ifPresent(registry -> buckets.add(registry.bucket().bucket()));
        store().ifPresent(store -> buckets.add(store.place().bucket()));
        for (DataSpec.TableSpec table : spec.data().tables().values()) {
            if (S3Place.is(table.path())) {
                buckets.add(S3Place.of(table.path()).bucket());
            }
        }
        return List.copyOf(buckets);
    }

    /** Returns every key that the spec names to encrypt with, each once. */
    List<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        job().flatMap(SageMakerSpec::kmsKey).ifPresent(keys::add);
        registry().flatMap(RegisterSpec.Aws::kmsKey).ifPresent(keys::add);
        store().flatMap(EvidenceSpec.S3Store::kmsKey).ifPresent(keys::add);
        return List.copyOf(keys);
    }

    /** Returns the images that run, each once. */
    List<String> images() {
        Set<String> images = new LinkedHashSet<>();
        job().flatMap(SageMakerSpec::image).ifPresent(images::add);
        registry().flatMap(RegisterSpec.Aws::image).ifPresent(images::add);
        return List.copyOf(images);
    }

    /** Returns the Glue jobs that the sources of tables name, each once. */
    List<String> glueJobs() {
        return spec.data().tables().values().stream()
                .flatMap(table -> table.source().stream())
                .filter(source -> source.kind() == TableSource.Kind.GLUE_JOB)
                .map(source -> source.details().get("job"))
                .distinct()
                .toList();
    }

    /** Returns the endpoint of the version in use, where stage monitor is looked at. */
    Optional<String> endpoint() {
        return spec.monitor()
                .filter(section -> stages().contains(MONITOR))
                .flatMap(section -> section.endpoint()
                        .map(MonitorSpec.Endpoint::name)
                        .or(() -> spec.train().sageMaker().flatMap(SageMakerSpec::endpoint)));
    }

    PlatformSpec platform() {
        return spec.platform();
    }

    String model() {
        return spec.model().name();
    }

    /** Returns what the names of the model's jobs begin with, as the trainer gives them. */
    String jobs() {
        return "gxp-" + model().replaceAll("[^A-Za-z0-9]+", "-") + "-";
    }

    /** Returns the key in KMS that signs bundles. */
    Optional<String> signingKey() {
        return signingKey(spec);
    }

    private static Optional<String> signingKey(Spec spec) {
        return spec.evidence().signing().flatMap(EvidenceSpec.Signing::kms);
    }
}
