// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.training;

import io.github.gxpml.deploy.lambda.HandlerException;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The script that Glue runs. Glue takes it by its address alone, so its digest is compared before each start, and is
 * kept with the order.
 *
 * @param s3 the client
 * @param bucket where it is
 * @param key where it is
 * @param sha256 what the stack says that it is
 */
record PreparationScript(S3Client s3, String bucket, String key, String sha256) {
    void check() throws IOException {
        try (InputStream in = s3.getObject(request -> request.bucket(bucket).key(key))) {
            if (!Sha256.of(in).equals(sha256)) {
                throw new HandlerException("the script of the Glue job is not the one that the stack names");
            }
        }
    }
}
