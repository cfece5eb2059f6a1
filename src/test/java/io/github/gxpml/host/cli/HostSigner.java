// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A person whose signature a host takes, on a web page for example. Made with the JDK alone and with JSON written by
 * hand, as docs/evidence.md says, so that what the engine takes in is told from outside.
 */
final class HostSigner {
    private static final String LINE = "\n";

    private final KeyPair pair;
    private final String name;
    private final String email;
    private String certificates = "";

    HostSigner(String name, String email) {
        this.name = name;
        this.email = email;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HostSigner(KeyPair pair, String name, String email) {
        this.pair = pair;
        this.name = name;
        this.email = email;
    }

    /** The same key in the hand of somebody who gives another name. */
    HostSigner as(String otherName, String otherEmail) {
        return new HostSigner(pair, otherName, otherEmail).with(certificates);
    }

    HostSigner with(String pem) {
        certificates = pem;
        return this;
    }

    PublicKey key() {
        return pair.getPublic();
    }

    HostSigner trustedIn(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("trusted"));
        Files.writeString(folder.resolve(keyId() + ".pem"), pem());
        return this;
    }

    /** Approves what a run asks to be signed. */
    byte[] approve(JsonNode asked, String role) {
        return approve(asked, role, "APPROVED", "the report is convincing", Instant.now());
    }

    byte[] approve(JsonNode asked, String role, String meaning, String reason, Instant at) {
        String vote = "{\"at\":" + quoted(at.toString()) + ",\"meaning\":" + quoted(meaning) + ",\"reason\":"
                + quoted(reason) + ",\"zone\":\"Europe/Vienna\"}";
        String predicate = "{" + certified() + "\"person\":" + person(role) + ",\"publicKey\":" + quoted(pem())
                + ",\"seal\":" + asked.get("seal").asInt() + ",\"vote\":" + vote + "}";
        return statement(predicate, asked.get("predicateType").asText(), subjects(asked));
    }

    /** Proposes to waive the first gate that blocks. */
    byte[] propose(JsonNode asked, String role, String until) {
        JsonNode gate = asked.get("gates").get(0);
        String predicate = "{" + certified() + "\"found\":" + found(gate.get("found")) + ",\"person\":" + person(role)
                + ",\"publicKey\":" + quoted(pem()) + ",\"seal\":"
                + asked.get("seal").asInt()
                + ",\"terms\":{\"gate\":" + quoted(gate.get("id").asText())
                + ",\"reason\":\"enough for triage\",\"scope\":\"research wards\",\"until\":" + quoted(until)
                + "},\"vote\":" + vote("enough for triage") + "}";
        return statement(predicate, asked.get("predicateType").asText(), subjects(asked));
    }

    /** Confirms a proposal that will be kept next. */
    byte[] confirm(JsonNode asked, byte[] proposal, String role) {
        String predicate = "{" + certified() + "\"gate\":"
                + quoted(asked.get("gates").get(0).get("id").asText()) + ",\"person\":" + person(role)
                + ",\"publicKey\":" + quoted(pem()) + ",\"vote\":" + vote("I agree") + "}";
        String subject = subject(asked.get("nextFile").asText(), HexFormat.of().formatHex(sha256(proposal)));
        return statement(predicate, asked.get("confirmationType").asText(), "[" + subject + "]");
    }

    private String vote(String reason) {
        return "{\"at\":" + quoted(Instant.now().toString()) + ",\"reason\":" + quoted(reason)
                + ",\"zone\":\"Europe/Vienna\"}";
    }

    /** The entries as they were printed, keys in order and without spaces. */
    private static String found(JsonNode entries) {
        var text = new StringBuilder();
        for (JsonNode entry : entries) {
            text.append(text.isEmpty() ? "[" : ",")
                    .append("{\"reason\":")
                    .append(quoted(entry.get("reason").asText()));
            if (entry.has("value")) {
                text.append(",\"value\":").append(entry.get("value").asText());
            }
            text.append(",\"verdict\":")
                    .append(quoted(entry.get("verdict").asText()))
                    .append("}");
        }
        return text.append("]").toString();
    }

    private String person(String role) {
        return "{\"authentication\":\"single sign-on of the build server\",\"email\":" + quoted(email) + ",\"name\":"
                + quoted(name) + ",\"role\":" + quoted(role) + "}";
    }

    private String certified() {
        return certificates.isEmpty() ? "" : "\"certificates\":" + quoted(certificates) + ",";
    }

    private static String subjects(JsonNode asked) {
        var text = new StringBuilder();
        for (JsonNode one : asked.get("subjects")) {
            text.append(text.isEmpty() ? "[" : ",")
                    .append(subject(one.get("name").asText(), one.get("sha256").asText()));
        }
        return text.append("]").toString();
    }

    private static String subject(String name, String sha256) {
        return "{\"digest\":{\"sha256\":" + quoted(sha256) + "},\"name\":" + quoted(name) + "}";
    }

    private byte[] statement(String predicate, String type, String subjects) {
        return envelope("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":" + predicate
                + ",\"predicateType\":" + quoted(type) + ",\"subject\":" + subjects + "}");
    }

    byte[] envelope(String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        String type = "application/vnd.in-toto+json";
        byte[] head =
                ("DSSEv1 " + type.length() + " " + type + " " + bytes.length + " ").getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(bytes, 0, signed, head.length, bytes.length);
        String text = "{" + LINE
                + "  \"payload\" : \"" + Base64.getEncoder().encodeToString(bytes) + "\"," + LINE
                + "  \"payloadType\" : \"" + type + "\"," + LINE
                + "  \"signatures\" : [" + LINE
                + "    {" + LINE
                + "      \"keyid\" : \"" + keyId() + "\"," + LINE
                + "      \"sig\" : \"" + Base64.getEncoder().encodeToString(sign(signed)) + "\"" + LINE
                + "    }" + LINE
                + "  ]" + LINE
                + "}" + LINE;
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String keyId() {
        return HexFormat.of().formatHex(sha256(pair.getPublic().getEncoded()));
    }

    private String pem() {
        return "-----BEGIN PUBLIC KEY-----" + LINE
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded()) + LINE
                + "-----END PUBLIC KEY-----" + LINE;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace(LINE, "\\n") + "\"";
    }
}
