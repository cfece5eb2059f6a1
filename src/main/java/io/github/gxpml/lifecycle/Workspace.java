// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where a model's runs live on disk: {@code .gxp/runs/<model>/<run>/} beside the spec, and the sealed bundles in the
 * evidence store. Runs count up from 1; a number is never given twice, not even when one of the two folders was
 * deleted.
 *
 * @param root the folder {@code .gxp}
 * @param store the folder of sealed bundles
 * @param model name of the model, safe as a file name
 */
public record Workspace(Path root, Path store, String model) {
    private static final Pattern RUN = Pattern.compile("([1-9][0-9]{0,8})");

    /**
     * Returns the workspace that a spec asks for.
     *
     * @param spec the spec
     * @return the workspace; nothing is created
     */
    public static Workspace of(Spec spec) {
        return new Workspace(
                spec.folder().resolve(".gxp"),
                spec.resolve(spec.evidence().store()),
                spec.model().name());
    }

    /**
     * Returns the working folder of a run.
     *
     * @param run number of the run
     * @return the folder; it may not exist
     */
    public Path runFolder(int run) {
        return runs().resolve(Integer.toString(run));
    }

    /**
     * Returns where a run's bundle is sealed.
     *
     * @param run number of the run
     * @return the file; it may not exist
     */
    public Path bundle(int run) {
        return store.resolve(model + "-" + run + ".zip");
    }

    /**
     * Finds the latest run that has evidence. A number whose process ended before it wrote any is passed over here, but
     * not given again.
     *
     * @return its number, empty if there is none
     * @throws IOException if the folder cannot be read
     */
    public OptionalInt latestRun() throws IOException {
        List<Integer> runs = runsFromLatest();
        return runs.isEmpty() ? OptionalInt.empty() : OptionalInt.of(runs.get(0));
    }

    /** Returns the runs that have evidence, the latest first. */
    List<Integer> runsFromLatest() throws IOException {
        return numbers(runs(), RUN)
                .filter(run -> Files.exists(runFolder(run).resolve("bag/data/bundle.json")))
                .boxed()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** Returns the number if a run of it has evidence. */
    int existing(int run) throws StageException, IOException {
        if (!runsFromLatest().contains(run)) {
            throw new StageException("there is no run " + run + " to record for: name one that is in " + runs());
        }
        return run;
    }

    /**
     * Returns the number that the next run gets.
     *
     * @return one more than the highest number in use
     * @throws IOException if a folder cannot be read
     */
    public int nextRun() throws IOException {
        Pattern bundle = Pattern.compile(Pattern.quote(model) + "-([1-9][0-9]{0,8})\\.zip");
        return IntStream.concat(numbers(store, bundle), numbers(runs(), RUN))
                        .max()
                        .orElse(0)
                + 1;
    }

    private Path runs() {
        return root.resolve("runs").resolve(model);
    }

    private static IntStream numbers(Path folder, Pattern name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return IntStream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            int[] numbers = files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(match -> Integer.parseInt(match.group(1)))
                    .toArray();
            return IntStream.of(numbers);
        }
    }
}
