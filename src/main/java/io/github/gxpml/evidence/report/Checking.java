// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.BundleDocument;

/** How to check this page: it proves nothing by itself, the sealed bundle around it does. */
final class Checking implements Section {
    @Override
    public String id() {
        return "verify";
    }

    @Override
    public String title() {
        return "How to check this page";
    }

    @Override
    public void write(Html html, ReportData data) {
        BundleDocument bundle = data.bundle();
        html.element(
                "p",
                "A page can be changed by anyone; the bundle that it lies in cannot be changed without trace. "
                        + "This page is the file data/report.html of that bundle and was written before the seal was, "
                        + "so that is not printed here. With the bundle and the public key of whoever sealed it, "
                        + "and without a network:");
        html.open("ol", "class", "steps");
        step(
                html,
                "Check seal, signatures, chain and digests, and compute every verdict again:",
                "gxp verify BUNDLE.zip");
        step(
                html,
                "In a browser, with a page that you trust and not with the one in the bundle:",
                "gxp verify --page verify.html");
        step(
                html,
                "Without this product: unzip the bundle into an empty folder and, where manifest-sha256.txt lies, run",
                "sha256sum -c manifest-sha256.txt");
        step(
                html,
                "Compare the page before you with the one in the bundle:",
                "sha256sum report.html; grep data/report.html manifest-sha256.txt");
        html.close("ol").open("dl", "class", "facts");
        Parts.fact(html, "Run", Integer.toString(bundle.run()));
        Parts.fact(html, "Manifest of the run before", () -> previous(html, bundle));
        Parts.fact(html, "Format of the bundle", Integer.toString(bundle.format()));
        html.close("dl");
    }

    private static void previous(Html html, BundleDocument bundle) {
        bundle.previousRun().ifPresentOrElse(digest -> Parts.digest(html, digest), () -> html.text("none"));
    }

    private static void step(Html html, String words, String command) {
        html.open("li")
                .text(words)
                .open("pre")
                .element("code", command)
                .close("pre")
                .close("li");
    }
}
