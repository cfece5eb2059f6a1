// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.release;

import hudson.model.Job;
import hudson.model.Run;
import hudson.util.AtomicFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The numbers of a job's builds that must stay, in a file of the job, so that nobody has to load all builds to know. */
final class HeldBuilds {
    private static final Logger LOGGER = Logger.getLogger(HeldBuilds.class.getName());
    private static final String FILE = "gxp-released-builds.txt";

    private HeldBuilds() {}

    static synchronized void add(Run<?, ?> run) throws IOException {
        TreeSet<Integer> numbers = numbers(run.getParent());
        if (numbers.add(run.getNumber())) {
            write(run.getParent(), numbers);
        }
    }

    static void addUnlessKnown(Run<?, ?> run) {
        try {
            add(run);
        } catch (IOException e) {
            // the build must be readable all the same; it stays marked as to be kept
            LOGGER.log(Level.WARNING, "could not note that " + run + " must stay", e);
        }
    }

    static synchronized void remove(Run<?, ?> run) throws IOException {
        TreeSet<Integer> numbers = numbers(run.getParent());
        if (numbers.remove(run.getNumber())) {
            write(run.getParent(), numbers);
        }
    }

    /** Returns the holds that are on builds of a job, also those whose time is over but that nobody has ended yet. */
    static List<ReleaseHold> of(Job<?, ?> job) throws IOException {
        TreeSet<Integer> numbers;
        synchronized (HeldBuilds.class) {
            numbers = numbers(job);
        }
        var holds = new ArrayList<ReleaseHold>();
        for (int number : numbers) {
            Run<?, ?> run = job.getBuildByNumber(number);
            ReleaseHold hold = run == null ? null : run.getAction(ReleaseHold.class);
            if (hold != null && hold.getLetGoAt().isEmpty()) {
                holds.add(hold);
            }
        }
        return holds;
    }

    /** Returns a hold that is on a build of a job now. */
    static Optional<ReleaseHold> first(Job<?, ?> job) throws IOException {
        Instant now = Instant.now();
        return of(job).stream().filter(hold -> hold.isHeld(now)).findFirst();
    }

    private static TreeSet<Integer> numbers(Job<?, ?> job) throws IOException {
        var numbers = new TreeSet<Integer>();
        Path file = file(job);
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                if (line.matches("[1-9]\\d{0,8}")) {
                    numbers.add(Integer.valueOf(line));
                }
            }
        }
        return numbers;
    }

    private static void write(Job<?, ?> job, TreeSet<Integer> numbers) throws IOException {
        if (numbers.isEmpty()) {
            Files.deleteIfExists(file(job));
            return;
        }
        try (var writer = new AtomicFileWriter(file(job), StandardCharsets.US_ASCII)) {
            for (int number : numbers) {
                writer.write(number + "\n");
            }
            writer.commit();
        }
    }

    private static Path file(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve(FILE);
    }
}
