// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.spec.EvidenceSpec.Signing;
import io.github.gxpml.spec.EvidenceSpec.Timestamp;
import io.github.gxpml.spec.RegisterSpec.ApprovalSpec;
import io.github.gxpml.spec.RegisterSpec.Meaning;
import io.github.gxpml.spec.RegisterSpec.WaiverSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SigningSpecTest {
    private static final String HEAD = """
            gxp: 1
            model: {name: m, intendedUse: Sorts samples., riskClass: research}
            data:
              key: id
              label: {column: y, positive: 1}
              features: [x]
              tables: {train: {path: train.csv}}
            train: {seed: 0}
            """;

    @Test
    void shouldReadWhoSignsAndWhoMayWaive() throws SpecException {
        Spec spec = parse("""
                register:
                  approvals: [{role: quality}, {role: business, meaning: business-acceptance}]
                  waivers: {roles: [quality, business]}
                evidence:
                  signing: {keystore: keys/release.p12, alias: release}
                  timestamp: {url: "https://tsa.example.org/", certificates: tsa.pem}
                """);

        assertThat(spec.register().approvals())
                .containsExactly(
                        new ApprovalSpec("quality", 1, Meaning.APPROVED, List.of()),
                        new ApprovalSpec("business", 1, Meaning.BUSINESS_ACCEPTANCE, List.of()));
        assertThat(spec.register().waivers()).contains(new WaiverSpec(List.of("quality", "business"), 90));
        assertThat(spec.evidence().signing())
                .contains(new Signing(
                        Optional.empty(),
                        Optional.of("keys/release.p12"),
                        Optional.of("release"),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(spec.evidence().timestamp())
                .contains(new Timestamp("https://tsa.example.org/", Optional.of("tsa.pem"), true));
    }

    @Test
    void shouldLetNobodyWaiveAndAskNoAuthorityWhereTheSpecSaysNothing() throws SpecException {
        Spec spec = parse("evidence: {timestamp: {url: \"http://tsa\", required: false}}\n");

        assertThat(spec.register().waivers()).isEmpty();
        assertThat(spec.evidence().signing()).isEmpty();
        assertThat(spec.evidence().timestamp()).contains(new Timestamp("http://tsa", Optional.empty(), false));
        assertThat(parse("").evidence().timestamp()).isEmpty();
    }

    private static Spec parse(String rest) throws SpecException {
        return SpecLoader.parse((HEAD + rest).getBytes(StandardCharsets.UTF_8), "gxp.yaml");
    }
}
