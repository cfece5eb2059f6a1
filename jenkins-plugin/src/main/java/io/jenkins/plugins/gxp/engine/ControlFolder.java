// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.MasterToSlaveFileCallable;

/** The folder beside the workspace in which a step and its engine leave each other files. */
public final class ControlFolder {
    /** A document of 500 gates has a quarter of a megabyte. */
    private static final long LONGEST_ANSWER = 16L << 20;

    private ControlFolder() {}

    public static FilePath of(FilePath workspace, String id) throws AbortException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new AbortException("The workspace " + workspace.getRemote()
                    + " has no folder above it; run the step in the workspace of a node.");
        }
        return temporary.child("gxp-" + id);
    }

    /** How the engine is started on its agent. */
    public static final class Start implements Serializable {
        private static final long serialVersionUID = 1;

        private final TreeMap<String, String> variables;
        private final boolean windows;

        Start(TreeMap<String, String> variables, boolean windows) {
            this.variables = variables;
            this.windows = windows;
        }

        Map<String, String> variables() {
            return variables;
        }

        boolean isWindows() {
            return windows;
        }
    }

    /** Looks at the spec, writes the arguments and takes the right to start the engine, which is given once. */
    public static final class Prepare extends MasterToSlaveFileCallable<Start> {
        private static final long serialVersionUID = 1;

        private final EngineCall call;
        private final String jar;
        private final String workspace;

        public Prepare(EngineCall call, FilePath jar, FilePath workspace) {
            this.call = call;
            this.jar = jar.getRemote();
            this.workspace = workspace.getRemote();
        }

        @Override
        public Start invoke(File folder, VirtualChannel channel) throws IOException {
            checkConfig(Path.of(workspace));
            boolean windows = AgentJava.isWindows();
            checkPath(folder, windows);
            Path control = createPrivate(folder.toPath());
            var variables = new TreeMap<String, String>();
            variables.put("GXP_STEP_JAVA", AgentJava.launcher().toString());
            variables.put("GXP_STEP_ARGUMENTS", arguments(control, variables).toString());
            variables.put("GXP_STEP_ANSWER", control.resolve("answer.json").toString());
            variables.put("GXP_STEP_LOG", control.resolve(EngineLog.NAME).toString());
            try {
                Files.createFile(control.resolve("started"));
            } catch (FileAlreadyExistsException e) {
                if (call.isRepeatable()) {
                    return new Start(variables, windows);
                }
                throw new AbortException("Jenkins went down or lost the agent while it started the engine, so it is not"
                        + " known whether " + call.command() + " was carried out; look at the runs and build again.");
            }
            return new Start(variables, windows);
        }

        private static void checkPath(File folder, boolean windows) throws AbortException {
            if (!windows && folder.getPath().indexOf('\'') >= 0) {
                throw new AbortException(
                        "The path " + folder + " has an apostrophe in it, and the wrapper of Jenkins"
                                + " that starts processes puts paths between apostrophes; rename the job or the agent's folder.");
            }
        }

        /** A key may lie in it: nobody but the agent's user may look. */
        private static Path createPrivate(Path folder) throws IOException {
            Files.createDirectories(Objects.requireNonNull(folder.getParent(), "it lies beside a workspace"));
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
            }
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return folder;
        }

        private Path arguments(Path control, Map<String, String> variables) throws IOException {
            var line = new ArrayList<String>(options());
            line.addAll(List.of("-jar", jar, call.command(), "--format", "json"));
            if (call.isStage("train")) {
                line.add("--no-wait"); // a job elsewhere is looked at again, so that no process has to wait for it
            }
            for (EngineCall.Given given : call.given()) {
                Path file = Files.write(control.resolve(given.name()), given.content());
                if (given.variable().isEmpty()) {
                    line.addAll(List.of(given.option(), file.toString()));
                } else {
                    variables.put(given.variable(), file.toString());
                }
            }
            line.addAll(List.of("--", call.config()));
            return Files.writeString(
                    control.resolve("arguments"),
                    line.stream().map(Prepare::quoted).collect(Collectors.joining("\n", "", "\n")),
                    StandardCharsets.UTF_8);
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
        private static List<String> options() {
            List<String> common = List.of(
                    "-Xshare:auto",
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr",
                    "-XX:+DisplayVMOutputToStderr",
                    "-XX:MaxRAMPercentage=50",
                    "-XX:+UseSerialGC",
                    "-Djava.awt.headless=true");
            return Runtime.version().feature() < 24
                    ? common
                    : Stream.concat(common.stream(), Stream.of("--sun-misc-unsafe-memory-access=allow"))
                            .toList();
        }

        private static String quoted(String argument) {
            return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    /** Reads what the engine answered; empty if it said nothing. */
    public static final class Answer extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1;

        @Override
        public String invoke(File folder, VirtualChannel channel) throws IOException {
            Path file = folder.toPath().resolve("answer.json");
            if (!Files.isRegularFile(file)) {
                return "";
            }
            try (InputStream in =
                    new BoundedStream(Files.newInputStream(file), LONGEST_ANSWER, "The answer of the engine")) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(in.readAllBytes()))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new AbortException(
                        "The answer of the engine is not UTF-8, so nothing in it is believed; is it another"
                                + " engine than the plugin was made for?");
            }
        }
    }
}
