// SPDX-License-Identifier: MIT
package io.github.gxpml.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.evidence.verifier.VerifierPage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The page, opened from the disk in a real browser. */
public final class VerifierInBrowser implements Closeable {
    private static final String ANSWER = "new Promise(done => { const look = () => {"
            + " const outcome = document.getElementById('outcome');"
            + " if (outcome === null) { setTimeout(look, 5); return; }"
            + " const checks = {};"
            + " for (const row of document.querySelectorAll('tr[data-check]')) {"
            + " checks[row.dataset.check] = row.dataset.status + ' ' + row.lastChild.textContent; }"
            + " done({outcome: outcome.dataset.outcome, text: document.getElementById('answer').innerText, checks});"
            + " }; look(); })";

    private final Chromium chromium;
    private final Path page;

    private VerifierInBrowser(Chromium chromium, Path page) {
        this.chromium = chromium;
        this.page = page;
    }

    /**
     * What the page says of a bundle.
     *
     * @param outcome pass, fail or open
     * @param text all of it, as a person sees it
     * @param statuses what each check came to
     * @param messages what each check found
     */
    public record Answer(String outcome, String text, Map<String, String> statuses, Map<String, String> messages) {}

    /**
     * Opens the page; skips the test where there is no browser.
     *
     * @param folder an empty folder
     */
    public static VerifierInBrowser open(Path folder) throws IOException {
        var browser = Chromium.installed();
        Assumptions.assumeTrue(
                browser.isPresent(),
                "there is no Chromium on this machine: install it to try the page (Debian: apt-get install chromium)");
        Path page = Files.write(folder.resolve("verify.html"), VerifierPage.bytes());
        var opened = new VerifierInBrowser(
                Chromium.start(browser.get(), Files.createDirectory(folder.resolve("profile"))), page);
        opened.reload();
        return opened;
    }

    /** Returns the browser. */
    public Chromium chromium() {
        return chromium;
    }

    /** Opens the page afresh, without any key. */
    public void reload() throws IOException {
        chromium.open(page);
    }

    /** Gives public keys. */
    public void trust(Path... keys) throws IOException {
        chromium.choose("keys", keys);
        chromium.evaluate("new Promise(done => { const look = () =>"
                + " document.getElementById('given').getAttribute('aria-busy') === 'false'"
                + " ? done(1) : setTimeout(look, 5); look(); })");
    }

    /** Gives a bundle and waits for the answer. */
    public Answer check(Path zip) throws IOException {
        chromium.evaluate("document.getElementById('answer').replaceChildren()");
        chromium.choose("bundle", zip);
        return answer();
    }

    /** Waits for the answer. */
    public Answer answer() throws IOException {
        JsonNode found = chromium.evaluate(ANSWER);
        Map<String, String> statuses = new LinkedHashMap<>();
        Map<String, String> messages = new LinkedHashMap<>();
        found.path("checks").fields().forEachRemaining(check -> {
            String text = check.getValue().asText();
            int end = text.startsWith("NOT RUN") ? "NOT RUN".length() : text.indexOf(' ');
            statuses.put(check.getKey(), text.substring(0, end).replace(' ', '_'));
            messages.put(check.getKey(), text.substring(end + 1));
        });
        return new Answer(found.path("outcome").asText(), found.path("text").asText(), statuses, messages);
    }

    @Override
    public void close() throws IOException {
        chromium.close();
    }
}
