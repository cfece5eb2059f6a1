// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.verifier;

import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code verify.html}: checks a bundle in a browser, from the zip and the public keys alone. One file that loads
 * nothing and may not use the network; the same bytes in every bundle of one version. Its parts are JavaScript modules,
 * joined here into one, because a page that is opened from a file may not import others.
 */
public final class VerifierPage {
    /** Name of the page in a bundle. */
    public static final String FILE = "verify.html";

    /** Each after those that it imports. */
    private static final List<String> MODULES = List.of(
            "bytes",
            "sha256",
            "crc32",
            "json",
            "shapes",
            "names",
            "zip",
            "contents",
            "keys",
            "dsse",
            "manifest",
            "inspection",
            "bag",
            "seal",
            "audit",
            "judge",
            "approvals",
            "waivers",
            "records",
            "hostgates",
            "gates",
            "metrics",
            "attestations",
            "verify",
            "dom",
            "answer",
            "page");

    private static final Pattern IMPORT = Pattern.compile("(?m)^import \\{[^}]*\\} from '\\./([a-z0-9]+)\\.js';\\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?=async function |function |class |const )");
    private static final Pattern HEAD = Pattern.compile("(?m)\\A// SPDX-License-Identifier: MIT\\n");

    private VerifierPage() {}

    /**
     * Returns the page.
     *
     * @return UTF-8, equal for equal versions
     */
    public static byte[] bytes() {
        return Page.BYTES;
    }

    /** Assembled once, when it is first asked for. */
    private static final class Page {
        static final byte[] BYTES = assemble().getBytes(StandardCharsets.UTF_8);
    }

    private static String assemble() {
        PageFacts facts = PageFacts.gathered();
        String script = script(facts);
        String style = resource("/io/github/gxpml/evidence/report/report.css") + resource("verify.css");
        if (style.contains("<") || script.contains("</") || script.contains("<!--")) {
            throw new IllegalStateException("a part of the page holds markup that would end it early");
        }
        return resource("verify.html")
                .replace("{{policy}}", policy(script, style))
                .replace("{{version}}", facts.version())
                .replace("{{style}}", style)
                .replace("{{script}}", script);
    }

    /** Nothing but this very script and this very style; no address, no markup from text, no frame, no form. */
    private static String policy(String script, String style) {
        return "default-src 'none'; script-src 'sha256-" + digest(script) + "'; style-src 'sha256-" + digest(style)
                + "'; connect-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
                + " trusted-types 'none'";
    }

    private static String script(PageFacts facts) {
        var script = new StringBuilder("// SPDX-License-Identifier: MIT\nconst FACTS = ");
        script.append(Json.compact(Json.tree(facts))).append(";\n");
        Set<String> before = new HashSet<>(Set.of("facts"));
        for (String module : MODULES) {
            script.append("\n// ").append(module).append(".js\n").append(joined(module, before));
            before.add(module);
        }
        return script.toString();
    }

    /** Takes the import and export words away; what is imported stands before in the same script. */
    private static String joined(String module, Set<String> before) {
        String source = resource(module + ".js");
        Matcher imports = IMPORT.matcher(source);
        while (imports.find()) {
            if (!before.contains(imports.group(1))) {
                throw new IllegalStateException(module + ".js imports " + imports.group(1) + ".js, which comes later");
            }
        }
        String body = HEAD.matcher(IMPORT.matcher(source).replaceAll("")).replaceFirst("");
        return EXPORT.matcher(body).replaceAll("");
    }

    private static String digest(String text) {
        byte[] digest = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }

    private static String resource(String name) {
        try (InputStream in = VerifierPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar: build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read from the jar: " + e.getMessage(), e);
        }
    }
}
