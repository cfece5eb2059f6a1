// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.evidence.Statement.Subject;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.io.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DsseTest {
    /** The example of the DSSE protocol, version 1.0.2. */
    @Test
    void shouldEncodeAsTheProtocolSays() {
        byte[] pae = Dsse.pae("http://example.com/HelloWorld", SomeRun.bytes("hello world"));

        assertThat(new String(pae, StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    @Test
    void shouldCountBytesNotCharacters() {
        assertThat(new String(Dsse.pae("ä", SomeRun.bytes("€")), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 2 ä 3 €");
    }

    @Test
    void shouldVerifyWhatItSigned() throws IOException {
        SomeSigner signer = SomeSigner.create();
        Statement statement = createStatement();

        byte[] envelope = Dsse.sign(statement, signer);

        assertThat(Dsse.verify(envelope, VerifyingKey.ofPem(signer.publicKeyPem())))
                .isEqualTo(statement);
        assertThat(Dsse.read(envelope).keyId()).isEqualTo(signer.keyId());
    }

    @Test
    void shouldNoticeEveryBit(@TempDir Path folder) throws IOException {
        SomeSigner signer = SomeSigner.create();
        TrustStore trust = signer.trustedIn(folder);
        byte[] envelope = Dsse.sign(createStatement(), signer);
        verify(trust, envelope);

        for (int bit = 0; bit < envelope.length * 8; bit++) {
            byte[] changed = envelope.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> verify(trust, changed)).as("bit " + bit).isInstanceOf(EvidenceException.class);
        }
    }

    @Test
    void shouldRefuseOtherWaysToWriteTheSame() throws IOException {
        SomeSigner signer = SomeSigner.create();
        String good = new String(Dsse.sign(createStatement(), signer), StandardCharsets.UTF_8);

        assertRefused(good.replace("\n", "\r\n"), "not written as one DSSE envelope is");
        assertRefused(good + " ", "");
        assertRefused(good.replace("{\n  \"payload\"", "{ \"payload\""), "not written as one DSSE envelope is");
        assertRefused(good.replace("{\n  \"payload\"", "{\n  \"more\": 1,\n  \"payload\""), "damaged");
        assertRefused(good.replace("{\n  \"payload\"", "{\n  \"payload\": \"\",\n  \"payload\""), "Duplicate field");
        assertRefused(good.replaceFirst("(?s)\\[.*]", "[ ]"), "not written as one DSSE");
        assertRefused(good.replaceFirst("(?s)\\[(.*)]", "[$1, $1]"), "not written as one DSSE envelope is");
        assertRefused(good.replace("vnd.in-toto", "vnd.other"), "not written as one DSSE envelope is");
        assertRefused("[]", "damaged");
        assertRefused("null", "damaged");
        assertRefused("", "damaged");
    }

    @Test
    void shouldRefuseAPayloadWithTwoReadings() throws IOException {
        String spaced = new String(createStatement().canonical(), StandardCharsets.UTF_8).replace("\":", "\": ");
        String good = new String(Dsse.sign(createStatement(), SomeSigner.create()), StandardCharsets.UTF_8);
        String payload = Base64.getEncoder().encodeToString(SomeRun.bytes(spaced));

        assertRefused(
                good.replaceFirst("\"payload\" ?: ?\"[^\"]*\"", "\"payload\" : \"" + payload + "\""), "canonical");
    }

    @Test
    void shouldRefuseStatementsAboutNothing() {
        assertThatThrownBy(() -> Statement.of(List.of(), "t", Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Subject.of("a", "ABC")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Subject("a", Map.of("sha1", "a"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(String envelope, String message) {
        assertThatThrownBy(() -> Dsse.read(SomeRun.bytes(envelope)))
                .as(envelope)
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining(message);
    }

    private static Statement createStatement() {
        return Statement.of(
                List.of(Subject.of("data/ä.json", Sha256.of("x"))),
                "https://example.org/t/v1",
                Map.of("b", 1.0, "a", "x"));
    }

    private static Statement verify(TrustStore trust, byte[] envelope) throws EvidenceException {
        return Dsse.verify(envelope, trust.require(Dsse.read(envelope).keyId(), Optional.empty(), Instant.EPOCH));
    }
}
