// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.codepipeline.JobContext;
import io.github.gxpml.host.codepipeline.IncomingFiles.Limits;
import io.github.gxpml.host.codepipeline.IncomingFiles.Part;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The folder of a pipeline on this machine: the unpacked source, and beside the spec in it the runs, the registry and
 * the evidence, which stay from execution to execution.
 */
final class PipelineWorkspace implements WorkFolder {
    private static final int DIGITS = 10;

    private final Path folder;

    private PipelineWorkspace(Path folder) {
        this.folder = folder;
    }

    /**
     * Who has the workspace.
     *
     * @param execution id of the pipeline execution whose source is unpacked; empty while that is being done
     * @param order whose stage is at work, or was last
     * @param runs numbers of the runs that the execution has trained, by the spec that they are of
     */
    record Claim(String execution, String order, Map<String, Integer> runs) {
        /** One that was written before runs were kept has none. */
        Claim {
            runs = runs == null ? Map.of() : Map.copyOf(runs);
        }
    }

    /** Names a workspace by the pipeline's ARN, as names repeat over accounts and regions. */
    static PipelineWorkspace of(Path workspaces, JobContext context) {
        String digest = Sha256.of(context.pipelineArn().getBytes(StandardCharsets.UTF_8));
        String name = context.pipeline().replaceAll("[^A-Za-z0-9_-]", "_");
        return new PipelineWorkspace(workspaces.resolve(name + "-" + digest.substring(0, DIGITS)));
    }

    @Override
    public Path source() {
        return folder.resolve("source");
    }

    Path spec(ActionSettings settings) {
        return source().resolve(settings.config());
    }

    Optional<Claim> claim() throws IOException {
        Path file = folder.resolve("claim.json");
        return Files.exists(file) ? Optional.of(Json.read(Files.readAllBytes(file), Claim.class)) : Optional.empty();
    }

    void claim(Claim claim) throws IOException {
        AtomicFile.write(folder.resolve("claim.json"), Json.pretty(claim));
    }

    /** Keeps which run an execution has trained, for its later stages with the same spec. */
    void trained(StageOrder order, int run) throws IOException {
        Optional<Claim> now = own(order);
        if (now.isPresent()) {
            Map<String, Integer> runs = new TreeMap<>(now.get().runs());
            runs.put(specName(order.settings()), run);
            claim(new Claim(now.get().execution(), now.get().order(), runs));
        }
    }

    /** Returns the run that the order's execution has trained with the order's spec. */
    Optional<Integer> run(StageOrder order) throws IOException {
        return own(order).map(claim -> claim.runs().get(specName(order.settings())));
    }

    private Optional<Claim> own(StageOrder order) throws IOException {
        return claim().filter(claim -> claim.execution().equals(order.context().execution()));
    }

    /** One spec may be written in two ways. */
    static String specName(ActionSettings settings) {
        return Path.of(settings.config()).normalize().toString();
    }

    /**
     * Puts the source in place of the one before. What stages have made stays.
     *
     * @param artifacts the source first; each other one goes into a folder of its name
     * @param inputs fetches them
     * @throws OrderException if an artifact is not an archive that can be unpacked here
     * @throws IOException if it cannot be fetched or written
     */
    void unpack(List<InputArtifact> artifacts, Inputs inputs) throws OrderException, IOException {
        Files.createDirectories(folder);
        List<Part> parts = new ArrayList<>();
        for (InputArtifact artifact : artifacts) {
            Path zip = folder.resolve("input-" + parts.size() + ".zip");
            parts.add(new Part(parts.isEmpty() ? "" : artifact.name() + "/", artifact.name(), zip));
        }
        try {
            for (Part part : parts) {
                inputs.fetch(part.name(), part.zip());
            }
            new SourceTree(folder, Limits.USUAL).replace(parts);
        } finally {
            for (Part part : parts) {
                Files.deleteIfExists(part.zip());
            }
        }
    }

    /** Keeps how long a stage took, by which the progress of the next one is told. */
    @Override
    public void took(String stage, Duration time) {
        try {
            Files.write(times(), Json.pretty(with(stage, time)));
        } catch (IOException e) {
            // progress is not worth a failure, nor the wait until this is on disk
        }
    }

    private Map<String, Long> with(String stage, Duration time) {
        Map<String, Long> times = new TreeMap<>();
        try {
            times.putAll(read());
        } catch (IOException e) {
            // damaged: a new one takes its place
        }
        times.put(stage, time.toMillis());
        return times;
    }

    @Override
    public Optional<Duration> tookBefore(String stage) {
        try {
            return Optional.ofNullable(read().get(stage)).map(Duration::ofMillis);
        } catch (IOException e) {
            return Optional.empty(); // progress is not worth a failure
        }
    }

    private Path times() {
        return folder.resolve("times.json");
    }

    private Map<String, Long> read() throws IOException {
        Map<String, Long> times = new TreeMap<>();
        if (Files.exists(times())) {
            var tree = Json.read(Files.readAllBytes(times()), com.fasterxml.jackson.databind.JsonNode.class);
            tree.fields()
                    .forEachRemaining(
                            entry -> times.put(entry.getKey(), entry.getValue().longValue()));
        }
        return times;
    }
}
