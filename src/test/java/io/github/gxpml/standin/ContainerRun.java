// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** A container without a container: a program in a folder that stands for {@code /opt/ml}, told so by its variables. */
final class ContainerRun implements AutoCloseable {
    private static final String INSIDE = "/opt/ml";

    private final Path root;
    private volatile Process process;
    private volatile boolean stopped;

    ContainerRun() {
        try {
            root = Files.createTempDirectory("container-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where a path of the container is. */
    Path at(String inside) {
        return root.resolve(inside.substring(INSIDE.length() + 1));
    }

    /** Puts a file in. A JSON document that names paths of the container is made to name those of the folder. */
    void put(String inside, byte[] content) throws IOException {
        Path file = at(inside);
        Files.createDirectories(file.getParent());
        byte[] bytes = inside.endsWith(".json")
                ? here(new String(content, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)
                : content;
        Files.write(file, bytes);
    }

    private String here(String text) {
        return text.replace(INSIDE, root.toString());
    }

    /** Runs a program to its end; returns its exit code, -1 if it was stopped. */
    int run(List<String> command, Map<String, String> variables, Consumer<String> lines) throws IOException {
        for (String folder : List.of("model", "output/data", "processing/output")) {
            Files.createDirectories(root.resolve(folder));
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        new TreeMap<>(variables).forEach((name, value) -> builder.environment().put(name, here(value)));
        process = builder.start();
        if (stopped) {
            process.destroyForcibly();
        }
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.accept(line);
            }
            int exit = process.waitFor();
            return stopped ? -1 : exit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    void stop() {
        stopped = true;
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Packs a folder of the container. */
    byte[] pack(String inside) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes));
                Stream<Path> walk = Files.walk(at(inside))) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                var entry =
                        new TarArchiveEntry(file, at(inside).relativize(file).toString());
                tar.putArchiveEntry(entry);
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Unpacks an archive into a folder of the container. */
    void unpack(byte[] archive, String inside) throws IOException {
        try (InputStream in = new ByteArrayInputStream(archive);
                var tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = at(inside).resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(tar, file);
            }
        }
    }

    boolean isEmpty(String inside) throws IOException {
        try (Stream<Path> files = Files.list(at(inside))) {
            return files.findAny().isEmpty();
        }
    }

    @Override
    public void close() {
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path entry : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            // left to the system
        }
    }
}
