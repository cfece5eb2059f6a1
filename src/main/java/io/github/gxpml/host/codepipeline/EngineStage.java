// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A stage as a process of this machine, which writes its answer and its log into files. */
public final class EngineStage implements RunningStage {
    private static final String MARK = "-Dgxp.order=";
    private static final int MOST_ANSWER = 64 << 20;
    private static final int TAIL = 4096;

    private final Place place;
    private final WorkFolder workspace;
    private final ProcessHandle process;
    private final Instant since;

    private EngineStage(Place place, WorkFolder workspace, ProcessHandle process) {
        this.place = place;
        this.workspace = workspace;
        this.process = process;
        this.since =
                process == null ? Instant.now() : process.info().startInstant().orElse(Instant.now());
    }

    /**
     * Where a stage keeps its files, and how its process is found again.
     *
     * @param folder of the order
     * @param id of the attempt, unique on this machine
     * @param stage its name
     */
    public record Place(Path folder, String id, String stage) {
        String mark() {
            return MARK + id;
        }

        Path answer() {
            return folder.resolve(id + ".json");
        }

        Path log() {
            return folder.resolve(id + ".log");
        }
    }

    /**
     * Starts a stage.
     *
     * @param place where it keeps its files
     * @param workspace where it works
     * @param engine how the engine is started
     * @param arguments of the engine
     * @param variables of the process, beside those of the worker
     * @return the stage at work
     * @throws IOException if the process cannot be started
     */
    public static EngineStage start(
            Place place,
            WorkFolder workspace,
            EngineCommand engine,
            List<String> arguments,
            Map<String, String> variables)
            throws IOException {
        var builder = new ProcessBuilder(engine.line(place.mark(), arguments));
        engine.fill(builder.environment(), variables);
        builder.directory(workspace.source().toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectOutput(place.answer().toFile());
        builder.redirectError(place.log().toFile());
        return new EngineStage(place, workspace, builder.start().toHandle());
    }

    /**
     * Finds a stage that a worker before this one has started.
     *
     * @param place where it keeps its files
     * @param workspace where it works
     * @return the stage, at work or ended with an answer; empty if it is neither
     * @throws IOException if its answer cannot be read
     */
    public static Optional<EngineStage> find(Place place, WorkFolder workspace) throws IOException {
        Optional<ProcessHandle> alive = processes(place.mark()::equals).findFirst();
        if (alive.isPresent()) {
            return Optional.of(new EngineStage(place, workspace, alive.get()));
        }
        boolean answered = Files.exists(place.answer())
                && EngineAnswer.read(place.stage(), bytes(place.answer())).isPresent();
        return answered ? Optional.of(new EngineStage(place, workspace, null)) : Optional.empty();
    }

    /**
     * Asks whatever is at work for an order that nobody waits for any more to end.
     *
     * @param order its id
     * @return whether anything is
     */
    static boolean endOrphans(String order) {
        List<ProcessHandle> orphans =
                processes(word -> word.startsWith(MARK + order + "-")).toList();
        orphans.forEach(ProcessHandle::destroy);
        return !orphans.isEmpty();
    }

    private static Stream<ProcessHandle> processes(Predicate<String> marked) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> Arrays.stream(line.split(" ")).anyMatch(marked))
                        .isPresent());
    }

    @Override
    public Optional<StageAnswer> await(Duration most) throws IOException, InterruptedException {
        if (process != null) {
            try {
                process.onExit().get(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IOException("it is not known what became of process " + process.pid(), e);
            }
        }
        Optional<StageAnswer> answer = EngineAnswer.read(place.stage(), bytes(place.answer()));
        if (answer.isEmpty()) {
            return Optional.of(EngineAnswer.crashed("the engine ended without an answer" + last()));
        }
        if (GxpActionType.STAGES.contains(place.stage()) && !answer.get().waits()) {
            workspace.took(place.stage(), Duration.between(since, Instant.now()));
        }
        return answer;
    }

    private String last() throws IOException {
        String line = doing();
        return line.isEmpty() ? ", it was killed or ran out of memory" : "; the last that it said is: " + line;
    }

    @Override
    public String doing() {
        try (var log = new RandomAccessFile(place.log().toFile(), "r")) {
            long from = Math.max(0, log.length() - TAIL);
            byte[] end = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(end);
            return Arrays.stream(new String(end, StandardCharsets.UTF_8).split("[\r\n]+"))
                    .map(line -> line.replaceAll("\\p{Cntrl}|^\\.\\.\\. ", "").strip())
                    .filter(line -> !line.isEmpty())
                    .reduce("", (before, line) -> line.length() <= 300 ? line : line.substring(0, 300));
        } catch (IOException e) {
            return ""; // progress is not worth a failure
        }
    }

    @Override
    public OptionalInt percent() {
        Optional<Duration> before = workspace.tookBefore(place.stage());
        if (before.isEmpty() || before.get().isZero()) {
            return OptionalInt.empty();
        }
        long now = Duration.between(since, Instant.now()).toMillis();
        return OptionalInt.of(
                (int) Math.min(95, 100 * now / Math.max(1, before.get().toMillis())));
    }

    @Override
    public void stop() {
        if (process != null) {
            process.destroy(); // politely: it seals what it has
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_ANSWER);
        }
    }
}
