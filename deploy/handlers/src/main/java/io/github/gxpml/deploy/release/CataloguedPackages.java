// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;

/**
 * Packages of the SageMaker Model Registry, in which the engine shows versions where it is told to. An approval there
 * opens nothing; a package that is not approved keeps the endpoint as it is, since somebody has objected, or the engine
 * has not come that far.
 *
 * @param sageMaker the client
 */
record CataloguedPackages(SageMakerClient sageMaker) {
    /** Says why a version may not be deployed; empty if its package is approved or it has none. */
    Optional<String> objection(RegisteredVersion version) {
        return version.modelPackage()
                .map(arn -> sageMaker
                        .describeModelPackage(request -> request.modelPackageName(arn))
                        .modelApprovalStatusAsString())
                .filter(status -> !ModelApprovalStatus.APPROVED.toString().equals(status))
                .map(status -> "the package of the version in the model registry is " + status);
    }
}
