// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.port.CommandRunner;
import io.github.gxpml.port.Progress;
import io.github.gxpml.spec.ReproducibilitySpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs the model's own tests twice and turns what they report into metrics. */
final class UnitTests {
    private static final int DEPTH = 12;
    private static final int NAMED = 5;

    private final Spec spec;
    private final ReproducibilitySpec.UnitTests settings;
    private final CommandRunner commands;

    UnitTests(Spec spec, ReproducibilitySpec.UnitTests settings, CommandRunner commands) {
        this.spec = spec;
        this.settings = settings;
        this.commands = commands;
    }

    /** One run of the command: what it reported, or why nothing can be said. */
    private record Attempt(JUnitResults results, List<Path> files, String problem) {}

    /**
     * Runs the tests twice.
     *
     * @param progress told which run is under way
     * @param keep where to keep the JUnit files of each run; called with {@code tests/run-1/name.xml}
     * @return a value for each metric of unit-test reproducibility, by metric id
     * @throws IOException if a result cannot be kept
     * @throws StageException if the command cannot be started
     * @throws InterruptedException if the thread was interrupted
     */
    Map<String, MetricValue> run(Progress progress, Keeper keep)
            throws IOException, StageException, InterruptedException {
        var attempts = new ArrayList<Attempt>();
        for (int run = 1; run <= 2; run++) {
            progress.advance(run, 2, "unit tests");
            Attempt attempt = attempt();
            for (int i = 0; i < attempt.files().size(); i++) {
                Path file = attempt.files().get(i);
                // numbered, as two modules may give their reports the same name
                String number = attempt.files().size() == 1 ? "" : (i + 1) + "-";
                keep.keep("tests/run-" + run + "/" + number + file.getFileName(), Files.readAllBytes(file));
            }
            if (!attempt.problem().isEmpty()) {
                return undefined("run " + run + ": " + attempt.problem());
            }
            attempts.add(attempt);
        }
        return values(attempts.get(0).results(), attempts.get(1).results());
    }

    /** Keeps a file as evidence. */
    @FunctionalInterface
    interface Keeper {
        void keep(String name, byte[] content) throws IOException;
    }

    private Map<String, MetricValue> values(JUnitResults first, JUnitResults second) {
        long n = first.outcomes().size();
        List<String> steady = new ArrayList<>(first.taggedAndPassed());
        steady.retainAll(second.taggedAndPassed());
        List<String> differences = first.differences(second);
        var values = new TreeMap<String, MetricValue>();
        values.put(
                "reproducibility_tests",
                MetricValue.exact(steady.size(), n)
                        .withDetail("tests tagged `" + settings.tag() + "` that passed in both runs"));
        values.put("failed_tests", MetricValue.exact(Math.max(first.failed(), second.failed()), n));
        values.put(
                "test_outcome_differences",
                MetricValue.exact(differences.size(), n).withDetail(named(differences)));
        return values;
    }

    private static Map<String, MetricValue> undefined(String reason) {
        MetricValue none = MetricValue.undefined(reason, 0);
        return Map.of("reproducibility_tests", none, "failed_tests", none, "test_outcome_differences", none);
    }

    private static String named(List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(NAMED, ids.size())));
        return ids.size() > NAMED ? first + " and " + (ids.size() - NAMED) + " more" : first;
    }

    private Attempt attempt() throws IOException, StageException, InterruptedException {
        Map<Path, Stamp> before = stamps();
        CommandRunner.Outcome outcome;
        try {
            outcome = commands.run(settings.command(), spec.folder(), Map.of(), settings.timeLimit(), line -> {});
        } catch (IOException e) {
            throw new StageException("the unit tests cannot be started: " + e.getMessage(), e);
        }
        // a file that the command did not write anew is the result of some other run and proves nothing
        List<Path> written = stamps().entrySet().stream()
                .filter(file -> !file.getValue().equals(before.get(file.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (outcome.timedOut()) {
            return new Attempt(null, written, "the unit tests ran past their limit of " + settings.timeLimit());
        }
        if (written.isEmpty()) {
            return new Attempt(
                    null,
                    written,
                    "the unit tests (exit code " + outcome.exit() + ") wrote no file that matches " + settings.junit());
        }
        return read(written, outcome.exit());
    }

    private Attempt read(List<Path> files, int exit) {
        try {
            JUnitResults results = JUnitResults.read(files, settings.tag());
            String problem = exit != 0 && results.failed() == 0
                    ? "the unit tests ended with exit code " + exit + " although no test is reported as failed"
                    : "";
            return new Attempt(results, files, problem);
        } catch (IOException e) {
            return new Attempt(null, files, e.getMessage());
        }
    }

    /** What tells one writing of a file from another. */
    private record Stamp(Object modified, Object identity, long size) {}

    private Map<Path, Stamp> stamps() throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + settings.junit());
        var stamps = new TreeMap<Path, Stamp>();
        Path start = fixedPart();
        if (!Files.isDirectory(start)) {
            return stamps;
        }
        try (Stream<Path> files = Files.find(start, DEPTH, (file, attributes) -> attributes.isRegularFile())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (matcher.matches(spec.folder().relativize(file))) {
                    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    stamps.put(file, new Stamp(attributes.lastModifiedTime(), attributes.fileKey(), attributes.size()));
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException("cannot look for " + settings.junit() + ": " + e.getMessage(), e);
        }
        return stamps;
    }

    /** Returns the folder before the first wildcard, so that a large project is not walked for one report. */
    private Path fixedPart() {
        Path folder = spec.folder();
        for (Path part : Path.of(settings.junit().replaceAll("[*?\\[{].*", "x"))) {
            Path next = folder.resolve(part);
            if (!Files.isDirectory(next)) {
                return folder;
            }
            folder = next;
        }
        return folder;
    }
}
