// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.AwsException.Kind;
import io.github.gxpml.io.Parallel;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A large object on its way from S3, several parts at a time, all of one content by its ETag. A file beside says which
 * parts are there, so that the next call goes on.
 */
final class PartsDownload {
    private final S3Client client;
    private final S3Source source;
    private final ObjectChecks whole;
    private final boolean resumable;
    private final Path part;
    private final Path done;

    PartsDownload(S3Client client, S3Source source, Path file, ObjectChecks whole, boolean resumable) {
        this.client = client;
        this.source = source;
        this.whole = whole;
        this.resumable = resumable;
        this.part = file.resolveSibling("." + file.getFileName() + ".part");
        this.done = file.resolveSibling("." + file.getFileName() + ".part.done");
    }

    Path file() {
        return part;
    }

    void fetch() throws IOException {
        Set<Integer> there = there();
        List<FileSlice> slices = Content.slices(part, whole.size(), Content.PART);
        ExecutorService pool = Executors.newFixedThreadPool(PartsUpload.atATime());
        try {
            List<Future<Void>> fetched = new ArrayList<>();
            for (int i = 0; i < slices.size(); i++) {
                int number = i;
                if (!there.contains(number)) {
                    fetched.add(pool.submit(() -> {
                        fetch(slices.get(number));
                        note(Integer.toString(number));
                        return null;
                    }));
                }
            }
            for (Future<Void> one : fetched) {
                Parallel.result(one);
            }
        } finally {
            end(pool);
        }
    }

    private void fetch(FileSlice slice) throws IOException {
        long end = slice.from() + slice.length();
        String trouble = "";
        try (SliceWriter out = SliceWriter.open(part, slice.from(), end)) {
            for (int attempt = 0; attempt < Download.ATTEMPTS; attempt++) {
                Download.pause(attempt);
                trouble = read(out, end);
                if (trouble.isEmpty()) {
                    return;
                }
            }
        }
        throw new AwsException(
                Kind.UNAVAILABLE,
                source.address() + " could not be read: " + trouble
                        + ", again and again - try again later; if it stays, check the network",
                null);
    }

    private String read(SliceWriter out, long end) throws IOException {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(source.bucket())
                .key(source.key())
                .versionId(source.version())
                .range("bytes=" + out.at() + "-" + (end - 1))
                .ifMatch(whole.eTag())
                .overrideConfiguration(call -> call.apiCallTimeout(Upload.LONGEST))
                .build();
        try (ResponseInputStream<GetObjectResponse> in = client.getObject(request)) {
            String trouble = out.copy(in);
            if (!trouble.isEmpty()) {
                in.abort(); // else closing would read on
            }
            return trouble;
        } catch (SdkClientException e) {
            if (out.at() < end) {
                return SliceWriter.CUT;
            }
            throw e;
        }
    }

    /** Returns the numbers of the parts that an earlier call left of this very content. */
    private Set<Integer> there() throws IOException {
        String content = Sha256.of(source + " " + whole.eTag() + " " + whole.size() + " " + Content.PART);
        if (resumable && Files.isRegularFile(done) && Files.isRegularFile(part)) {
            List<String> lines = Files.readAllLines(done, StandardCharsets.ISO_8859_1);
            if (!lines.isEmpty() && lines.get(0).equals(content)) {
                Set<Integer> numbers = new HashSet<>();
                // a line that was cut short names a part that is fetched again, or one that follows it
                lines.subList(1, lines.size()).stream()
                        .filter(line -> line.matches("[0-9]{1,9}\\."))
                        .forEach(line -> numbers.add(Integer.valueOf(line.replace(".", ""))));
                return numbers;
            }
        }
        close(false);
        Files.createFile(part);
        if (resumable) {
            Files.writeString(done, content + "\n");
        }
        return Set.of();
    }

    private synchronized void note(String number) throws IOException {
        if (!resumable) {
            return;
        }
        if (!whole.comparable()) {
            force(); // nothing would tell later that a part did not reach the disk
        }
        Files.writeString(done, number + ".\n", StandardOpenOption.APPEND);
    }

    private void force() throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            pool.awaitTermination(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes what lies beside the file, unless it is to be gone on with. */
    void close(boolean kept) throws IOException {
        if (!kept || !Files.exists(part)) {
            Files.deleteIfExists(part);
            Files.deleteIfExists(done);
        }
    }
}
