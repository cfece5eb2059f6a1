// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.TreeMap;

/**
 * A signed statement in the one form that the engine reads: a DSSE 1.0 envelope with one signature around an in-toto statement,
 * keys sorted.
 */
public final class Envelope {
    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Envelope() {}

    /**
     * Signs a statement in a person's name. The claim is given the person's public key and certificates.
     *
     * @param signer who signs
     * @param predicateType what kind of claim
     * @param subject what it is about, as the engine wants it
     * @param claim the claim, without key
     * @return the envelope
     * @throws IOException if the person's key cannot be kept
     */
    public static String sign(Signer signer, String predicateType, ArrayNode subject, ObjectNode claim)
            throws IOException {
        SigningKey key = signer.key();
        ObjectNode whole = claim.deepCopy();
        whole.put("publicKey", key.publicKeyPem());
        whole.put("certificates", key.certificates());
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        statement.set("predicate", whole);
        statement.put("predicateType", predicateType);
        statement.set("subject", subject);
        byte[] payload = MAPPER.writeValueAsBytes(sorted(statement));
        ObjectNode signature = JsonNodeFactory.instance.objectNode();
        signature.put("keyid", key.id());
        signature.put("sig", encode(key.sign(encoding(payload))));
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("payload", encode(payload));
        envelope.put("payloadType", PAYLOAD_TYPE);
        envelope.putArray("signatures").add(signature);
        return pretty(envelope);
    }

    /** Returns the bytes that are signed (pre-authentication encoding). */
    private static byte[] encoding(byte[] payload) {
        var out = new ByteArrayOutputStream();
        String start = "DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ";
        out.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static String pretty(JsonNode node) throws JsonProcessingException {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return MAPPER.writer(printer).writeValueAsString(node) + "\n";
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            var fields = new TreeMap<String, JsonNode>();
            node.fields().forEachRemaining(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach(object::set);
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        return node;
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
