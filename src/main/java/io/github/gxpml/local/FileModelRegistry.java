// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.VersionRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A registry in a folder: {@code <model>/<version>/} holds the artifact and {@code version.json}, what never changes
 * about the version; {@code <model>/state.json} holds the history of all versions of the model.
 *
 * <p>The state file is the only truth about which versions there are and where each is in its life, and it is replaced
 * as a whole in one atomic step. So making one version ACTIVE and retiring the other cannot come apart, whatever is
 * killed when; a version whose files are there but that the state does not name was never registered. Writers take a
 * lock on the whole registry; readers need none.
 */
public final class FileModelRegistry implements ModelRegistry {
    private final Path root;
    private final FolderLock lock;

    /** What never changes about a version. */
    private record Kept(String model, int version, String sha256, String artifact, String bundle) {}

    /** The history of one version. */
    private record Life(int version, List<Change> history) {
        Status status() {
            return history.get(history.size() - 1).to();
        }

        Life with(Change change) {
            return new Life(
                    version, Stream.concat(history.stream(), Stream.of(change)).toList());
        }
    }

    /** The truth about a model, versions in ascending order. */
    private record State(String model, List<Life> versions) {}

    /**
     * Creates the registry.
     *
     * @param root its folder, made when first written to
     */
    public FileModelRegistry(Path root) {
        this.root = root.toAbsolutePath();
        lock = new FolderLock(this.root);
    }

    @Override
    public ModelVersion register(Registration wanted) throws IOException {
        String name = VersionRules.check(wanted);
        String model = wanted.model();
        int version = wanted.version();
        return lock.hold(() -> {
            State state = state(model).orElse(new State(model, List.of()));
            Optional<ModelVersion> known = find(model, version);
            if (known.isPresent()) {
                return VersionRules.same(known.get(), Sha256.of(wanted.artifact()));
            }
            if (state.versions().isEmpty()) {
                // first of all, so that versions without a state can only mean damage
                DigestedFile.write(stateFile(model), state);
            }
            Path copy = folder(model, version).resolve(name);
            AtomicFile.write(copy, out -> Files.copy(wanted.artifact(), out));
            DigestedFile.write(
                    factsFile(model, version), new Kept(model, version, Sha256.of(copy), name, wanted.bundle()));
            var versions = new ArrayList<>(state.versions());
            versions.add(new Life(version, List.of(wanted.change())));
            versions.sort(Comparator.comparingInt(Life::version));
            DigestedFile.write(stateFile(model), new State(model, versions));
            return existing(model, version);
        });
    }

    @Override
    public ModelVersion change(String model, int version, Change change) throws IOException {
        VersionRules.check(model, version);
        VersionRules.check(change);
        return lock.hold(() -> {
            ModelVersion before = existing(model, version);
            VersionRules.step(before, change.to());
            var versions = new ArrayList<Life>();
            for (Life life : state(model).orElseThrow().versions()) {
                if (life.version() == version) {
                    versions.add(life.with(change));
                } else if (change.to() == Status.ACTIVE && life.status() == Status.ACTIVE) {
                    versions.add(life.with(VersionRules.displaced(version, change)));
                } else {
                    versions.add(life);
                }
            }
            DigestedFile.write(stateFile(model), new State(model, versions));
            return existing(model, version);
        });
    }

    @Override
    public Optional<ModelVersion> find(String model, int version) throws IOException {
        VersionRules.check(model, version);
        return select(model, life -> life.version() == version).stream().findFirst();
    }

    @Override
    public List<ModelVersion> versions(String model) throws IOException {
        return select(model, life -> true);
    }

    @Override
    public Optional<ModelVersion> active(String model) throws IOException {
        return select(model, life -> life.status() == Status.ACTIVE).stream().findFirst();
    }

    @Override
    public Path artifact(ModelVersion version) throws IOException {
        ModelVersion known = existing(version.model(), version.version());
        Path file = folder(known.model(), known.version()).resolve(known.artifact());
        if (!Files.isRegularFile(file)) {
            throw new IOException("artifact " + file + " is missing; restore it from a backup");
        }
        String digest = Sha256.of(file);
        if (!digest.equals(known.sha256())) {
            throw new IOException("artifact " + file + " was changed, its digest is " + digest + " instead of "
                    + known.sha256() + "; restore it from a backup");
        }
        return file;
    }

    private ModelVersion existing(String model, int version) throws IOException {
        return find(model, version)
                .orElseThrow(
                        () -> new IOException("there is no version " + version + " of model " + model + " in " + root));
    }

    private List<ModelVersion> select(String model, Predicate<Life> wanted) throws IOException {
        VersionRules.check(model);
        var found = new ArrayList<ModelVersion>();
        for (Life life : state(model).orElse(new State(model, List.of())).versions()) {
            if (wanted.test(life)) {
                Kept facts = DigestedFile.read(factsFile(model, life.version()), Kept.class);
                if (!facts.model().equals(model) || facts.version() != life.version()) {
                    throw new IOException("file " + factsFile(model, life.version())
                            + " is damaged, it is about version " + facts.version() + " of " + facts.model());
                }
                found.add(new ModelVersion(
                        model,
                        life.version(),
                        life.status(),
                        facts.sha256(),
                        facts.artifact(),
                        facts.bundle(),
                        life.history()));
            }
        }
        return found;
    }

    private Optional<State> state(String model) throws IOException {
        Path file = stateFile(model);
        if (Files.notExists(file)) {
            if (hasVersions(root.resolve(model))) {
                throw new IOException(
                        "file " + file + " is missing though there are versions; restore it from a backup");
            }
            return Optional.empty();
        }
        State state = DigestedFile.read(file, State.class);
        boolean whole = state.model().equals(model)
                && state.versions().stream().noneMatch(life -> life.history().isEmpty())
                && state.versions().stream().map(Life::version).distinct().count()
                        == state.versions().size()
                && state.versions().stream()
                                .filter(life -> life.status() == Status.ACTIVE)
                                .count()
                        <= 1;
        if (!whole) {
            throw new IOException("file " + file + " is damaged, it is about model " + state.model()
                    + ", has a version twice or without history, or more than one ACTIVE");
        }
        return Optional.of(state);
    }

    private static boolean hasVersions(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.anyMatch(entry -> entry.getFileName().toString().matches("[0-9]+"));
        }
    }

    private Path folder(String model, int version) {
        return root.resolve(model).resolve(Integer.toString(version));
    }

    private Path stateFile(String model) {
        return root.resolve(model).resolve("state.json");
    }

    private Path factsFile(String model, int version) {
        return folder(model, version).resolve("version.json");
    }
}
