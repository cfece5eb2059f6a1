// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.standin.HttpWire.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * The signature that a request carries, as AWS documents it: "Create a signed AWS API request", Signature Version 4.
 *
 * @param keyId whose secret it was made with
 * @param scope date, region, service, and how it ends
 * @param headers names of the headers that are signed, in their order
 * @param signature in hexadecimal digits
 */
record SignatureV4(String keyId, String scope, List<String> headers, String signature) {
    private static final Pattern SIGNED = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/ ,]+)/"
            + "(\\d{8}/[a-z0-9-]+/[a-z0-9-]+/aws4_request), ?SignedHeaders=([a-z0-9;-]*host[a-z0-9;-]*), ?"
            + "Signature=([0-9a-f]{64})");

    static Optional<SignatureV4> of(Request request) {
        Matcher found = SIGNED.matcher(request.header("authorization"));
        return found.matches()
                ? Optional.of(new SignatureV4(
                        found.group(1), found.group(2), List.of(found.group(3).split(";")), found.group(4)))
                : Optional.empty();
    }

    /** Says whether the request was signed with this secret, and is as it was then. */
    boolean holds(Request request, String secret) {
        String canonical = String.join(
                "\n",
                request.method(),
                SdkHttpUtils.urlEncodeIgnoreSlashes(RestBinding.path(request.target())),
                query(request),
                headers.stream()
                        .map(name -> name + ":" + request.header(name).replaceAll(" +", " ") + "\n")
                        .collect(Collectors.joining()),
                String.join(";", headers),
                payload(request));
        String toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                request.header("x-amz-date"),
                scope,
                sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign)).equals(signature);
    }

    private static String query(Request request) {
        return RestBinding.query(request.target()).entrySet().stream()
                .flatMap(one -> one.getValue().stream()
                        .map(value -> SdkHttpUtils.urlEncode(one.getKey()) + "=" + SdkHttpUtils.urlEncode(value)))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private String payload(Request request) {
        String body = sha256(request.body());
        String told = request.header("x-amz-content-sha256");
        return told.isEmpty() || !headers.contains("x-amz-content-sha256") ? body : told;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
