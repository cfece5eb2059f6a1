// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * S3 on this machine: the program s3mock, one for all tests of this JVM, behind a front of each stand-in's own that
 * takes only credentials that were handed out and are not over, notes how objects were asked to be encrypted, and fails
 * as it is told to. Buckets of one stand-in are not seen by another. Over {@link #put}, {@link #get} and
 * {@link #uploads} the test looks past the front: they need no credentials and suffer no faults.
 *
 * <p>It does not encrypt, and does not compute signatures again. Safe for use by many threads.
 */
public final class S3StandIn implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern UPLOAD = Pattern.compile("<UploadId>([^<]+)</UploadId>");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Faults faults = new Faults();
    private final String prefix = "t" + COUNT.incrementAndGet() + "-";
    private final S3Front front;
    private final HttpWire server;

    private S3StandIn(IssuedCredentials credentials) throws IOException {
        front = new S3Front(credentials, faults, prefix);
        server = new HttpWire(front, Clock.systemUTC());
        S3Process.address();
    }

    /** Starts the service; it takes the credentials of this register. */
    public static S3StandIn start(IssuedCredentials credentials) {
        try {
            return new S3StandIn(credentials);
        } catch (IOException e) {
            throw new UncheckedIOException("no S3 for the test", e);
        }
    }

    /** Returns the address of the program itself, which takes any credentials and suffers no faults. */
    public static URI program() {
        return S3Process.address();
    }

    /** Returns its address. */
    public URI address() {
        return server.address();
    }

    /** Returns the variables with which the code under test finds it. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_REGION",
                CodePipelineStandIn.REGION,
                "AWS_ENDPOINT_URL_S3",
                address().toString());
    }

    /** Returns what goes wrong: PutObject, UploadPart, CompleteMultipartUpload, GetObject, HeadObject and so on. */
    public Faults faults() {
        return faults;
    }

    /** Returns the names of the operations that were asked for, in their order, repetitions among them. */
    public List<String> calls() {
        return front.calls();
    }

    /** Returns the ranges that were asked for, as the Range headers say them. */
    public List<String> ranges() {
        return front.ranges();
    }

    /** Returns how objects were asked to be stored, in their order. */
    public List<StoredObject> stored() {
        return front.stored();
    }

    /** Makes a bucket. */
    public void createBucket(String bucket) {
        expect(200, send("PUT", "/" + prefix + bucket, new byte[0]));
    }

    /** Makes a bucket that keeps versions and may lock them. */
    public void createLocked(String bucket) {
        Map<String, String> lock = Map.of("x-amz-bucket-object-lock-enabled", "true");
        expect(200, send("PUT", "/" + prefix + bucket, new byte[0], lock));
        String versions = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                + "<Status>Enabled</Status></VersioningConfiguration>";
        expect(
                200,
                send(
                        "PUT",
                        "/" + prefix + bucket + "?versioning",
                        versions.getBytes(StandardCharsets.UTF_8),
                        Map.of()));
    }

    /** Puts an object. */
    public void put(String bucket, String key, byte[] content) {
        put(bucket, key, content, Map.of());
    }

    /** Puts an object with more headers, such as a checksum, which is checked and kept. */
    public void put(String bucket, String key, byte[] content, Map<String, String> headers) {
        expect(200, send("PUT", path(bucket, key), content, headers));
    }

    /** Returns an object's content; empty if there is no such object. */
    public Optional<byte[]> get(String bucket, String key) {
        HttpResponse<byte[]> answer = send("GET", path(bucket, key), new byte[0]);
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(expect(200, answer));
    }

    /** Removes an object, as a lifecycle rule does. */
    public void remove(String bucket, String key) {
        expect(204, send("DELETE", path(bucket, key), new byte[0]));
    }

    /** Returns the ids of the uploads in parts that were begun and neither completed nor aborted. */
    public List<String> uploads(String bucket) {
        byte[] xml = expect(200, send("GET", "/" + prefix + bucket + "?uploads", new byte[0]));
        return UPLOAD.matcher(new String(xml, StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String path(String bucket, String key) {
        try {
            return new URI(null, null, "/" + prefix + bucket + "/" + key, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(key, e);
        }
    }

    private HttpResponse<byte[]> send(String method, String target, byte[] body) {
        return send(method, target, body, Map.of());
    }

    private HttpResponse<byte[]> send(String method, String target, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(S3Process.address().resolve(target))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static byte[] expect(int status, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException("S3 answered " + answer.statusCode() + " to "
                    + answer.request().method() + " " + answer.uri());
        }
        return answer.body();
    }

    @Override
    public void close() {
        server.close();
    }
}
