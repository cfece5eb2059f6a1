// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.host.codepipeline.PipelineWorkspace.Claim;
import io.github.gxpml.host.codepipeline.StageAnswer.SealedRun;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Carries stages out on this machine, each in a process of its own that outlives the worker. All executions of a
 * pipeline share one workspace, which holds the runs, the registry and the evidence of its model, one at a time.
 */
final class LocalRunner implements StageRunner {
    private static final String TRAIN = "train";
    private static final String ATTEMPT = "attempt";
    private static final int MOST_ATTEMPTS = 3;
    private static final int USAGE = 2;
    private static final Duration BUSY = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMinutes(2);

    private final Path workspaces;
    private final EngineCommand engine;
    private final Predicate<String> holding;
    private final Map<String, FileTime> looked = new ConcurrentHashMap<>();
    private final Duration every;
    private final Map<Path, Object> locks = new ConcurrentHashMap<>();

    /**
     * Creates the runner.
     *
     * @param workspaces folder of all workspaces
     * @param engine starts processes
     * @param holding tells whether an order is at work, or waits for signatures, and so needs its workspace
     * @param every between two looks at a training that goes on elsewhere
     */
    LocalRunner(Path workspaces, EngineCommand engine, Predicate<String> holding, Duration every) {
        this.every = every;
        this.workspaces = workspaces;
        this.engine = engine;
        this.holding = holding;
    }

    @Override
    public Optional<RunningStage> begin(StageOrder order, Inputs inputs)
            throws OrderException, IOException, InterruptedException {
        PipelineWorkspace workspace = PipelineWorkspace.of(workspaces, order.context());
        synchronized (lock(workspace)) {
            return begin(workspace, order, inputs);
        }
    }

    /** One workspace, one process at a time: the engine refuses a second one. */
    private Object lock(PipelineWorkspace workspace) {
        return locks.computeIfAbsent(workspace.source(), path -> new Object());
    }

    private Optional<RunningStage> begin(PipelineWorkspace workspace, StageOrder order, Inputs inputs)
            throws OrderException, IOException, InterruptedException {
        int attempt = Integer.parseInt(order.notes().getOrDefault(ATTEMPT, "0"));
        if (attempt > 0) {
            Optional<EngineStage> found = EngineStage.find(place(order, attempt), workspace);
            if (found.isPresent()) {
                return Optional.of(own(found.get(), workspace, order, attempt));
            }
        }
        if (attempt == MOST_ATTEMPTS) {
            throw new IOException("the stage was ended from outside " + attempt
                    + " times, with the worker or with its machine: look for who ends it, then start it again");
        }
        if (!free(workspace, order) || !claimed(workspace, order, inputs)) {
            return Optional.empty();
        }
        return Optional.of(own(start(workspace, order, attempt + 1), workspace, order, attempt + 1));
    }

    /**
     * One stage at a time: the one that holds the workspace. What is still at work for an order that is over, because
     * its worker was killed when nobody waited for it any more, is ended first.
     */
    private boolean free(PipelineWorkspace workspace, StageOrder order) throws IOException {
        Optional<String> holder = workspace.claim().map(Claim::order).filter(id -> !id.equals(order.id()));
        return holder.isEmpty() || !holding.test(holder.get()) && !EngineStage.endOrphans(holder.get());
    }

    private boolean claimed(PipelineWorkspace workspace, StageOrder order, Inputs inputs)
            throws OrderException, IOException, InterruptedException {
        Optional<Claim> before = workspace.claim();
        String execution = order.context().execution();
        if (execution.isBlank()) {
            throw new OrderException("the job names no execution of the pipeline, by which its run is found again");
        }
        boolean first = order.settings().stage().equals(TRAIN);
        Map<String, Integer> runs =
                new TreeMap<>(before.filter(claim -> claim.execution().equals(execution))
                        .map(Claim::runs)
                        .orElse(Map.of()));
        if (!first && !before.map(claim -> claim.execution().equals(execution)).orElse(false)) {
            throw new OrderException("this worker has no run of the execution " + execution + " to "
                    + order.settings().stage()
                    + (before.isPresent() ? ": another execution has the workspace now" : "")
                    + " - put train, validate, register and monitor into one stage of the pipeline, let one worker serve"
                    + " its queue, and begin with train");
        }
        if (!first && !runs.containsKey(PipelineWorkspace.specName(order.settings()))) {
            throw new OrderException("the execution " + execution + " has trained no run of "
                    + order.settings().config() + ": begin with a train action whose `" + GxpActionType.CONFIG
                    + "` is the same");
        }
        if (order.settings().stage().equals("monitor") && !released(workspace, order)) {
            return false;
        }
        if (first) {
            runs.remove(PipelineWorkspace.specName(order.settings()));
            // a stage that follows must not go on with the run of the execution before, should this one fail here
            workspace.claim(new Claim("", order.id(), Map.of()));
            workspace.unpack(sourceFirst(order), inputs);
        }
        if (!Files.isRegularFile(workspace.spec(order.settings()))) {
            throw new OrderException("there is no " + order.settings().config() + " in the source: set `"
                    + GxpActionType.CONFIG + "` of the action to the path of the spec");
        }
        workspace.claim(new Claim(execution, order.id(), runs));
        return true;
    }

