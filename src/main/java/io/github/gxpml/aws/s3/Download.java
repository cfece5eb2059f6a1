// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.AwsException.Kind;
import io.github.gxpml.aws.Refusals;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One object on its way from S3: into a file beside its place, gone on with where the connection was cut; a large one
 * in several parts at a time.
 */
final class Download {
    static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int CHANGED = 412;
    private static final int NO_SUCH_RANGE = 416;
    private static final String OTHER = "it changed while it was read";

    private final S3Client client;
    private final S3Source source;
    private final Path file;
    private final GetSettings settings;
    private final String what;
    private ObjectChecks whole = ObjectChecks.NOTHING_KNOWN;
    private S3Source read;
    private long have;

    Download(S3Client client, S3Source source, Path file, GetSettings settings, String what) {
        this.client = client;
        this.source = source;
        this.file = file.toAbsolutePath();
        this.settings = settings;
        this.what = what;
        this.read = source;
    }

    /** Fetches the object. Throws what the SDK throws. */
    S3Source fetch() throws IOException {
        Path part = Files.createTempFile(file.getParent(), ".", ".part");
        try {
            String trouble = "";
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                pause(attempt);
                trouble = read(part);
                if (trouble.isEmpty()) {
                    return read;
                }
            }
            throw new AwsException(
                    Kind.UNAVAILABLE,
                    what + ": " + trouble + ", again and again - try again later; if it stays, check the network",
                    null);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Reads on; returns what went wrong, empty if the file is there. */
    private String read(Path part) throws IOException {
        try (ResponseInputStream<GetObjectResponse> in = client.getObject(request())) {
            begin(in);
            if (have == 0 && whole.size() > 2 * Content.PART) {
                in.abort();
                return inParts();
            }
            return place(part, copied(in, part));
        } catch (S3Exception e) {
            if (e.statusCode() == CHANGED || have > 0 && e.statusCode() == NO_SUCH_RANGE) {
                have = 0;
                return OTHER;
            }
            throw e;
        }
    }

    private String copied(ResponseInputStream<GetObjectResponse> in, Path part) throws IOException {
        try (SliceWriter out = SliceWriter.open(part, have, whole.size())) {
            if (have == 0) {
                out.empty();
            }
            String trouble = out.copy(in);
            have = out.at();
            if (!trouble.isEmpty()) {
                in.abort(); // else closing would read on
            }
            return trouble;
        } catch (SdkClientException e) {
            // The SDK compares checksums where the answer ends, also where it was cut.
            have = Files.size(part) < whole.size() ? Files.size(part) : 0;
            return have > 0 ? SliceWriter.CUT : Refusals.reason(e);
        }
    }

    private String inParts() throws IOException {
        PartsDownload parts = new PartsDownload(client, read, file, whole, settings.resumable());
        boolean kept = settings.resumable();
        try {
            parts.fetch();
            String trouble = place(parts.file(), "");
            kept = kept && trouble.isEmpty();
            return trouble;
        } catch (S3Exception e) {
            kept = kept && e.statusCode() != CHANGED && e.statusCode() != NO_SUCH_RANGE;
            throw e;
        } finally {
            parts.close(kept);
        }
    }

    private String place(Path part, String troubleBefore) throws IOException {
        String trouble = troubleBefore.isEmpty() ? whole.difference(part) : troubleBefore;
        if (trouble.isEmpty()) {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else if (troubleBefore.isEmpty()) {
            have = 0;
        }
        return trouble;
    }

    private GetObjectRequest request() {
        GetObjectRequest.Builder request = GetObjectRequest.builder()
                .bucket(source.bucket())
                .key(source.key())
                .versionId(source.version())
                .overrideConfiguration(call -> call.apiCallTimeout(Upload.LONGEST));
        return have == 0
                ? request.checksumMode(ChecksumMode.ENABLED).build()
                : request.range("bytes=" + have + "-").ifMatch(whole.eTag()).build();
    }

    private void begin(ResponseInputStream<GetObjectResponse> in) throws IOException {
        boolean goesOn = have > 0 && in.response().contentRange() != null;
        if (!goesOn) {
            have = 0;
            whole = ObjectChecks.of(in.response());
            read = new S3Source(
                    source.bucket(),
                    source.key(),
                    Upload.version(in.response().versionId()).or(source::versionId));
        }
        if (whole.size() > settings.mostBytes()) {
            in.abort();
            throw new AwsException(
                    Kind.REFUSED,
                    what + ": it has more than " + settings.mostBytes() + " bytes, which is the most here",
                    null);
        }
    }

    static void pause(int attempt) throws IOException {
        try {
            Thread.sleep(attempt == 0 ? 0 : FIRST_PAUSE_MILLIS << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }
}
