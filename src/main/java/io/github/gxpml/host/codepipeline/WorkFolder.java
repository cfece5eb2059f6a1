// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where stages are carried out one after the other. */
public interface WorkFolder {
    /**
     * Returns the folder that a stage works in.
     *
     * @return an existing folder
     */
    Path source();

    /**
     * Keeps how long a stage took. That it cannot be kept is no failure.
     *
     * @param stage its name
     * @param time that it took
     */
    default void took(String stage, Duration time) {}

    /**
     * Returns how long a stage took before.
     *
     * @param stage its name
     * @return the time; empty if that is not known
     */
    default Optional<Duration> tookBefore(String stage) {
        return Optional.empty();
    }
}
