// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import java.util.Optional;

/**
 * Where an object is.
 *
 * @param bucket its bucket
 * @param key its key
 * @param versionId which of its versions; absent in a bucket that keeps none
 */
record StoredPlace(String bucket, String key, Optional<String> versionId) {
    String address() {
        return "s3://" + bucket + "/" + key;
    }
}
