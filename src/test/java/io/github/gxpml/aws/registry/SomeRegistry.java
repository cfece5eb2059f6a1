// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.S3Place;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.DynamoStandIn;
import io.github.gxpml.standin.S3StandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A table, a bucket and the other services of AWS for one test. */
public final class SomeRegistry implements AutoCloseable {
    /** The bucket of artifacts. */
    public static final String BUCKET = "models";

    static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/one";
    /** A container that serves the model. */
    public static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/flc@sha256:" + "0".repeat(64);

    /** The other services. */
    public final AwsStandIn aws = AwsStandIn.start();
    /** S3. */
    public final S3StandIn s3 = S3StandIn.start(aws.credentials());

    final DynamoStandIn dynamo = DynamoStandIn.start(aws.credentials());
    /** The management table. */
    public final String table = dynamo.createTable("model", "version");
    /** What a process must know to find all of them. */
    public final Map<String, String> environment;

    /** Starts them. */
    public SomeRegistry() {
        s3.createBucket(BUCKET);
        Map<String, String> variables = new HashMap<>(aws.temporaryEnvironment());
        variables.put("AWS_ENDPOINT_URL_S3", s3.address().toString());
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamo.address().toString());
        variables.put("AWS_MAX_ATTEMPTS", "3");
        environment = Map.copyOf(variables);
    }

    AwsAccess access() {
        return new AwsAccess(environment, AwsSpec.NONE, "risk");
    }

    RegisterSpec.Aws where(String ofTable) {
        return new RegisterSpec.Aws(
                ofTable, new S3Place(BUCKET, "flc"), Optional.of(KEY), Optional.empty(), Optional.of(IMAGE));
    }

    DynamoModelRegistry open(Path folder) throws IOException {
        return open(table, folder);
    }

    DynamoModelRegistry open(String ofTable, Path folder) throws IOException {
        return DynamoModelRegistry.open(access(), where(ofTable), folder.resolve("cache"));
    }

    SageMakerModelRegistry sageMaker(String ofTable, String group, Path folder) throws IOException {
        RegisterSpec.Aws plain = where(ofTable);
        var where =
                new RegisterSpec.Aws(plain.table(), plain.bucket(), plain.kmsKey(), Optional.of(group), plain.image());
        return SageMakerModelRegistry.open(access(), where, folder.resolve("cache"));
    }

    @Override
    public void close() {
        dynamo.close();
        s3.close();
        aws.close();
    }
}
