// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.io.Parallel;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file, as S3 is to hold it.
 *
 * @param file the file
 * @param size number of bytes
 * @param sha256 digest of the whole in hexadecimal
 * @param slices its parts; one if it is sent as a whole
 * @param checksums SHA-256 of each part in Base64
 */
record Content(Path file, long size, String sha256, List<FileSlice> slices, List<String> checksums) {
    /** Larger files are sent in parts of this size. */
    static final long PART = 16L << 20;

    private static final int MOST_PARTS = 10_000;

    static Content of(Path file) throws IOException {
        long size = Files.size(file);
        List<FileSlice> slices = slices(file, size, partOf(size));
        if (slices.size() == 1) {
            String sha256 = Sha256.of(file);
            return new Content(
                    file, size, sha256, slices, List.of(base64(HexFormat.of().parseHex(sha256))));
        }
        // The digest of the whole has one order only: it is made beside those of the parts.
        List<String> digests = Parallel.map(
                Stream.concat(Stream.of(new FileSlice(file, 0, size)), slices.stream())
                        .toList(),
                slice -> base64(slice.sha256()));
        String whole = HexFormat.of().formatHex(Base64.getDecoder().decode(digests.get(0)));
        return new Content(file, size, whole, slices, List.copyOf(digests.subList(1, digests.size())));
    }

    static long partOf(long size) {
        return Math.max(PART, (size + MOST_PARTS - 1) / MOST_PARTS);
    }

    static List<FileSlice> slices(Path file, long size, long part) {
        List<FileSlice> slices = new ArrayList<>();
        for (long from = 0; from < size || slices.isEmpty(); from += part) {
            slices.add(new FileSlice(file, from, Math.min(part, size - from)));
        }
        return List.copyOf(slices);
    }

    boolean whole() {
        return slices.size() == 1;
    }

    /** The checksum of an object: of one in parts, that of the parts' checksums, and their number. */
    String checksum() {
        if (whole()) {
            return checksums.get(0);
        }
        MessageDigest digest = Sha256.digest();
        checksums.forEach(part -> digest.update(Base64.getDecoder().decode(part)));
        return base64(digest.digest()) + "-" + checksums.size();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
