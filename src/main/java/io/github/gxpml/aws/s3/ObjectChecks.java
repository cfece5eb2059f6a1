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

    /** Of this product, and of clients of AWS. */
    private static final List<Long> USUAL_PARTS = List.of(Content.PART, 8L << 20, 5L << 20);

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
                response.metadata().getOrDefault(METADATA, ""));
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
     * @param part size of the parts that the object was written in, as far as S3 tells
     * @return whether it is the content; empty if no checksum can be compared
     */
    Optional<Boolean> same(Path file, Optional<Long> part) throws IOException {
        Map<Kind, String> all = new EnumMap<>(checksums);
        if (!md5.isEmpty()) {
            all.put(Kind.MD5, md5);
        }
        for (Map.Entry<Kind, String> one : all.entrySet()) {
            if (!ofParts(one.getValue())) {
                return Optional.of(
                        text(one.getKey(), value(one.getKey(), file, size)).equals(one.getValue()));
            }
        }
        for (Map.Entry<Kind, String> one : all.entrySet()) {
            if (part.isPresent() && even(one.getValue(), part.get())) {
                return Optional.of(fits(one, file, part.get()));
            }
            if (!sha256.isEmpty() && even(one.getValue(), Content.partOf(size))) {
                return Optional.of(fits(one, file, Content.partOf(size))); // written by this product
            }
        }
        return guessed(all, file);
    }

    /** Parts of a usual size that give the checksum are proof; others prove nothing. */
    private Optional<Boolean> guessed(Map<Kind, String> all, Path file) throws IOException {
        for (Map.Entry<Kind, String> one : all.entrySet()) {
            for (long usual : USUAL_PARTS) {
                if (even(one.getValue(), usual) && fits(one, file, usual)) {
                    return Optional.of(true);
                }
            }
        }
        return Optional.empty();
    }

    private boolean fits(Map.Entry<Kind, String> checksum, Path file, long part) throws IOException {
        Kind kind = checksum.getKey();
        List<byte[]> values = Parallel.map(Content.slices(file, size, part), slice -> slice.value(kind));
        Fold fold = kind.begin();
        values.forEach(value -> fold.update(value, 0, value.length));
        return (text(kind, fold.value()) + suffix(checksum.getValue())).equals(checksum.getValue());
    }

    /** Whether all parts but the last can have this size. */
    private boolean even(String checksum, long part) {
        return part > 0 && suffix(checksum).equals("-" + Math.max(1, (size + part - 1) / part));
    }

    private static String text(Kind kind, byte[] value) {
        return kind == Kind.MD5 ? hex(value) : base64(value);
    }

    private static String suffix(String checksum) {
        return checksum.substring(checksum.indexOf('-'));
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
