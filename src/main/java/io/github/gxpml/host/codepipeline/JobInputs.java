// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.codepipeline.ArtifactPlace;
import io.github.gxpml.aws.codepipeline.JobData;
import java.io.IOException;
import java.nio.file.Path;

/** Fetches the input artifacts of a job from S3, each time with fresh credentials. */
final class JobInputs implements Inputs {
    /** The most that a custom action's artifact may have: what S3 takes in one object, but a disk rather not. */
    private static final long MOST_BYTES = 5L << 30;

    private final Services services;
    private final Order order;

    JobInputs(Services services, Order order) {
        this.services = services;
        this.order = order;
    }

    @Override
    public void fetch(String name, Path file) throws IOException {
        JobData data = services.jobs().details(order.now().hold().jobId());
        ArtifactPlace place = data.inputs().stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("the job has no input artifact " + name));
        services.artifacts().download(data, place, file, MOST_BYTES);
    }
}
