// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.local.Programs;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the engine is started: this very program, in a Java of its own.
 *
 * @param jar another engine; empty for this program
 * @param slots how many may be at work at the same time, and so share the memory
 * @param environment of the processes
 * @param host that they are told: {@code codepipeline} or {@code queue}
 */
public record EngineCommand(Optional<Path> jar, int slots, Map<String, String> environment, String host) {
    /**
     * Variables of the worker that a stage has no use for. Credentials of AWS are none of these: a key in KMS that
     * seals needs them. The commands of the stage do not get them, by {@code GXP_HOST}.
     */
    private static final List<String> OWN = List.of("GXP_JENKINS_TOKEN", "GXP_JENKINS_TOKEN_FILE", "GXP_JENKINS_USER");

    /**
     * Returns the command line.
     *
     * @param mark by which the process is found again, first in the line, as systems cut long ones
     * @param arguments of the engine
     * @return program and arguments
     */
    List<String> line(String mark, List<String> arguments) {
        List<String> line = new ArrayList<>();
        // what ends the worker in its terminal leaves stages alone; not every system has it
        Programs.find("setsid", Path.of(""), environment).ifPresent(program -> line.add(program.toString()));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add(mark);
        // Java's own warnings go to standard error, or they would stand in the middle of the answer
        line.addAll(List.of("-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr", "-XX:+DisplayVMOutputToStderr"));
        line.addAll(List.of("-Djava.awt.headless=true", "-XX:MaxRAMPercentage=" + Math.max(5, 50 / slots)));
        String options = environment.getOrDefault("GXP_JAVA_OPTS", "").strip();
        if (!options.contains("GC")) {
            line.add("-XX:+UseSerialGC");
        }
        if (!options.isEmpty()) {
            line.addAll(List.of(options.split("\\s+")));
        }
        if (Runtime.version().feature() >= 24) {
            line.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (jar.isPresent()) {
            line.addAll(List.of("-jar", jar.get().toString()));
        } else {
            line.addAll(List.of("-cp", classPath(), "io.github.gxpml.host.cli.Gxp"));
        }
        line.addAll(arguments);
        return line;
    }

    /** Stages work in another folder than the worker. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Fills the environment of a process.
     *
     * @param variables to be filled
     * @param added beside those of the worker
     */
    void fill(Map<String, String> variables, Map<String, String> added) {
        variables.clear();
        variables.putAll(environment);
        variables.keySet().removeAll(OWN);
        variables.put("GXP_HOST", host);
        variables.putAll(added);
    }
}
