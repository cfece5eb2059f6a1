// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Registration;
import io.github.gxpml.port.ModelRegistry.Status;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What every registry and store keeps to, wherever it keeps versions. */
public final class VersionRules {
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    private static final Pattern FILE = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}");
    private static final Map<Status, Set<Status>> STEPS = Map.of(
            Status.PENDING, Set.of(Status.APPROVED, Status.REJECTED),
            Status.APPROVED, Set.of(Status.ACTIVE, Status.REJECTED),
            Status.ACTIVE, Set.of(Status.RETIRED),
            Status.RETIRED, Set.of(Status.ACTIVE),
            Status.REJECTED, Set.of());

    private VersionRules() {}

    /**
     * Checks a model and its version, which become names of files and keys.
     *
     * @param model name
     * @param version number
     * @throws IOException if they cannot be
     */
    public static void check(String model, int version) throws IOException {
        check(model);
        if (version < 1) {
            throw new IOException("version " + version + " of model " + model + " cannot be, versions count from 1");
        }
    }

    /**
     * Checks the name of a model.
     *
     * @param model name
     * @throws IOException if it could not be the name of a file
     */
    public static void check(String model) throws IOException {
        if (!MODEL.matcher(model).matches()) {
            throw new IOException("model name `" + model + "` must be 1 to 64 letters, digits, dots, dashes and "
                    + "underscores, not beginning with a dot");
        }
    }

    /**
     * Checks what is to be registered.
     *
     * @param wanted the version
     * @return the file name of its artifact
     * @throws IOException if it cannot be registered
     */
    public static String check(Registration wanted) throws IOException {
        check(wanted.model(), wanted.version());
        String name = artifact(wanted.artifact().getFileName().toString());
        check(wanted.change());
        if (wanted.change().to() != Status.PENDING) {
            throw new IOException("version " + wanted.version() + " of " + wanted.model()
                    + " must be registered as PENDING, not " + wanted.change().to());
        }
        return name;
    }

    /**
     * Checks the file name of an artifact.
     *
     * @param name as its file is called
     * @return the name
     * @throws IOException if a registry cannot call a file so
     */
    public static String artifact(String name) throws IOException {
        if (!FILE.matcher(name).matches() || name.startsWith(".") || name.equals("version.json")) {
            throw new IOException("an artifact cannot be called `" + name + "`; rename the file");
        }
        return name;
    }

    /**
     * Checks that a change says who makes it and why.
     *
     * @param change the change
     * @throws IOException if it does not
     */
    public static void check(Change change) throws IOException {
        if (change.by().isBlank() || change.reason().isBlank()) {
            throw new IOException("a change to " + change.to() + " must say who makes it and why");
        }
    }

    /**
     * Checks that a version may take a step.
     *
     * @param before the version as it is
     * @param to the status that it is to have
     * @throws IOException if the order of a life does not allow it
     */
    public static void step(ModelVersion before, Status to) throws IOException {
        Set<Status> allowed = STEPS.get(before.status());
        if (!allowed.contains(to)) {
            throw new IOException("version " + before.version() + " of " + before.model() + " is " + before.status()
                    + " and cannot become " + to + ", only "
                    + allowed.stream().sorted().toList());
        }
    }

    /**
     * Takes a repeated registration for what it is, if it is about the same artifact.
     *
     * @param known the version as registered
     * @param sha256 digest of the artifact that is registered now
     * @return the version as registered
     * @throws IOException if it is another artifact
     */
    public static ModelVersion same(ModelVersion known, String sha256) throws IOException {
        if (!sha256.equals(known.sha256())) {
            throw new IOException("version " + known.version() + " of " + known.model() + " is registered with digest "
                    + known.sha256() + ", not " + sha256 + "; register the other artifact as a new version");
        }
        return known;
    }

    /**
     * Returns how a version is retired by the one that takes its place.
     *
     * @param version number of the new one
     * @param change what made it ACTIVE
     * @return the change of the old one
     */
    public static Change displaced(int version, Change change) {
        return new Change(
                Status.RETIRED, change.at(), change.by(), "version " + version + " took its place: " + change.reason());
    }
}
