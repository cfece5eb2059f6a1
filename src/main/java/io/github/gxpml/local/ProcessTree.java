// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A process with everything that it starts, so that all of it can be ended.
 *
 * <p>The command gets a session and thereby a process group of its own. Beside it, in the same group, a keeper (a few
 * lines of shell) reads its standard input from us: a signal's name is sent to the group, the end of the input kills
 * it. So the group dies with this process too, even if this one is killed. What left the group is found by descent and,
 * on Linux, by the mark in its environment. Not found: a process that left the group, lost its parents and cleaned its
 * environment; and, where there is no {@code setsid} program (macOS), one that lost its parents within a second.
 */
final class ProcessTree {
    private static final String MARK = "GXP_RUN";
    private static final AtomicLong COUNTER = new AtomicLong();
    private static final Path PROC = Path.of("/proc");

    /** Orphaned by the double fork, so that a command that waits for all its children does not wait for the keeper. */
    private static final String KEEPER = "exec 3<&0 </dev/null\n"
            + "( ( trap '' HUP INT QUIT TERM; exec >/dev/null 2>&1\n"
            + "while read -r signal; do kill -\"$signal\" TARGET; done <&3; kill -KILL TARGET ) & )\n"
            + "exec \"$@\" 3<&-\n";

    private final Process process;
    private final String mark;
    private final boolean grouped;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    private ProcessTree(Process process, String mark, boolean grouped) {
        this.process = process;
        this.mark = mark;
        this.grouped = grouped;
    }

    /** Starts a command with exactly the given environment. */
    static ProcessTree start(List<String> command, Path folder, Map<String, String> environment) throws IOException {
        boolean grouped = Programs.find("setsid", folder, environment).isPresent();
        var words = new ArrayList<String>();
        if (grouped) {
            words.add("setsid");
        }
        words.addAll(List.of("/bin/sh", "-c", KEEPER.replace("TARGET", grouped ? "-$$" : "$$"), "gxp"));
        words.addAll(command);
        String mark = ProcessHandle.current().pid() + "-" + System.nanoTime() + "-" + COUNTER.incrementAndGet();
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put(MARK, mark);
        return new ProcessTree(builder.start(), mark, grouped);
    }

    /** Returns the command's own process. */
    Process process() {
        return process;
    }

    /** Waits for the command's own process; tells whether it ended in time. */
    boolean await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (process.waitFor(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS)) {
                return true;
            }
            if (!grouped) {
                process.descendants().forEach(seen::add);
            }
        }
        return !process.isAlive();
    }

    /** Asks everything to end and, after a time of grace, ends it; an interrupt does not cut this short. */
    void end(Duration grace) {
        process.descendants().forEach(seen::add);
        tell("TERM\n");
        handles().forEach(ProcessHandle::destroy);
        waitFor(handles(), grace);
        process.descendants().forEach(seen::add);
        clear();
    }

    /** Kills whatever is left. */
    void clear() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // the keeper is gone already; the handles are ended one by one anyway
        }
        handles().forEach(ProcessHandle::destroyForcibly);
        // again, for what was being forked while we looked
        List<ProcessHandle> marked = marked();
        for (int i = 0; i < 20 && !marked.isEmpty(); i++) {
            marked.forEach(ProcessHandle::destroyForcibly);
            waitFor(marked, Duration.ofMillis(100));
            marked = marked();
        }
        waitFor(handles(), Duration.ofSeconds(2));
    }

    private void tell(String signal) {
        try {
            OutputStream keeper = process.getOutputStream();
            keeper.write(signal.getBytes(StandardCharsets.US_ASCII));
            keeper.flush();
        } catch (IOException e) {
            // the keeper is gone already; the handles are asked one by one anyway
        }
    }

    private List<ProcessHandle> handles() {
        return Stream.concat(Stream.of(process.toHandle()), seen.stream()).toList();
    }

    private static void waitFor(List<ProcessHandle> handles, Duration limit) {
        boolean interrupted = false;
        long end = System.nanoTime() + limit.toNanos();
        while (handles.stream().anyMatch(ProcessTree::runs) && System.nanoTime() < end) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A process that has ended but that its parent has not asked after, perhaps never will, does not run. */
    private static boolean runs(ProcessHandle handle) {
        if (!handle.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(PROC.resolve(handle.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            return !stat.substring(stat.lastIndexOf(')') + 1).startsWith(" Z");
        } catch (IOException e) {
            return handle.isAlive();
        }
    }

    private List<ProcessHandle> marked() {
        var found = new ArrayList<ProcessHandle>();
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                if (isMarked(entry)) {
                    ProcessHandle.of(Long.parseLong(entry.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            // without /proc there is nothing more to find
            return found;
        }
        return found;
    }

    private boolean isMarked(Path entry) {
        try {
            String environment = Files.readString(entry.resolve("environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + MARK + "=" + mark + "\0");
        } catch (IOException e) {
            // ended meanwhile, or somebody else's
            return false;
        }
    }
}
