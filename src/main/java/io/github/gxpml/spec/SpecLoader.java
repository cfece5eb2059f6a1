// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code gxp.yaml}, checks all of it and turns it into a {@link Spec}. Reads no other file. */
public final class SpecLoader {
    private SpecLoader() {}

    /**
     * Reads a spec without a catalogue of metrics: ids of metrics are taken as they are.
     *
     * @param file the spec, as the user named it
     * @return the checked spec
     * @throws SpecException if anything is wrong with it, with every problem found
     * @throws IOException if the file cannot be read, as one sentence
     */
    public static Spec load(Path file) throws SpecException, IOException {
        return load(file, Optional.empty());
    }

    /**
     * Reads a spec.
     *
     * @param file the spec, as the user named it
     * @param metricIds ids of the catalogue of metrics; a gate on any other metric is a problem
     * @return the checked spec
     * @throws SpecException if anything is wrong with it, with every problem found
     * @throws IOException if the file cannot be read, as one sentence
     */
    public static Spec load(Path file, Set<String> metricIds) throws SpecException, IOException {
        return load(file, Optional.of(metricIds));
    }

    /**
     * Checks a spec and tells what is wrong instead of failing.
     *
     * @param file the spec, as the user named it
     * @param metricIds ids of the catalogue of metrics; a gate on any other metric is a problem
     * @return the problems in the order of the file, none for a good spec
     * @throws IOException if the file cannot be read, as one sentence
     */
    public static List<Problem> check(Path file, Set<String> metricIds) throws IOException {
        var problems = new Problems(file.toString());
        read(SpecText.read(file), Optional.of(metricIds), problems);
        return problems.inOrderOfFile();
    }

    private static Spec load(Path file, Optional<Set<String>> metricIds) throws SpecException, IOException {
        SpecText text = SpecText.read(file);
        Value root = root(text, file.toString(), metricIds);
        return bound(text, absolute(file), root);
    }

    /**
     * Reads a spec that is no file any more, such as the one kept with the evidence of a run. Its paths lead nowhere.
     *
     * @param text the bytes of the spec
     * @param name as messages shall name it
     * @return the checked spec
     * @throws SpecException if anything is wrong with it, with every problem found
     */
    public static Spec parse(byte[] text, String name) throws SpecException {
        SpecText spec = SpecText.of(text);
        return bound(spec, Path.of(name).toAbsolutePath(), root(spec, name, Optional.empty()));
    }

    private static Spec bound(SpecText text, Path file, Value root) {
        return new Binder(Part.of(root)).bind(file, text.sha256());
    }

    private static Value root(SpecText text, String name, Optional<Set<String>> metricIds) throws SpecException {
        var problems = new Problems(name);
        Optional<Value> root = read(text, metricIds, problems);
        if (root.isEmpty() || !problems.isEmpty()) {
            throw new SpecException(problems.inOrderOfFile());
        }
        return root.get();
    }

    private static Optional<Value> read(SpecText text, Optional<Set<String>> metricIds, Problems problems) {
        Optional<Value> root = text.decode(problems).flatMap(decoded -> YamlReader.read(decoded, problems));
        root.ifPresent(value -> {
            SchemaCheck.check(value, problems);
            Semantics.check(value, metricIds, problems);
        });
        return root;
    }

    /** The folder is the one that the file was found in, also where the way to it leads over links. */
    private static Path absolute(Path file) throws IOException {
        return file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
    }
}
