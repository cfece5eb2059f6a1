// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A handler from its packaged jar in a JVM of its own, as Lambda starts one.
 *
 * @param jar the jar, and nothing else of ours but what gives the event
 * @param options of the JVM beside those of Lambda
 */
public record FreshJvm(Path jar, List<String> options) {
    /** What came of it. */
    public record Outcome(int exit, String answer, String log, long millis) {}

    /** Starts the JVM, gives the event and waits for its end. */
    public Outcome handle(LocalAws aws, String type, String event) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gxp-fresh-");
        Path in = Files.writeString(folder.resolve("event"), event);
        Path out = folder.resolve("log");
        Path answer = folder.resolve("answer");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx880m"));
        command.addAll(options);
        command.addAll(List.of("-cp", jar + java.io.File.pathSeparator + starter(), FirstEvent.class.getName(), type));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(answer.toFile());
        process.environment().putAll(aws.settings().variables());
        long start = System.nanoTime();
        int exit = process.start().waitFor();
        long millis = (System.nanoTime() - start) / 1_000_000;
        Outcome outcome = new Outcome(exit, Files.readString(answer), Files.readString(out), millis);
        for (Path file : List.of(in, out, answer, folder)) {
            Files.delete(file);
        }
        return outcome;
    }

    /** A jar of the one class, since archives of class data take no folders. */
    private static Path starter() throws IOException {
        Path made = Path.of("target", "first-event.jar").toAbsolutePath();
        String name = FirstEvent.class.getName().replace('.', '/') + ".class";
        if (!Files.exists(made)) {
            try (var jar = new java.util.jar.JarOutputStream(Files.newOutputStream(made));
                    var bytes = FirstEvent.class.getClassLoader().getResourceAsStream(name)) {
                jar.putNextEntry(new java.util.zip.ZipEntry(name));
                jar.write(bytes.readAllBytes());
                jar.closeEntry();
            }
        }
        return made;
    }

    /** Returns an event of a queue. */
    public static String queued(String id, String body) {
        return new String(
                io.github.gxpml.io.Json.pretty(
                        java.util.Map.of("Records", List.of(java.util.Map.of("messageId", id, "body", body)))),
                StandardCharsets.UTF_8);
    }
}
