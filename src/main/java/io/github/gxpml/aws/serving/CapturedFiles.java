// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.serving;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.aws.s3.GetSettings;
import io.github.gxpml.aws.s3.S3Objects;
import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.spec.S3Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** The files of a folder or of a prefix in S3, in the order of their paths. */
final class CapturedFiles implements AutoCloseable {
    private static final long LARGEST = 4L << 30;
    private static final String ENDING = ".jsonl";
    private static final String STAGE = "monitor";

    private final S3Client client;
    private final List<CapturedFile> files;

    private CapturedFiles(S3Client client, List<CapturedFile> files) throws IOException {
        this.client = client;
        this.files =
                files.stream().sorted(Comparator.comparing(CapturedFile::path)).toList();
        for (CapturedFile file : files) {
            if (!file.path().endsWith(ENDING)) {
                throw new IOException(file.name() + " is no " + ENDING
                        + " file, which captured data is: name a place that holds nothing else");
            }
        }
    }

    List<CapturedFile> files() {
        return files;
    }

    /** Lists a folder; hidden files, and markers such as {@code _SUCCESS}, are none of it. */
    static CapturedFiles of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is no folder: name one with captured data, or s3://bucket/prefix");
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<CapturedFile> files = new ArrayList<>();
            for (Path file : walk.toList()) {
                String name = file.getFileName().toString();
                if (file.equals(folder) || name.startsWith(".") || name.startsWith("_") || Files.isDirectory(file)) {
                    continue;
                }
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException(file + " is no file but a link or something else: take it away");
                }
                String path = folder.relativize(file).toString().replace('\\', '/');
                files.add(new CapturedFile(file.toString(), path, reader -> reader.read(file)));
            }
            return new CapturedFiles(null, files);
        }
    }

    /** Lists a prefix in S3. */
    static CapturedFiles of(AwsAccess access, S3Place place) throws IOException {
        S3Client client = access.client(S3Objects.builder(access.environment()), "S3", STAGE);
        try {
            String prefix = place.prefix().isEmpty() ? "" : place.prefix() + "/";
            List<String> keys = new Attempt(
                            "s3://" + place.bucket() + "/" + prefix + " could not be listed", "s3:ListBucket on it")
                    .call(() -> client
                            .listObjectsV2Paginator(
                                    request -> request.bucket(place.bucket()).prefix(prefix))
                            .contents()
                            .stream()
                            .map(object -> object.key())
                            .filter(key -> !key.endsWith("/"))
                            .toList());
            S3Objects objects = S3Objects.of(client);
            return new CapturedFiles(
                    client,
                    keys.stream()
                            .map(key -> file(objects, S3Source.of(place.bucket(), key), key.substring(prefix.length())))
                            .toList());
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static CapturedFile file(S3Objects objects, S3Source source, String path) {
        return new CapturedFile(source.address(), path, reader -> {
            Path folder = Files.createTempDirectory("gxp-capture-");
            Path file = folder.resolve("captured");
            try {
                objects.get(source, file, new GetSettings(LARGEST, false));
                reader.read(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        });
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