    private static List<InputArtifact> sourceFirst(StageOrder order) throws OrderException {
        List<String> names = order.inputs().stream().map(InputArtifact::name).toList();
        String source = order.settings().source().orElse(names.size() == 1 ? names.get(0) : "");
        if (!names.contains(source)) {
            throw new OrderException("the action has the input artifacts " + names
                    + ": name the one with the source as `" + GxpActionType.SOURCE + "` in its configuration");
        }
        List<InputArtifact> sorted = new ArrayList<>(order.inputs());
        sorted.sort((a, b) -> Boolean.compare(b.name().equals(source), a.name().equals(source)));
        return sorted;
    }

    /**
     * An approval in a console releases nothing, and what is not released must not look as if it were in use: the
     * engine would monitor the version before.
     *
     * @return whether it is known that the execution's run is released; false while somebody signs
     */
    private boolean released(PipelineWorkspace workspace, StageOrder order)
            throws OrderException, IOException, InterruptedException {
        StageAnswer status = ask(workspace, order, List.of(GxpActionType.STATUS));
        if (busy(status)) {
            return false;
        }
        if (Answers.pending(status)) {
            throw new OrderException("run " + status.run().orElseThrow().number() + " waits for "
                    + String.join(", ", status.missing()) + " and is not released: sign it with `gxp approve`; an"
                    + " approval in the console does not count");
        }
        Optional<Integer> own = workspace.run(order);
        if (!status.goesOn() || !status.run().map(SealedRun::number).equals(own)) {
            throw new OrderException("there is nothing of this execution to monitor: it is not known that its run "
                    + own.map(String::valueOf).orElse("") + " is released"
                    + (status.message().isEmpty() ? "" : ": " + status.message()));
        }
        return true;
    }

    private static boolean busy(StageAnswer answer) {
        return answer.run().isEmpty() && answer.message().startsWith(StageException.BUSY);
    }

    private RunningStage own(RunningStage begun, PipelineWorkspace workspace, StageOrder order, int attempt) {
        if (!order.settings().stage().equals(TRAIN)) {
            return new OwnRun(begun, order, workspace);
        }
        var again = new RemoteTraining.Engine() {
            @Override
            public RunningStage look() throws IOException {
                // in the place of the attempt, where the next worker finds what it says
                var place = new EngineStage.Place(
                        order.folder(), LocalRunner.place(order, attempt).id(), "look");
                return launch(place, workspace, order);
            }

            @Override
            public RunningStage cancel() throws IOException {
                var place = new EngineStage.Place(order.folder(), order.id() + "-cancel", "cancel");
                List<String> call =
                        List.of("cancel", workspace.spec(order.settings()).toString(), "--format", "json");
                return EngineStage.start(place, workspace, engine, call, Map.of());
            }
        };
        return new OwnRun(new RemoteTraining(begun, again, every), order, workspace);
    }

    private RunningStage start(PipelineWorkspace workspace, StageOrder order, int attempt) throws IOException {
        Map<String, String> notes = new TreeMap<>(order.notes());
        notes.put(ATTEMPT, Integer.toString(attempt));
        order.note(notes);
        return launch(place(order, attempt), workspace, order);
    }

    private RunningStage launch(EngineStage.Place place, PipelineWorkspace workspace, StageOrder order)
            throws IOException {
        ActionSettings settings = order.settings();
        List<String> arguments = new ArrayList<>(
                List.of(settings.stage(), workspace.spec(settings).toString(), "--format", "json"));
        if (settings.stage().equals(TRAIN)) {
            arguments.add("--no-wait");
        }
        if (settings.qualityGates().isPresent()) {
            Path gates = order.folder().resolve("gates.json");
            Files.write(gates, settings.qualityGates().get().getBytes(StandardCharsets.UTF_8));
            arguments.addAll(List.of("--gates", gates.toString()));
        }
        // nobody but the process started here reads these, so they need not outlive the machine
        Path origin = order.folder().resolve("origin.json");
        Files.write(origin, Json.pretty(origin(order)));
        return EngineStage.start(
                place,
                workspace,
                engine,
                arguments,
                Map.of(
                        "GXP_ORIGIN",
                        origin.toString(),
                        "GXP_USER",
                        "CodePipeline " + order.context().pipeline()));
    }

