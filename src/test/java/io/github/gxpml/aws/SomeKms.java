// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Speaks the JSON protocol of KMS on this machine, with a real key, and keeps count of what it was asked. */
public final class SomeKms implements AutoCloseable {
    /** The key's name. */
    public static final String ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static final String TARGET = "TrentService.";

    private final HttpServer server;
    private final KeyPair pair;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private volatile String keySpec = "ECC_NIST_P256";
    private volatile String error = "";
    private volatile int errors;
    private volatile boolean lies;

    private SomeKms() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        pair = generator.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Starts the service. */
    public static SomeKms start() {
        try {
            return new SomeKms();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no KMS for the test", e);
        }
    }

    /** Returns its address. */
    public URI address() {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort());
    }

    /** Returns what it was asked, one operation each. */
    /** Returns the operations that were asked for, in their order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    void is(String spec) {
        keySpec = spec;
    }

    /** Refuses the next calls. */
    void refuses(String type, int times) {
        error = type;
        errors = times;
    }

    /** Signs something else from now on. */
    void lies() {
        lies = true;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String operation =
                    exchange.getRequestHeaders().getFirst("X-Amz-Target").substring(TARGET.length());
            JsonNode request = Json.foreign(exchange.getRequestBody().readAllBytes());
            calls.add(operation);
            Object body;
            int status = 200;
            if (errors > 0) {
                errors--;
                status = 400;
                body = Map.of("__type", error, "message", "told by the test");
            } else {
                body = operation.equals("GetPublicKey") ? publicKey() : signature(request);
            }
            byte[] bytes = Json.compact(body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Map<String, Object> publicKey() {
        return Map.of(
                "KeyId",
                ARN,
                "KeySpec",
                keySpec,
                "KeyUsage",
                "SIGN_VERIFY",
                "PublicKey",
                encode(pair.getPublic().getEncoded()),
                "SigningAlgorithms",
                List.of("ECDSA_SHA_256"));
    }

    private Map<String, Object> signature(JsonNode request) {
        byte[] digest = Base64.getDecoder().decode(request.get("Message").asText());
        boolean asked = request.get("MessageType").asText().equals("DIGEST")
                && request.get("SigningAlgorithm").asText().equals("ECDSA_SHA_256")
                && request.get("KeyId").asText().equals(ARN)
                && digest.length == 32;
        if (!asked) {
            throw new IllegalStateException("KMS would refuse " + request);
        }
        digest[0] ^= (byte) (lies ? 1 : 0);
        try {
            Signature signer = Signature.getInstance("NONEwithECDSA");
            signer.initSign(pair.getPrivate());
            signer.update(digest);
            return Map.of("KeyId", ARN, "Signature", encode(signer.sign()), "SigningAlgorithm", "ECDSA_SHA_256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
