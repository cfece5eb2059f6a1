// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Bundles that the engine's command line makes, once for each engine: the example on real data, with two people who
 * must sign. Kept under {@code target} until the engine is a newer one.
 */
public final class SignedBundles {
    /** Name of the model. */
    public static final String MODEL = "flc-mortality-regulated";

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path FOLDER = Path.of("target", "signed").toAbsolutePath();

    private SignedBundles() {}

    /** Made when first asked for. */
    private static final class Once {
        private static final Path MADE = make();
    }

    /** Returns the bundle before anybody signed. */
    public static byte[] pending() {
        return read("pending.zip");
    }

    /** Returns the bundle with one signature of two. */
    public static byte[] half() {
        return read("half.zip");
    }

    /** Returns the bundle that everybody has signed. */
    public static byte[] approved() {
        return read("approved.zip");
    }

    /** Returns the model. */
    public static byte[] model() {
        return read("model.onnx");
    }

    /** Returns the facts of the registered version as the registry wrote them. */
    public static String registered() {
        return new String(read("version.json"), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Returns the public key of the machine, or of a person: signing, jane-example.org, john-example.org. */
    public static String key(String name) {
        return new String(read(name + ".pub.pem"), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) {
        try {
            return Files.readAllBytes(Once.MADE.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path make() {
        try {
            Path engine = engine();
            Path done = FOLDER.resolve("done");
            if (Files.exists(done)
                    && Files.getLastModifiedTime(done).compareTo(Files.getLastModifiedTime(engine)) > 0) {
                return FOLDER;
            }
            Path work = Files.createTempDirectory("gxp-signed-");
            Files.createDirectories(FOLDER);
            copy(ROOT.resolve("examples/flc-mortality/data"), work.resolve("data"));
            Files.writeString(work.resolve("gxp.yaml"), spec());
            run(work, engine, 3, Map.of(), "run", "gxp.yaml");
            keep(work, "pending.zip");
            sign(work, engine, 3, "quality", "Jane Roe <jane@example.org>");
            keep(work, "half.zip");
            sign(work, engine, 0, "business", "John Doe <john@example.org>");
            keep(work, "approved.zip");
            Path registry = work.resolve(".gxp/registry/" + MODEL + "/1");
            for (String name : List.of("model.onnx", "version.json")) {
                Files.copy(registry.resolve(name), FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            for (String name : List.of("signing", "jane-example.org", "john-example.org")) {
                Path key = work.resolve("home/keys/" + name + ".pub.pem");
                Files.copy(key, FOLDER.resolve(name + ".pub.pem"), StandardCopyOption.REPLACE_EXISTING);
            }
            delete(work);
            Files.writeString(done, "");
            return FOLDER;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no bundles for the test", e);
        }
    }

    /** The example of a regulated model, without what takes long: a second training and tests of its own. */
    private static String spec() throws IOException {
        return Files.readString(ROOT.resolve("examples/flc-mortality/gxp-regulated.yaml"))
                .replaceAll("(?ms)^reproducibility:\n.*?\n(?=\\S)", "")
                .replace("riskClass: moderate", "riskClass: research");
    }

    private static void sign(Path work, Path engine, int exit, String role, String person)
            throws IOException, InterruptedException {
        Map<String, String> password = Map.of("GXP_APPROVER_PASSWORD", role + " password");
        run(work, engine, exit, password, "approve", "gxp.yaml", "--role", role, "--as", person, "--reason", "Fits.");
    }

    private static void run(Path work, Path engine, int exit, Map<String, String> more, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-jar",
                engine.toString()));
        command.addAll(List.of(arguments));
        Path log = work.resolve("log");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        process.environment().putAll(more);
        process.environment().put("GXP_HOME", work.resolve("home").toString());
        process.environment().put("GXP_KEY_PASSWORD", "machine password");
        int code = process.start().waitFor();
        if (code != exit) {
            throw new IOException("gxp " + arguments[0] + " ended with " + code + ": " + Files.readString(log));
        }
    }

    private static void keep(Path work, String name) throws IOException {
        Files.copy(
                work.resolve("gxp-evidence/" + MODEL + "-1.zip"),
                FOLDER.resolve(name),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path engine() throws IOException {
        return Stream.of("target/gxp.jar", "target/quick/gxp.jar")
                .map(ROOT::resolve)
                .filter(Files::exists)
                .max(Comparator.comparing(SignedBundles::modified))
                .orElseThrow(() -> new IOException("there is no engine: build it with ./gxp version"));
    }

    private static java.nio.file.attribute.FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
