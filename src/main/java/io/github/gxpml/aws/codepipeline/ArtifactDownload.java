// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import io.github.gxpml.aws.codepipeline.CodePipelineException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One object on its way from S3: into a file beside its place, gone on with where the connection was cut. */
final class ArtifactDownload {
    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final String CUT = "the connection was cut";
    private static final int BUFFER = 1 << 16;
    private static final int CHANGED = 412;
    private static final int NO_SUCH_RANGE = 416;

    private final S3Client client;
    private final ArtifactPlace place;
    private final Path file;
    private final long mostBytes;
    private ObjectChecks whole = ObjectChecks.NOTHING_KNOWN;
    private long have;

    ArtifactDownload(S3Client client, ArtifactPlace place, Path file, long mostBytes) {
        this.client = client;
        this.place = place;
        this.file = file;
        this.mostBytes = mostBytes;
    }

    /** Fetches the object. Throws what the SDK throws. */
    void fetch() throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".", ".part");
        try {
            String trouble = "";
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                pause(attempt);
                trouble = read(part);
                if (trouble.isEmpty()) {
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            }
            throw new CodePipelineException(
                    Kind.UNAVAILABLE,
                    "artifact " + place.name() + " could not be read whole: " + trouble
                            + ", again and again - try again later; if it stays, check the network",
                    null);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Reads on; returns what went wrong, empty if the file is whole. */
    private String read(Path part) throws IOException {
        try (ResponseInputStream<GetObjectResponse> in = client.getObject(request())) {
            begin(in);
            String trouble = copy(in, part);
            if (trouble.isEmpty()) {
                trouble = whole.difference(part);
                have = trouble.isEmpty() ? have : 0;
            } else {
                in.abort(); // else closing would read on
            }
            return trouble;
        } catch (S3Exception e) {
            if (have > 0 && (e.statusCode() == CHANGED || e.statusCode() == NO_SUCH_RANGE)) {
                have = 0;
                return "it changed while it was read";
            }
            throw e;
        }
    }

    private GetObjectRequest request() {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(place.bucket()).key(place.key());
        return have == 0
                ? request.checksumMode(ChecksumMode.ENABLED).build()
                : request.range("bytes=" + have + "-").ifMatch(whole.eTag()).build();
    }

    private void begin(ResponseInputStream<GetObjectResponse> in) throws IOException {
        boolean goesOn = have > 0 && in.response().contentRange() != null;
        if (!goesOn) {
            have = 0;
            whole = ObjectChecks.of(in.response());
        }
        if (whole.size() > mostBytes) {
            in.abort();
            throw tooLarge();
        }
    }

    private String copy(ResponseInputStream<GetObjectResponse> in, Path part) throws IOException {
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE, option())) {
            byte[] buffer = new byte[BUFFER];
            while (true) {
                int n;
                try {
                    n = in.read(buffer);
                } catch (SdkClientException e) {
                    // The SDK compares checksums where the answer ends, also where it was cut.
                    have = have < whole.size() ? have : 0;
                    return have > 0 ? CUT : Refusals.reason(e);
                } catch (IOException e) {
                    return CUT;
                }
                if (n < 0) {
                    return have == whole.size() ? "" : CUT;
                }
                have += n;
                if (have > mostBytes || have > whole.size()) {
                    in.abort();
                    throw tooLarge();
                }
                out.write(buffer, 0, n);
            }
        }
    }

    private StandardOpenOption option() {
        return have == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
    }

    private CodePipelineException tooLarge() {
        return new CodePipelineException(
                Kind.REFUSED,
                "artifact " + place.name() + " has more than " + mostBytes + " bytes: give the action a smaller one",
                null);
    }

    private static void pause(int attempt) throws IOException {
        try {
            Thread.sleep(attempt == 0 ? 0 : FIRST_PAUSE_MILLIS << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }
}
