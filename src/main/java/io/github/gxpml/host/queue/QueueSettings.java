// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a worker of a queue is to work.
 *
 * @param url of the queue
 * @param spec whose runs are started
 * @param model name of the spec's model
 * @param stage that is started where a message names none: run, train or monitor
 * @param state folder of its book
 * @param pace how often it does things
 * @param health where it tells how it is; empty for nowhere
 * @param engine a jar in place of this program; empty for none
 * @param environment variables of the process
 */
public record QueueSettings(
        String url,
        Path spec,
        String model,
        String stage,
        Path state,
        Pace pace,
        Optional<InetSocketAddress> health,
        Optional<Path> engine,
        Map<String, String> environment) {
    /**
     * How often and how long things are done.
     *
     * @param poll longest wait for a message, up to 20 s
     * @param hidden how long a message stays hidden without news of its run
     * @param renew after which it is hidden for that long again
     * @param retry before something that failed is tried again; grows up to a minute
     * @param look between two looks at a training that goes on elsewhere; less than a message stays hidden
     */
    public record Pace(Duration poll, Duration hidden, Duration renew, Duration retry, Duration look) {
        /** What fits runs of minutes and hours. */
        public static final Pace USUAL = new Pace(
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                Duration.ofMinutes(1));
    }
}
