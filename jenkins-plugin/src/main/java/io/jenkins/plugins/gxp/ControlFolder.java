// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.MasterToSlaveFileCallable;

/** The folder beside the workspace in which a step and its engine leave each other files. */
final class ControlFolder {
    /** A document of 500 gates has a quarter of a megabyte. */
    private static final long LONGEST_ANSWER = 16L << 20;

    private ControlFolder() {}

    static FilePath of(FilePath workspace, String id) throws AbortException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new AbortException("The workspace " + workspace.getRemote()
                    + " has no folder above it; run the step in the workspace of a node.");
        }
        return temporary.child("gxp-" + id);
    }

    /** How the engine is started on its agent. */
    static final class Start implements Serializable {
        private static final long serialVersionUID = 1;

        private final String java;
        private final String arguments;
        private final String answer;
        private final boolean windows;

        Start(Path java, Path arguments, Path answer, boolean windows) {
            this.java = java.toString();
            this.arguments = arguments.toString();
            this.answer = answer.toString();
            this.windows = windows;
        }

        String java() {
            return java;
        }

        String arguments() {
            return arguments;
        }

        String answer() {
            return answer;
        }

        boolean isWindows() {
            return windows;
        }
    }

    /** Looks at the spec, writes the arguments and takes the right to start the engine, which is given once. */
    static final class Prepare extends MasterToSlaveFileCallable<Start> {
        private static final long serialVersionUID = 1;

        private final StageCall call;
        private final String jar;
        private final String workspace;

        Prepare(StageCall call, FilePath jar, FilePath workspace) {
            this.call = call;
            this.jar = jar.getRemote();
            this.workspace = workspace.getRemote();
        }

        @Override
        public Start invoke(File folder, VirtualChannel channel) throws IOException {
            checkConfig(Path.of(workspace));
            boolean windows =
                    System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
            if (!windows && folder.getPath().indexOf('\'') >= 0) {
                throw new AbortException(
                        "The path " + folder + " has an apostrophe in it, and the wrapper of Jenkins"
                                + " that starts processes puts paths between apostrophes; rename the job or the agent's folder.");
            }
            Path java = Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
            if (!Files.isExecutable(java)) {
                throw new AbortException("The agent runs on a Java without a launcher: there is no " + java
                        + "; run the agent on a whole Java 17 or newer.");
            }
            Path control = Files.createDirectories(folder.toPath());
            Path arguments = control.resolve("arguments");
            Files.writeString(
                    arguments,
                    Stream.concat(
                                    options(),
                                    Stream.of("-jar", jar, call.stage(), "--format", "json", "--", call.config()))
                            .map(Prepare::quoted)
                            .collect(Collectors.joining("\n", "", "\n")),
                    StandardCharsets.UTF_8);
            try {
                Files.createFile(control.resolve("started"));
            } catch (FileAlreadyExistsException e) {
                throw new AbortException("Jenkins went down or lost the agent while it started the engine, so it is not"
                        + " known whether " + call.stage() + " was carried out; look at the runs and build again.");
            }
            return new Start(java, arguments, control.resolve("answer.json"), windows);
        }

        private void checkConfig(Path folder) throws IOException {
            Path root = Files.createDirectories(folder).toRealPath();
            try {
                Path file = root.resolve(call.config());
                if (!file.normalize().startsWith(root)
                        || Files.exists(file) && !file.toRealPath().startsWith(root)) {
                    throw new AbortException(
                            "The spec " + call.config()
                                    + " is not below the workspace; name a file that lies there, also when links are followed.");
                }
            } catch (InvalidPathException e) {
                throw new AbortException("The spec " + call.config() + " is no path on the agent: " + e.getReason());
            }
        }

        /** As the launcher of the engine has them: quiet on standard output, half of the memory outside the heap. */
        private static Stream<String> options() {
            List<String> common = List.of(
                    "-Xshare:auto",
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr",
                    "-XX:+DisplayVMOutputToStderr",
                    "-XX:MaxRAMPercentage=50",
                    "-XX:+UseSerialGC",
                    "-Djava.awt.headless=true");
            return Runtime.version().feature() < 24
                    ? common.stream()
                    : Stream.concat(common.stream(), Stream.of("--sun-misc-unsafe-memory-access=allow"));
        }

        private static String quoted(String argument) {
            return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    /** Reads what the engine answered; empty if it said nothing. */
    static final class Answer extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1;

        @Override
        public String invoke(File folder, VirtualChannel channel) throws IOException {
            Path file = folder.toPath().resolve("answer.json");
            if (!Files.isRegularFile(file)) {
                return "";
            }
            try (InputStream in =
                    new BoundedStream(Files.newInputStream(file), LONGEST_ANSWER, "The answer of the engine")) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