    private static EngineStage.Place place(StageOrder order, int attempt) {
        return new EngineStage.Place(
                order.folder(), order.id() + "-" + attempt, order.settings().stage());
    }

    private static Map<String, Object> origin(StageOrder order) {
        var origin = new LinkedHashMap<String, Object>();
        origin.put("host", "AWS CodePipeline");
        origin.put("pipeline", order.context().pipelineArn());
        origin.put("execution", order.context().execution());
        origin.put("action", order.context().stage() + "/" + order.context().action());
        origin.put("actionExecution", order.context().actionExecution());
        origin.put(
                "inputs",
                order.inputs().stream()
                        .map(input -> input.name()
                                + input.revision().map(at -> " " + at).orElse(""))
                        .toList());
        return origin;
    }

    @Override
    public StageAnswer look(StageOrder order, StageAnswer before) throws IOException, InterruptedException {
        PipelineWorkspace workspace = PipelineWorkspace.of(workspaces, order.context());
        synchronized (lock(workspace)) {
            Optional<Claim> claim = workspace.claim();
            if (!owns(workspace, order)) {
                return EngineAnswer.crashed("another execution of the pipeline has taken the workspace: put all stages"
                        + " of a model into one stage of the pipeline");
            }
            if (!claim.get().order().equals(order.id())
                    && holding.test(claim.get().order())) {
                return before; // a later stage is at work
            }
            if (!sealedAgain(order, before.run().orElseThrow())) {
                return before;
            }
            StageAnswer now = ask(workspace, order, List.of(GxpActionType.STATUS));
            if (now.run().isEmpty() || !sameRun(now, before)) {
                return before;
            }
            return now;
        }
    }

    private static boolean owns(PipelineWorkspace workspace, StageOrder order) throws IOException {
        return workspace
                .claim()
                .filter(claim -> claim.execution().equals(order.context().execution()))
                .isPresent();
    }

    /** Who signs seals the bundle again; to ask the engine each time would get in the way of people who sign. */
    private boolean sealedAgain(StageOrder order, SealedRun before) throws IOException {
        FileTime sealed = Files.getLastModifiedTime(before.bundle());
        if (sealed.equals(looked.get(order.id()))) {
            return false;
        }
        boolean same = Sha256.of(before.bundle()).equals(before.bundleSha256());
        if (same) {
            looked.put(order.id(), sealed);
        }
        return !same;
    }

    private static boolean sameRun(StageAnswer now, StageAnswer before) {
        return now.run().orElseThrow().number() == before.run().orElseThrow().number();
    }

    @Override
    public void record(StageOrder order, Observed observed) throws OrderException, IOException, InterruptedException {
        Path details = order.folder().resolve("observed.json");
        AtomicFile.write(details, Json.pretty(observed.details()));
        var call = new ArrayList<>(List.of("record", "--what", observed.what(), "--details", details.toString()));
        call.addAll(List.of("--run", Integer.toString(observed.run())));
        if (observed.finding()) {
            call.add("--finding");
        }
        PipelineWorkspace workspace = PipelineWorkspace.of(workspaces, order.context());
        while (!recorded(workspace, order, call)) {
            Thread.sleep(BUSY.toMillis());
        }
    }

    /** Puts it on record unless a stage is at work, which the engine would not be disturbed in. */
    private boolean recorded(PipelineWorkspace workspace, StageOrder order, List<String> call)
            throws OrderException, IOException, InterruptedException {
        synchronized (lock(workspace)) {
            if (!free(workspace, order)) {
                return false;
            }
            StageAnswer answer = ask(workspace, order, call);
            if (busy(answer)) {
                return false;
            }
            if (answer.run().isEmpty()) {
                String refused = "it could not be put on record: " + answer.message();
                if (answer.exit() == USAGE || !owns(workspace, order)) {
                    throw new OrderException(refused); // with the source of another execution that will not change
                }
                throw new IOException(refused);
            }
            return true;
        }
    }

    private StageAnswer ask(PipelineWorkspace workspace, StageOrder order, List<String> call)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(call);
        arguments.addAll(List.of(workspace.spec(order.settings()).toString(), "--format", "json"));
        var place = new EngineStage.Place(order.folder(), order.id() + "-" + call.get(0), call.get(0));
        RunningStage asked = EngineStage.start(place, workspace, engine, arguments, Map.of());
        Optional<StageAnswer> answer = asked.await(LOOK);
        if (answer.isEmpty()) {
            asked.stop();
            throw new IOException("the engine did not say within " + LOOK.toMinutes() + " minutes how the run stands");
        }
        return answer.get();
    }
}
