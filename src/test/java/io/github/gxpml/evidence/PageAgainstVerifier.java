// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.browser.VerifierInBrowser;
import io.github.gxpml.browser.VerifierInBrowser.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks bundles on the page and with {@link BundleVerifier}, which must come to the same in every check. */
final class PageAgainstVerifier {
    private final VerifierInBrowser page;
    private final TrustStore trust;

    private PageAgainstVerifier(VerifierInBrowser page, TrustStore trust) {
        this.page = page;
        this.trust = trust;
    }

    /** Gives the keys of signers to both. */
    static PageAgainstVerifier of(VerifierInBrowser page, Path folder, SomeSigner... signers) throws IOException {
        var pems = new Path[signers.length];
        for (int i = 0; i < signers.length; i++) {
            pems[i] = signers[i].pemIn(folder.resolve("trust"));
        }
        page.trust(pems);
        return new PageAgainstVerifier(page, TrustStore.of(pems));
    }

    Answer check(Path zip) throws IOException {
        VerificationReport report = BundleVerifier.verify(zip, trust, BundleVerifier.Options.defaults());
        Answer answer = page.check(zip);
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> found = new LinkedHashMap<>(answer.statuses());
        found.replaceAll((name, status) -> status.equals("PARTLY") ? "OK" : status);
        boolean ok = true;
        for (VerificationReport.Check check : report.checks()) {
            // what the page says that it looks at in part may hold there and not here; never the other way round
            boolean left = "PARTLY".equals(answer.statuses().get(check.name()));
            expected.put(check.name(), left ? "OK" : check.status().name());
            ok &= left || check.status() == VerificationReport.Status.OK;
        }
        assertThat(found).as("%s\n%s", report.checks(), answer.messages()).isEqualTo(expected);
        assertThat(answer.outcome()).isEqualTo(ok ? "pass" : "fail");
        return answer;
    }
}
