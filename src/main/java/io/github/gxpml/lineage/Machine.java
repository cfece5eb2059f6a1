// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be found out about processor, graphics processors, linear algebra and container, from files of the operating
 * system. Never a serial number, a host's name or a user's.
 *
 * @param root {@code /}, or a folder with files of that layout
 */
record Machine(Path root) {
    static final String UNKNOWN = "unknown";
    static final String NONE = "none found";

    private static final int LONGEST = 300;
    private static final int MOST_BYTES = 1 << 20;
    private static final long PATIENCE = 5;
    private static final Pattern CPU = Pattern.compile("(?m)^(?:model name|Model|cpu model|Processor)\\s*:\\s*(.+)$");
    private static final Pattern GPU = Pattern.compile("(?m)^Model:\\s*(.+)$");
    private static final Pattern DRIVER = Pattern.compile("(?m)^NVRM version:\\s*(.+)$");
    private static final Pattern IMAGE_ID = Pattern.compile("(?m)^imageid=\"?([^\"\\n]+)\"?$");
    private static final Pattern IMAGE = Pattern.compile("(?m)^image=\"?([^\"\\n]+)\"?$");

    /** The model of the processor, as the operating system names it. */
    String cpu() {
        return text("proc/cpuinfo").flatMap(text -> found(CPU, text)).orElse(UNKNOWN);
    }

    /** The graphics processors with the version of their driver. */
    String gpu() {
        Path driver = root.resolve("proc/driver/nvidia");
        List<String> models = entries(driver.resolve("gpus"), name -> true).stream()
                .flatMap(card -> text("proc/driver/nvidia/gpus/" + card + "/information").stream())
                .flatMap(text -> found(GPU, text).stream())
                .toList();
        if (!models.isEmpty()) {
            String version = text("proc/driver/nvidia/version")
                    .flatMap(text -> found(DRIVER, text))
                    .map(text -> " (" + text.replaceAll("\\s+", " ") + ")")
                    .orElse("");
            return String.join(", ", models) + version;
        }
        return asked().orElse(NONE);
    }

    /** Asks the driver's own program where there is one, as outside of Linux. */
    private Optional<String> asked() {
        Optional<Path> program = Stream.of(
                        "usr/bin/nvidia-smi", "usr/local/bin/nvidia-smi", "Windows/System32/nvidia-smi.exe")
                .map(root::resolve)
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        try {
            var builder = new ProcessBuilder(
                            program.get().toString(), "--query-gpu=name,driver_version", "--format=csv,noheader")
                    .redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("GXP_")); // passwords, too
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(PATIENCE, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String said = new String(process.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return Optional.of(said.lines().map(Machine::line).collect(Collectors.joining(", ")))
                    .filter(text -> !text.isBlank());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The libraries of linear algebra that the system gives programs that ask for the usual one. */
    String blas() {
        Path alternatives = root.resolve("etc/alternatives");
        var targets = new TreeSet<String>();
        for (String name : entries(alternatives, name -> name.startsWith("libblas.so"))) {
            try {
                targets.add(
                        line(Files.readSymbolicLink(alternatives.resolve(name)).toString()));
            } catch (IOException | UnsupportedOperationException e) {
                targets.add(UNKNOWN);
            }
        }
        return targets.isEmpty() ? NONE : String.join(", ", targets);
    }

    /** The image of the container as its engine tells; empty if there is no sign of one. */
    String container() {
        Optional<String> podman = text("run/.containerenv");
        Optional<String> image = podman.flatMap(text -> found(IMAGE_ID, text).or(() -> found(IMAGE, text)));
        if (image.isPresent()) {
            return image.get();
        }
        boolean inside = podman.isPresent() || Files.exists(root.resolve(".dockerenv"));
        return inside ? "a container whose image is not known" : "";
    }

    private Optional<String> text(String name) {
        Path file = root.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> entries(Path folder, Predicate<String> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(line(matcher.group(1))) : Optional.empty();
    }

    private static String line(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").replaceAll(" +", " ").strip();
        return clean.substring(0, Math.min(LONGEST, clean.length()));
    }
}
