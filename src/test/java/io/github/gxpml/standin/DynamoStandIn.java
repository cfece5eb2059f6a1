// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.HttpWire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * DynamoDB on this machine: DynamoDB Local behind a front that takes only credentials that were handed out, and fails
 * as it is told to. {@link #client} looks past the front. It does not compute signatures again, and knows no IAM.
 */
public final class DynamoStandIn implements AutoCloseable {
    private static final Pattern SIGNED = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/ ]+)/.*");
    private static final String JSON = "application/x-amz-json-1.0";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final IssuedCredentials credentials;
    private final Faults faults = new Faults();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final HttpWire server;

    private DynamoStandIn(IssuedCredentials credentials) throws IOException {
        this.credentials = credentials;
        server = new HttpWire(this::answer, Clock.systemUTC());
        DynamoProcess.address();
    }

    /** Starts the service; it takes the credentials of this register. */
    public static DynamoStandIn start(IssuedCredentials credentials) {
        try {
            return new DynamoStandIn(credentials);
        } catch (IOException e) {
            throw new UncheckedIOException("no DynamoDB for the test", e);
        }
    }

    /** Returns its address. */
    public URI address() {
        return server.address();
    }

    /** Returns what goes wrong: GetItem, PutItem, Query, Scan, UpdateItem, TransactWriteItems. */
    public Faults faults() {
        return faults;
    }

    /** Returns the operations that were asked for, in their order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Returns a client for the test itself. */
    public DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(DynamoProcess.address())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("TEST", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Makes a table with a name of its own; a key is a text unless it is called a version. */
    public String createTable(String partition, String sort) {
        String name = "t" + UUID.randomUUID();
        boolean number = sort.toLowerCase(Locale.ROOT).endsWith("version");
        try (DynamoDbClient client = client()) {
            client.createTable(request -> request.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(List.of(
                            attribute(partition, ScalarAttributeType.S),
                            attribute(sort, number ? ScalarAttributeType.N : ScalarAttributeType.S)))
                    .keySchema(List.of(key(partition, KeyType.HASH), key(sort, KeyType.RANGE))));
        }
        return name;
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private Response answer(Request request) throws IOException {
        String target = request.header("x-amz-target");
        String operation = target.substring(target.indexOf('.') + 1);
        calls.add(operation);
        Optional<Response> refused = refusal(request);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<Faults.Kind> fault = faults.next(operation);
        if (fault.isEmpty()) {
            return forward(request);
        }
        return switch (fault.get()) {
            case THROTTLED -> error(400, "ThrottlingException", "Rate exceeded");
            case BROKEN -> error(500, "InternalServerError", "the service broke, as the test wanted");
            case DENIED -> error(400, "AccessDeniedException", "User is not authorized to perform: " + operation);
            case LOST_ANSWER -> forward(request).cutAfter(-1);
            default -> forward(request);
        };
    }

    private Optional<Response> refusal(Request request) {
        Matcher signed = SIGNED.matcher(request.header("authorization"));
        if (!signed.matches()) {
            return Optional.of(error(400, "MissingAuthenticationTokenException", "the request is not signed"));
        }
        return switch (credentials.check(signed.group(1), request.header("x-amz-security-token"))) {
            case EXPIRED -> Optional.of(error(400, "ExpiredTokenException", "The security token included is expired"));
            case UNKNOWN ->
                Optional.of(error(400, "UnrecognizedClientException", "The security token included is invalid."));
            case VALID -> Optional.empty();
        };
    }

    private static Response error(int status, String type, String message) {
        String body = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"" + message + "\"}";
        return new Response(status, Map.of("Content-Type", JSON), body.getBytes(StandardCharsets.UTF_8));
    }

    private Response forward(Request request) throws IOException {
        HttpRequest.Builder copy = HttpRequest.newBuilder(DynamoProcess.address())
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
        for (String name : List.of("x-amz-target", "content-type", "x-amz-date")) {
            if (!request.header(name).isEmpty()) {
                copy.header(name, request.header(name));
            }
        }
        // the program wants an id of letters and digits, whatever it is
        copy.header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=TEST/20260101/eu-central-1/dynamodb/aws4_request, "
                        + "SignedHeaders=host, Signature=0");
        try {
            HttpResponse<byte[]> answer = http.send(copy.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new HashMap<>();
            answer.headers().firstValue("x-amz-crc32").ifPresent(crc -> headers.put("x-amz-crc32", crc));
            headers.put("Content-Type", JSON);
            return new Response(answer.statusCode(), headers, answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
