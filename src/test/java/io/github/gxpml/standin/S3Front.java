// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.HttpWire.Response;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before the program: credentials, encryption headers, faults. Buckets of each stand-in are its own. */
final class S3Front implements HttpWire.Handler {
    private static final Pattern SIGNED = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/ ]+)/\\d{8}/[a-z0-9-]+/s3/aws4_request, ?SignedHeaders=.*");
    private static final String SSE = "x-amz-server-side-encryption";
    private static final String SSE_KEY = SSE + "-aws-kms-key-id";
    private static final String CHECKSUM = "x-amz-checksum-sha256";
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "host", "content-length", "connection", "expect", "transfer-encoding", "date", "keep-alive", "upgrade");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final IssuedCredentials credentials;
    private final Faults faults;
    private final String prefix;
    private final List<StoredObject> stored = new CopyOnWriteArrayList<>();
    private final Map<String, StoredObject> encryption = new ConcurrentHashMap<>();
    private final S3Locks locks = new S3Locks();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> ranges = new CopyOnWriteArrayList<>();

    S3Front(IssuedCredentials credentials, Faults faults, String prefix) {
        this.credentials = credentials;
        this.faults = faults;
        this.prefix = prefix;
    }

    List<StoredObject> stored() {
        return List.copyOf(stored);
    }

    List<String> ranges() {
        return List.copyOf(ranges);
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Response answer(Request request) throws IOException {
        Optional<Response> refusal = refusal(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String operation = operation(request);
        if (!request.header("range").isEmpty()) {
            ranges.add(request.header("range"));
        }
        calls.add(operation); // from here on, whatever happens to the credentials comes too late
        Optional<Faults.Kind> fault = faults.next(operation);
        try {
            fault.ifPresent(S3Front::refuse);
            locks.refuse(operation, request);
            Response response = locks.answer(operation, request, encrypted(operation, request, forward(request)));
            return fault.isEmpty() ? response : spoil(response, fault.get());
        } catch (ServiceError e) {
            return xml(e);
        }
    }

    @Override
    public Optional<Response> refusal(Request head) {
        try {
            refuseCredentials(head);
            return Optional.empty();
        } catch (ServiceError e) {
            calls.add(operation(head));
            return Optional.of(xml(e));
        }
    }

    private static Response xml(ServiceError e) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + e.type() + "</Code><Message>"
                + e.getMessage() + "</Message><RequestId>of-the-stand-in</RequestId></Error>";
        return new Response(
                e.status(), Map.of("Content-Type", "application/xml"), xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String operation(Request request) {
        String query = query(request.target());
        boolean object = path(request.target()).matches("/[^/]+/.+");
        if (!object) {
            return query.startsWith("uploads") ? "ListMultipartUploads" : "Bucket";
        }
        boolean upload = query.contains("uploadId=");
        return switch (request.method()) {
            case "PUT" -> upload ? "UploadPart" : "PutObject";
            case "POST" -> upload ? "CompleteMultipartUpload" : "CreateMultipartUpload";
            case "DELETE" -> upload ? "AbortMultipartUpload" : "DeleteObject";
            case "HEAD" -> "HeadObject";
            default -> upload ? "ListParts" : "GetObject";
        };
    }

    private void refuseCredentials(Request request) {
        Matcher signed = SIGNED.matcher(request.header("authorization"));
        if (!signed.matches()) {
            throw new ServiceError(403, "AccessDenied", "the request is not signed for s3");
        }
        switch (credentials.check(signed.group(1), request.header("x-amz-security-token"))) {
            case EXPIRED -> throw new ServiceError("ExpiredToken", "The provided token has expired.");
            case UNKNOWN ->
                throw new ServiceError(
                        403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
            case VALID -> {
                // go on
            }
        }
    }

    private static void refuse(Faults.Kind kind) {
        switch (kind) {
            case THROTTLED -> throw new ServiceError(503, "SlowDown", "Please reduce your request rate.");
            case BROKEN -> throw new ServiceError(500, "InternalError", "the service broke, as the test wanted");
            case DENIED -> throw new ServiceError(403, "AccessDenied", "Access Denied");
            case CONFLICT ->
                throw new ServiceError(
                        409,
                        "ConditionalRequestConflict",
                        "The conditional request cannot succeed due to a conflicting operation against this resource.");
            case LOST_ANSWER, CUT_BODY, CORRUPT, SLOW -> {
                // the answer suffers, not the request
            }
        }
    }

    private static Response spoil(Response response, Faults.Kind kind) {
        byte[] body = response.body();
        if (kind != Faults.Kind.CORRUPT) {
            return response.cutAfter(kind == Faults.Kind.LOST_ANSWER ? -1 : body.length / 2);
        }
        if (body.length > 0) {
            body[body.length / 2] ^= 1;
        }
        Map<String, String> headers = new TreeMap<>(response.headers());
        headers.computeIfPresent(CHECKSUM, (name, value) -> "AAAA" + value.substring(4));
        return new Response(response.status(), headers, body);
    }

    private Response forward(Request request) throws IOException {
        HttpRequest.Builder copy = HttpRequest.newBuilder(S3Process.address()
                        .resolve("/" + prefix + request.target().substring(1)))
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, value) -> {
            if (!OF_THE_CONNECTION.contains(name) && !name.startsWith(SSE)) {
                copy.header(name, value);
            }
        });
        try {
            HttpResponse<byte[]> answer = client.send(copy.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new TreeMap<>();
            answer.headers().map().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name)) {
                    headers.put(name, values.get(0));
                }
            });
            if (request.method().equals("HEAD")) {
                answer.headers()
                        .firstValue("content-length")
                        .ifPresent(length -> headers.put("content-length", length));
            }
            return new Response(answer.statusCode(), headers, answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The program would know only the keys that it was started with. */
    private Response encrypted(String operation, Request request, Response response) {
        String place = URLDecoder.decode(path(request.target()).replace("+", "%2B"), StandardCharsets.UTF_8);
        boolean stores = operation.equals("PutObject") || operation.equals("CreateMultipartUpload");
        if (response.status() < 300 && stores) {
            String[] parts = place.substring(1).split("/", 2);
            StoredObject object =
                    new StoredObject(operation, parts[0], parts[1], request.header(SSE), request.header(SSE_KEY));
            stored.add(object);
            encryption.put(place, object);
        }
        StoredObject object = encryption.get(place);
        if (object == null || object.encryption().isEmpty() || response.status() >= 300) {
            return response;
        }
        Map<String, String> headers = new TreeMap<>(response.headers());
        headers.put(SSE, object.encryption());
        headers.put(
                SSE_KEY,
                object.kmsKey().isEmpty() ? "arn:aws:kms:eu-central-1:111122223333:key/of-aws" : object.kmsKey());
        return new Response(response.status(), headers, response.body());
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String query(String target) {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }
}
