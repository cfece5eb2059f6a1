// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

/**
 * How an object was asked to be stored.
 *
 * @param operation PutObject or CreateMultipartUpload
 * @param bucket of the object
 * @param key of the object
 * @param encryption {@code x-amz-server-side-encryption}; empty if it was not asked for
 * @param kmsKey {@code x-amz-server-side-encryption-aws-kms-key-id}; empty if none was named
 */
public record StoredObject(String operation, String bucket, String key, String encryption, String kmsKey) {}
