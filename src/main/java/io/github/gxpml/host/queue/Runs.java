// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.host.codepipeline.EngineCommand;
import io.github.gxpml.host.codepipeline.EngineStage;
import io.github.gxpml.host.codepipeline.RunningStage;
import io.github.gxpml.host.codepipeline.StageAnswer;
import io.github.gxpml.host.codepipeline.WorkFolder;
import io.github.gxpml.host.queue.MessageBook.Hold;
import io.github.gxpml.io.Json;
import io.github.gxpml.lifecycle.CausedRun;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts the engine for messages, and finds again what was started for them. */
final class Runs {
    /** Entry of a run's origin by which the run of a message is found. */
    static final String MESSAGE = "message";

    private static final String TRAIN = "train";
    private static final Set<String> HANDS_OVER = Set.of("run", TRAIN, "resume");

    private final QueueSettings settings;
    private final EngineCommand engine;
    private final WorkFolder folder;

    Runs(QueueSettings settings) {
        this.settings = settings;
        this.engine = new EngineCommand(settings.engine(), 1, settings.environment(), "queue");
        this.folder = () -> settings.spec().toAbsolutePath().getParent();
    }

    /** Finds what was started for a message: at work, or ended with an answer. */
    Optional<RunningStage> find(Hold hold, Entry entry) throws IOException {
        return entry.attempt() == 0
                ? Optional.empty()
                : EngineStage.find(place(hold, entry, entry.stage()), folder).map(stage -> stage);
    }

    /** Finds the run that a message has begun, whatever became of the process. */
    Optional<CausedRun> begun(Entry entry) throws IOException {
        return CausedRun.find(folder.source(), MESSAGE, entry.key());
    }

    /** Starts the engine; the entry that says so must be on disk. */
    RunningStage start(Hold hold, Entry entry) throws IOException {
        return start(place(hold, entry, entry.stage()), caused(hold, entry));
    }

    /**
     * Lets the engine go on with a run whose process is gone: one whose training goes on in a service is carried to its
     * end, any other is sealed as interrupted. The command of a training goes on with the training alone.
     */
    RunningStage goOn(Hold hold, Entry entry, CausedRun run) throws IOException {
        String again = run.state() == State.WAITING && entry.stage().equals(TRAIN) ? TRAIN : "resume";
        boolean open = run.state() == State.RUNNING || run.state() == State.WAITING;
        String command = open && run.latest() ? again : "status"; // all but status is about the latest run
        return start(new EngineStage.Place(hold.files(), hold.mark() + "-look", command), caused(hold, entry));
    }

    private RunningStage start(EngineStage.Place place, Map<String, String> variables) throws IOException {
        return EngineStage.start(place, folder, engine, arguments(place.stage()), variables);
    }

    private Map<String, String> caused(Hold hold, Entry entry) throws IOException {
        Path origin = hold.files().resolve("origin.json");
        Files.write(origin, Json.pretty(entry.origin()));
        return Map.of("GXP_ORIGIN", origin.toString(), "GXP_USER", "SQS " + name());
    }

    /** No process waits for a training elsewhere: it is looked at again. */
    private List<String> arguments(String command) {
        List<String> arguments = new ArrayList<>(
                List.of(command, settings.spec().toAbsolutePath().toString(), "--format", "json"));
        if (HANDS_OVER.contains(command)) {
            arguments.add("--no-wait");
        }
        return arguments;
    }

    /** Tells whether the engine only found another run at work. */
    static boolean busy(StageAnswer answer) {
        return answer.run().isEmpty() && answer.message().startsWith(StageException.BUSY);
    }

    private static EngineStage.Place place(Hold hold, Entry entry, String stage) throws IOException {
        return new EngineStage.Place(hold.files(), hold.mark() + "-" + entry.attempt(), stage);
    }

    /** Returns the queue's name without its account. */
    String name() {
        return settings.url().substring(settings.url().lastIndexOf('/') + 1);
    }
}
