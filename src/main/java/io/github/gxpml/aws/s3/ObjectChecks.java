// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.aws.s3.Fold.Kind;
import io.github.gxpml.io.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What S3 says of an object, for comparison with a file.
 *
 * @param eTag names the content
 * @param size number of bytes
 * @param checksums in Base64; of an upload in parts one of the parts' checksums, with a hyphen and their number
 * @param md5 the ETag if it is made of MD5, in hexadecimal, with a hyphen too; else empty
 * @param sha256 of the whole, as its writer told; empty if not
 */
record ObjectChecks(String eTag, long size, Map<Kind, String> checksums, String md5, String sha256) {
    /** Name of the metadata that tells the digest of the whole. */
    static final String METADATA = "gxp-sha256";

    static final ObjectChecks NOTHING_KNOWN = new ObjectChecks("", 0, Map.of(), "", "");

    static ObjectChecks of(GetObjectResponse response) {
        Map<Kind, String> found = new EnumMap<>(Kind.class);
        put(found, Kind.SHA256, response.checksumSHA256());
        put(found, Kind.CRC32, response.checksumCRC32());
        put(found, Kind.CRC32C, response.checksumCRC32C());
        put(found, Kind.CRC64NVME, response.checksumCRC64NVME());
        String eTag = Objects.requireNonNullElse(response.eTag(), "");
        return new ObjectChecks(
                eTag,
                response.contentLength(),
                found,
                md5(eTag, response.serverSideEncryption(), response.sseCustomerAlgorithm()),
                response.metadata().getOrDefault(METADATA, ""));
    }

    static ObjectChecks of(HeadObjectResponse response) {
        Map<Kind, String> found = new EnumMap<>(Kind.class);
        put(found, Kind.SHA256, response.checksumSHA256());
        put(found, Kind.CRC32, response.checksumCRC32());
        put(found, Kind.CRC32C, response.checksumCRC32C());
        put(found, Kind.CRC64NVME, response.checksumCRC64NVME());
        String eTag = Objects.requireNonNullElse(response.eTag(), "");
        return new ObjectChecks(
                eTag,
                response.contentLength(),
                found,
                md5(eTag, response.serverSideEncryption(), response.sseCustomerAlgorithm()),
                "");
    }

    private static void put(Map<Kind, String> found, Kind kind, String checksum) {
        if (checksum != null && !checksum.isEmpty()) {
            found.put(kind, checksum);
        }
    }

    /** Of what a key of KMS or of the customer encrypts, the ETag is not made of the content. */
    private static String md5(String eTag, ServerSideEncryption encryption, String customer) {
        String bare = eTag.replace("\"", "");
        boolean ofContent = (encryption == null || encryption == ServerSideEncryption.AES256) && customer == null;
        return ofContent && bare.matches("[0-9a-f]{32}(-[0-9]+)?") ? bare : "";
    }

    private static boolean ofParts(String checksum) {
        return checksum.contains("-");
    }

    /** Says what differs; empty if nothing does. Checksums of parts are not compared: their sizes are not known. */
    String difference(Path file) throws IOException {
        boolean same = sha256.isEmpty() || sha256.equals(hex(value(Kind.SHA256, file, size)));
        for (Map.Entry<Kind, String> one : checksums.entrySet()) {
            if (same && !ofParts(one.getValue())) {
                same = one.getValue().equals(base64(value(one.getKey(), file, size)));
            }
        }
        return same ? "" : "its checksum is another one";
    }

    /** Whether a whole that was put together from parts would be compared with anything. */
    boolean comparable() {
        return !sha256.isEmpty() || checksums.values().stream().anyMatch(one -> !ofParts(one));
    }

    /**
     * Compares a file of the same size.
     *
     * @param part size of the parts that the object was written in
     * @return whether it is the content; empty if no checksum can be compared
     */
    Optional<Boolean> same(Path file, Optional<Long> part) throws IOException {
        for (Map.Entry<Kind, String> one : checksums.entrySet()) {
            Optional<String> own = ofParts(one.getValue())
                    ? ofParts(one.getKey(), file, part).map(found -> base64(found) + suffix(one.getValue()))
                    : Optional.of(base64(value(one.getKey(), file, size)));
            if (own.isPresent() && !(ofParts(one.getValue()) && uneven(one.getValue(), part))) {
                return Optional.of(own.get().equals(one.getValue()));
            }
        }
        if (md5.isEmpty() || ofParts(md5) && uneven(md5, part)) {
            return Optional.empty();
        }
        return Optional.of(
                md5.equals(
                        ofParts(md5)
                                ? hex(ofParts(Kind.MD5, file, part).orElseThrow()) + suffix(md5)
                                : hex(value(Kind.MD5, file, size))));
    }

    private static String suffix(String checksum) {
        return checksum.substring(checksum.indexOf('-'));
    }

    /** Whether the parts cannot all have the size of the first. */
    private boolean uneven(String checksum, Optional<Long> part) {
        return part.isEmpty()
                || part.get() < 1
                || !suffix(checksum).equals("-" + Math.max(1, (size + part.get() - 1) / part.get()));
    }

    private Optional<byte[]> ofParts(Kind kind, Path file, Optional<Long> part) throws IOException {
        if (part.isEmpty() || part.get() < 1) {
            return Optional.empty();
        }
        List<byte[]> values = Parallel.map(Content.slices(file, size, part.get()), slice -> slice.value(kind));
        Fold fold = kind.begin();
        values.forEach(value -> fold.update(value, 0, value.length));
        return Optional.of(fold.value());
    }

    private static byte[] value(Kind kind, Path file, long size) throws IOException {
        return new FileSlice(file, 0, size).value(kind);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
