// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.port.CommandRunner;
import io.github.gxpml.port.command.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Runs a command as a child process with a shell's help; needs {@code /bin/sh}. */
public final class ProcessRunner implements CommandRunner {
    private static final String OURS = "GXP_";
    /** Hosts that carry out stages for people who are not there. */
    private static final Set<String> WORKERS = Set.of("codepipeline", "queue");

    private static final Pattern CREDENTIALS = Pattern.compile(
            "AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|CONTAINER_.*|WEB_IDENTITY_TOKEN_FILE|ROLE_ARN)");
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long PUMP_MILLIS = 10_000;

    private final Map<String, String> inherited;
    private final Duration grace;

    /** Creates a runner whose commands inherit this process's environment. */
    public ProcessRunner() {
        this(System.getenv(), GRACE);
    }

    ProcessRunner(Map<String, String> inherited, Duration grace) {
        this.inherited = Map.copyOf(inherited);
        this.grace = grace;
    }

    @Override
    public Outcome run(
            List<String> command, Path folder, Map<String, String> env, Duration limit, Consumer<String> lines)
            throws IOException, InterruptedException {
        Map<String, String> environment = environment(env);
        check(command, folder, environment);
        ProcessTree tree = ProcessTree.start(command, folder, environment);
        var mask = new SecretMask(inherited);
        var guarded = new Guarded(lines);
        var out = new LinePump(tree.process().getInputStream(), mask, guarded);
        var err = new LinePump(tree.process().getErrorStream(), mask, guarded);
        List<Thread> pumps = List.of(start(out, "standard output"), start(err, "standard error"));
        boolean ended;
        try {
            ended = tree.await(limit);
            if (!ended) {
                tree.end(grace);
            }
            tree.clear();
            for (Thread pump : pumps) {
                pump.join(PUMP_MILLIS);
            }
        } catch (InterruptedException e) {
            tree.end(grace);
            throw e;
        } finally {
            guarded.close();
        }
        guarded.rethrow();
        if (tree.process().isAlive()) {
            throw new IOException("process " + tree.process().pid() + " cannot be ended; end it by hand");
        }
        List<String> tail = err.tail().isEmpty() ? out.tail() : err.tail();
        return new Outcome(tree.process().exitValue(), !ended, tail);
    }

    private Map<String, String> environment(Map<String, String> added) {
        var environment = new HashMap<>(inherited);
        // our own secrets, and what a run around this one told its command, are nobody's business
        environment.keySet().removeIf(name -> name.startsWith(OURS));
        if (WORKERS.contains(inherited.getOrDefault("GXP_HOST", ""))) {
            // the role of a worker answers approvals; a person's own role is for the commands too
            environment.keySet().removeIf(name -> CREDENTIALS.matcher(name).matches());
        }
        environment.putAll(added);
        return environment;
    }

    private static void check(List<String> command, Path folder, Map<String, String> environment) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("folder " + folder + " does not exist");
        }
        if (command.isEmpty()
                || Programs.find(command.get(0), folder, environment).isEmpty()) {
            throw new IOException("program `"
                    + String.join(" ", command.stream().limit(1).toList()) + "` was not found, or is not executable");
        }
        for (String word : command) {
            if (word.indexOf('\0') >= 0) {
                throw new IOException("an argument holds a zero byte");
            }
        }
    }

    private static Thread start(Runnable pump, String name) {
        var thread = new Thread(pump, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Passes lines on one at a time, and none after the end, when a stray process may still hold the pipe. */
    private static final class Guarded implements Consumer<String> {
        private final Consumer<String> lines;
        private boolean closed;
        private RuntimeException failure;

        Guarded(Consumer<String> lines) {
            this.lines = lines;
        }

        @Override
        public synchronized void accept(String line) {
            if (closed) {
                return;
            }
            try {
                lines.accept(line);
            } catch (RuntimeException e) {
                // the output must be read on, or the command would wait for ever
                failure = e;
                closed = true;
            }
        }

        synchronized void rethrow() {
            if (failure != null) {
                throw failure;
            }
        }

        synchronized void close() {
            closed = true;
        }
    }
}
