// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A program that answers as the engine does, as soon and with as large a bundle as a test wants: for tests of the
 * worker alone. The rest is tested with the engine itself.
 */
public final class StandInEngine {
    private StandInEngine() {}

    /** Writes the program as a jar. */
    public static Path jar(Path folder) throws java.io.IOException {
        Path jar = folder.resolve("stand-in.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInEngine.class.getName());
        String name = StandInEngine.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = StandInEngine.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
        return jar;
    }

    /**
     * Answers.
     *
     * @param arguments stage, spec, --format, json
     */
    public static void main(String[] arguments) throws Exception {
        System.err.println("... at work on " + arguments[0]);
        Thread.sleep(Long.parseLong(System.getenv().getOrDefault("STANDIN_MILLIS", "0")));
        Path bundle = Path.of(arguments[1])
                .resolveSibling("bundle-" + ProcessHandle.current().pid() + ".zip");
        int megabytes = Integer.parseInt(System.getenv().getOrDefault("STANDIN_MEGABYTES", "0"));
        var digest = MessageDigest.getInstance("SHA-256");
        var random = new Random(1);
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(bundle)) {
            for (int i = 0; i <= megabytes; i++) {
                random.nextBytes(block);
                out.write(block);
                digest.update(block);
            }
        }
        String answer = """
                {"model": "m", "run": %s, "version": 1, "state": "RUNNING", "verdict": "PASS", "exit": 0, "missing": [],
                 "released": true,
                 "gates": [{"id": "validate/roc_auc/validation", "verdict": "PASS", "metric": {"value": 0.86}}],
                 "bundle": {"path": "%s", "sha256": "%s"}}
                """.formatted(
                        System.getenv().getOrDefault("STANDIN_RUN", "1"),
                        bundle,
                        HexFormat.of().formatHex(digest.digest()));
        System.out.write(answer.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
