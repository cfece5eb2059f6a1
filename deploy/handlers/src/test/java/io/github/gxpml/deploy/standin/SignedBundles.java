// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the engine's command line makes, once for each engine: the example on real data, with two people who must sign,
 * registered in a management table and a bucket of AWS. After each step the bundle is kept, and the table as the engine
 * left it. Kept under {@code target} until the engine is a newer one.
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
        return read(Stage.PENDING + ".zip");
    }

    /** Returns the bundle with one signature of two. */
    public static byte[] half() {
        return read(Stage.HALF + ".zip");
    }

    /** Returns the bundle that everybody has signed. */
    public static byte[] approved() {
        return read(Stage.APPROVED + ".zip");
    }

    /** Returns the model. */
    public static byte[] model() {
        return read("model.onnx");
    }

    /** Returns what is in the management table when nobody has signed, one of two has, or everybody has. */
    static List<Map<String, AttributeValue>> table(Stage stage) throws IOException {
        return StoredItems.read(read(stage + ".table.json"));
    }

    /** How far the run is. */
    public enum Stage {
        /** Nobody has signed. */
        PENDING,
        /** One of two has signed. */
        HALF,
        /** Everybody has signed. */
        APPROVED
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
            Path done = FOLDER.resolve("done");
            if (Files.exists(done)
                    && modified(done).compareTo(modified(engine())) > 0
                    && modified(done).compareTo(modified(maker())) > 0) {
                return FOLDER;
            }
            LocalAws aws = TrainingAccount.stores(new LocalAws());
            Path work = Files.createTempDirectory("gxp-signed-");
            Files.createDirectories(FOLDER);
            copy(ROOT.resolve("examples/flc-mortality/data"), work.resolve("data"));
            Files.writeString(work.resolve("gxp.yaml"), spec(aws));
            run(work, 3, aws.settings().variables(), "run", "gxp.yaml");
            keep(work, aws, Stage.PENDING);
            sign(work, 3, aws, "quality", "Jane Roe <jane@example.org>");
            keep(work, aws, Stage.HALF);
            sign(work, 0, aws, "business", "John Doe <john@example.org>");
            keep(work, aws, Stage.APPROVED);
            Files.write(FOLDER.resolve("model.onnx"), TrainingAccount.artifact(aws));
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

    /** The example of a regulated model in AWS, without what takes long: a second training and tests of its own. */
    private static String spec(LocalAws aws) throws IOException {
        return Files.readString(ROOT.resolve("examples/flc-mortality/gxp-regulated.yaml"))
                .replaceAll("(?ms)^reproducibility:\n.*?\n(?=\\S)", "")
                .replace("riskClass: moderate", "riskClass: research")
                .replace(
                        "registry: local",
                        "registry: dynamodb\n  aws: {table: " + aws.value("MANAGEMENT_TABLE") + ", bucket: s3://"
                                + aws.value("REPOSITORY_BUCKET") + "/models}");
    }

    private static void sign(Path work, int exit, LocalAws aws, String role, String person)
            throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>(aws.settings().variables());
        variables.put("GXP_APPROVER_PASSWORD", role + " password");
        run(work, exit, variables, "approve", "gxp.yaml", "--role", role, "--as", person, "--reason", "Fits.");
    }

    private static void run(Path work, int exit, Map<String, String> more, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-jar",
                engine().toString()));
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

    private static void keep(Path work, LocalAws aws, Stage stage) throws IOException {
        Files.copy(
                work.resolve("gxp-evidence/" + MODEL + "-1.zip"),
                FOLDER.resolve(stage + ".zip"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.write(FOLDER.resolve(stage + ".table.json"), StoredItems.write(aws.rows("MANAGEMENT_TABLE")));
    }

    private static Path engine() throws IOException {
        return Stream.of("target/gxp.jar", "target/quick/gxp.jar")
                .map(ROOT::resolve)
                .filter(Files::exists)
                .max(Comparator.comparing(SignedBundles::modified))
                .orElseThrow(() -> new IOException("there is no engine: build it with ./gxp version"));
    }

    /** This class: what it makes now may be other files than those of before. */
    private static Path maker() {
        return Path.of("target", "test-classes", SignedBundles.class.getName().replace('.', '/') + ".class");
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
