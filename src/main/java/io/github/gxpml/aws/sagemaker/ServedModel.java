// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.spec.SageMakerSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.util.Locale;
import software.amazon.awssdk.services.sagemaker.model.CreateModelRequest;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/**
 * A model as SageMaker serves it: an image and an archive in S3.
 *
 * @param services the clients
 * @param spec the spec
 * @param image that serves
 * @param archive address of the {@code tar.gz}
 */
record ServedModel(SageMakerServices services, Spec spec, String image, String archive) {
    String name() {
        return JobNames.of(spec.model().name(), "model", image, archive, spec.sha256());
    }

    /** Creates it; that it is there already is no error, since its name tells what it is. */
    void create() throws IOException, InterruptedException {
        SageMakerSpec job = TrainingOrder.job(spec);
        CreateModelRequest.Builder request = CreateModelRequest.builder()
                .modelName(name())
                .executionRoleArn(job.role())
                .enableNetworkIsolation(job.network().isolated())
                .primaryContainer(container -> container.image(image).modelDataUrl(archive));
        if (!job.network().subnets().isEmpty()) {
            request.vpcConfig(TrainingOrder.vpc(job));
        }
        services.call(
                new Attempt("model " + name() + " could not be created", "sagemaker:CreateModel on it"), client -> {
                    try {
                        client.createModel(request.build());
                    } catch (SageMakerException e) {
                        if (!String.valueOf(e.getMessage())
                                .toLowerCase(Locale.ROOT)
                                .contains("already existing model")) {
                            throw e;
                        }
                    }
                    return name();
                });
    }
}
