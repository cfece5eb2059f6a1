// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code gxp.yaml}, parsed and checked. Immutable; every reference between its parts (a gate's table, a facet's column)
 * has been checked when a Spec exists.
 *
 * @param file absolute path of the file it was read from; paths inside the spec are relative to its folder
 * @param sha256 digest of the file's bytes
 * @param model what the model is for
 * @param data the tables and what their columns mean
 * @param train how the model is trained
 * @param reproducibility how it is shown that training can be repeated
 * @param validate the gates before release
 * @param register where releases are kept and who must approve
 * @param monitor the gates on data from use
 * @param evidence where the bundle goes and who signs it
 * @param changeControl the predetermined change control plan, if there is one
 * @param requirements what the model must do, may be empty
 * @param aws what of AWS is used beside training, registry and evidence store
 * @param platform what must hold of the account that jobs run in
 */
public record Spec(
        Path file,
        String sha256,
        ModelSpec model,
        DataSpec data,
        TrainSpec train,
        ReproducibilitySpec reproducibility,
        ValidateSpec validate,
        RegisterSpec register,
        Optional<MonitorSpec> monitor,
        EvidenceSpec evidence,
        Optional<ChangeControlSpec> changeControl,
        List<RequirementSpec> requirements,
        AwsSpec aws,
        PlatformSpec platform) {

    /** Copies the requirements. */
    public Spec {
        requirements = List.copyOf(requirements);
    }

    /**
     * A spec without requirements and without AWS.
     *
     * @param file as above
     * @param sha256 as above
     * @param model as above
     * @param data as above
     * @param train as above
     * @param reproducibility as above
     * @param validate as above
     * @param register as above
     * @param monitor as above
     * @param evidence as above
     * @param changeControl as above
     */
    public Spec(
            Path file,
            String sha256,
            ModelSpec model,
            DataSpec data,
            TrainSpec train,
            ReproducibilitySpec reproducibility,
            ValidateSpec validate,
            RegisterSpec register,
            Optional<MonitorSpec> monitor,
            EvidenceSpec evidence,
            Optional<ChangeControlSpec> changeControl) {
        this(
                file,
                sha256,
                model,
                data,
                train,
                reproducibility,
                validate,
                register,
                monitor,
                evidence,
                changeControl,
                List.of(),
                AwsSpec.NONE,
                PlatformSpec.NONE);
    }

    /**
     * Returns the same spec with its tables in other files.
     *
     * @param other where the data is
     * @return a copy with the digest of the file as it was written
     */
    public Spec withData(DataSpec other) {
        return new Spec(
                file,
                sha256,
                model,
                other,
                train,
                reproducibility,
                validate,
                register,
                monitor,
                evidence,
                changeControl,
                requirements,
                aws,
                platform);
    }

    /**
     * Returns the folder that relative paths of the spec start from.
     *
     * @return an absolute path
     */
    public Path folder() {
        return file.getParent();
    }

    /**
     * Resolves a path that the spec names.
     *
     * @param path as written in the spec
     * @return an absolute, normalised path; it may lie outside the spec's folder
     */
    public Path resolve(String path) {
        return folder().resolve(path).normalize();
    }

    /**
     * Returns the same spec with the threshold of another one, to have a model decide as it was released.
     *
     * @param rule how the other one decides
     * @return a copy
     */
    public Spec deciding(DecisionRule rule) {
        return new Spec(
                file,
                sha256,
                model,
                data,
                train.withThreshold(rule.threshold()),
                reproducibility,
                validate,
                register,
                monitor,
                evidence,
                changeControl,
                requirements,
                aws,
                platform);
    }
}
