// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.codepipeline.ActionTypeName;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a worker is to work.
 *
 * @param type action type whose jobs it takes
 * @param queue value of {@code Queue} in the actions that it serves
 * @param state folder of what it keeps
 * @param workspaces folder of the pipelines' workspaces
 * @param jobs stages that may be at work at the same time, 1 or more
 * @param grace how long it waits for answers under way when it is told to stop
 * @param pace how often it does things
 * @param health where it tells how it is; empty for nowhere
 * @param engine a jar in place of this program, to run stages; empty for none
 * @param jenkins whose builds carry out the stages; empty for processes of this machine
 * @param environment variables of the process
 */
public record WorkerSettings(
        ActionTypeName type,
        String queue,
        Path state,
        Path workspaces,
        int jobs,
        Duration grace,
        Pace pace,
        Optional<InetSocketAddress> health,
        Optional<Path> engine,
        Optional<Jenkins> jenkins,
        Map<String, String> environment) {
    /**
     * A job of a Jenkins.
     *
     * @param address of the Jenkins
     * @param job full name, for example {@code team/flc-mortality}
     * @param plainHttp whether the token may go to another machine without encryption
     */
    public record Jenkins(URI address, String job, boolean plainHttp) {}
}
