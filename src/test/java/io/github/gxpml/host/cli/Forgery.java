// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.Bag;
import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.evidence.Sealer;
import io.github.gxpml.io.Json;
import io.github.gxpml.local.KeyHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What somebody can do who holds the signing key: change the evidence of run 1, and seal it again without a flaw. */
final class Forgery {
    private Forgery() {}

    static void change(Project project, Path home, String name, UnaryOperator<String> change) throws IOException {
        Bag bag = bag(project);
        String text = new String(bag.read(name), StandardCharsets.UTF_8);
        bag.put(name, change.apply(text).getBytes(StandardCharsets.UTF_8));
        var signer = KeyHome.of(Map.of(KeyHome.HOME, home.toString()), home).machineSigner();
        BundleDocument document = Json.read(bag.read("bundle.json"), BundleDocument.class);
        Sealer.seal(bag, document, project.bundle(1), signer, Clock.systemUTC());
    }

    static Bag bag(Project project) throws IOException {
        return Bag.open(project.folder().resolve(".gxp/runs/flc-mortality/1/bag"));
    }
}
