// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.HttpWire.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The settings of buckets, as S3 answers them over REST: XML, and the policy as JSON. */
final class AccountBuckets implements HttpWire.Handler {
    private static final Map<String, String> OPERATIONS = Map.of(
            "encryption", "GetBucketEncryption",
            "policy", "GetBucketPolicy",
            "versioning", "GetBucketVersioning",
            "object-lock", "GetObjectLockConfiguration",
            "publicAccessBlock", "GetPublicAccessBlock");
    private static final String XMLNS = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    private final Set<Flaw> flaws;
    private final Faults faults;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    AccountBuckets(Set<Flaw> flaws, Faults faults) {
        this.flaws = flaws;
        this.faults = faults;
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Response answer(Request request) {
        String[] parts = request.target().split("[?&=]");
        String operation = parts.length > 1 ? OPERATIONS.getOrDefault(parts[1], parts[1]) : "unknown";
        calls.add(operation);
        Optional<Faults.Kind> fault = faults.next(operation);
        if (fault.isPresent()) {
            return switch (fault.get()) {
                case DENIED -> error(403, "AccessDenied");
                case THROTTLED -> error(503, "SlowDown");
                case BROKEN -> error(500, "InternalError");
                default -> new Response(200, Map.of(), new byte[0]).cutAfter(-1);
            };
        }
        String bucket = parts[0].substring(1);
        return switch (operation) {
            case "GetBucketEncryption" -> encryption();
            case "GetBucketPolicy" -> text(policy(bucket));
            case "GetBucketVersioning" -> versioning();
            case "GetObjectLockConfiguration" -> lock();
            case "GetPublicAccessBlock" -> block();
            default -> error(400, "NotImplemented");
        };
    }

    private Response encryption() {
        if (flaws.contains(Flaw.BUCKET_WITHOUT_ENCRYPTION)) {
            return error(404, "ServerSideEncryptionConfigurationNotFoundError");
        }
        String by =
                "<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>" + AccountKeys.OF_BUCKETS + "</KMSMasterKeyID>";
        if (flaws.contains(Flaw.BUCKET_WITH_KEYS_OF_S3)) {
            by = "<SSEAlgorithm>AES256</SSEAlgorithm>";
        }
        if (flaws.contains(Flaw.BUCKET_WITH_KEY_OF_AWS)) {
            by = "<SSEAlgorithm>aws:kms</SSEAlgorithm>";
        }
        return xml("<ServerSideEncryptionConfiguration" + XMLNS + "><Rule><ApplyServerSideEncryptionByDefault>" + by
                + "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>");
    }

    private String policy(String bucket) {
        String arn = "arn:aws:s3:::" + bucket;
        String tls = deny(
                "s3:*",
                flaws.contains(Flaw.BUCKET_WITHOUT_TLS_FOR_OBJECTS)
                        ? "\"" + arn + "\""
                        : "[\"" + arn + "\", \"" + arn + "/*\"]",
                flaws.contains(Flaw.BUCKET_WITHOUT_TLS_FOR_SOME)
                        ? "{\"Bool\": {\"aws:SecureTransport\": \"false\"}, \"IpAddress\": {\"aws:SourceIp\": \"10.0.0.0/8\"}}"
                        : "{\"Bool\": {\"aws:SecureTransport\": false}}");
        String puts = deny(
                "s3:PutObject",
                "\"" + arn + (flaws.contains(Flaw.BUCKET_TAKES_SOME_UNENCRYPTED) ? "/some/*\"" : "/*\""),
                "{\"StringNotEquals\": {\"s3:x-amz-server-side-encryption\": \"aws:kms\"}}");
        String allow =
                "{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}, \"Action\":"
                        + " \"s3:GetObject\", \"Resource\": \"" + arn + "/*\"}";
        if (flaws.contains(Flaw.BUCKET_WITHOUT_TLS)) {
            tls = allow;
        }
        if (flaws.contains(Flaw.BUCKET_TAKES_UNENCRYPTED)) {
            puts = allow;
        }
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + tls + ", " + puts + ", " + allow + "]}";
    }

    private static String deny(String action, String resource, String condition) {
        return "{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"" + action + "\", \"Resource\": " + resource
                + ", \"Condition\": " + condition + "}";
    }

    private Response versioning() {
        String status = "<Status>Enabled</Status>";
        if (flaws.contains(Flaw.BUCKET_WITHOUT_VERSIONS)) {
            status = "";
        }
        if (flaws.contains(Flaw.BUCKET_SUSPENDED_VERSIONS)) {
            status = "<Status>Suspended</Status>";
        }
        return xml("<VersioningConfiguration" + XMLNS + ">" + status + "</VersioningConfiguration>");
    }

    private Response lock() {
        return flaws.contains(Flaw.BUCKET_WITHOUT_LOCK)
                ? error(404, "ObjectLockConfigurationNotFoundError")
                : xml("<ObjectLockConfiguration" + XMLNS + "><ObjectLockEnabled>Enabled</ObjectLockEnabled>"
                        + "</ObjectLockConfiguration>");
    }

    private Response block() {
        if (flaws.contains(Flaw.BUCKET_WITHOUT_BLOCK)) {
            return error(404, "NoSuchPublicAccessBlockConfiguration");
        }
        return xml("<PublicAccessBlockConfiguration" + XMLNS + "><BlockPublicAcls>true</BlockPublicAcls>"
                + "<IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>"
                + !flaws.contains(Flaw.BUCKET_MAY_BE_OPENED) + "</BlockPublicPolicy>"
                + "<RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>");
    }

    private static Response error(int status, String code) {
        return new Response(
                status,
                Map.of("Content-Type", "application/xml"),
                bytes("<Error><Code>" + code + "</Code><Message>as the test wanted</Message>"
                        + "<RequestId>of-the-account</RequestId></Error>"));
    }

    private static Response xml(String body) {
        return new Response(200, Map.of("Content-Type", "application/xml"), bytes(body));
    }

    private static Response text(String body) {
        return new Response(200, Map.of("Content-Type", "application/json"), bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
