// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

/**
 * A place in Amazon S3.
 *
 * @param bucket name of the bucket
 * @param prefix what keys there begin with, without a slash at its end; may be empty
 */
public record S3Place(String bucket, String prefix) {
    private static final String SCHEME = "s3://";

    /**
     * Tells whether a text is an address in S3.
     *
     * @param text as written
     * @return whether it begins with {@code s3://}
     */
    public static boolean is(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads an address that the schema let pass.
     *
     * @param text {@code s3://bucket} or {@code s3://bucket/prefix}
     * @return the place
     */
    public static S3Place of(String text) {
        String[] parts = text.substring(SCHEME.length()).split("/", 2);
        return new S3Place(parts[0], parts.length == 1 ? "" : parts[1].replaceAll("/+$", ""));
    }

    /**
     * Returns the key of an object here.
     *
     * @param name of the object, may contain slashes
     * @return the name with the prefix before it
     */
    public String key(String name) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /**
     * Returns the address of an object here.
     *
     * @param name of the object, may contain slashes
     * @return {@code s3://bucket/prefix/name}
     */
    public String address(String name) {
        return SCHEME + bucket + "/" + key(name);
    }
}
