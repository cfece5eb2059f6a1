// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A train stage whose jobs may go on elsewhere: no process waits for them. The engine hands over and ends; from time to
 * time it is started again, to look. A worker that is started again finds what the last look said.
 */
final class RemoteTraining implements RunningStage {
    private static final String STILL = "waits for a training elsewhere";

    private final Engine engine;
    private final Duration every;
    private RunningStage now;
    private boolean waiting;
    private Instant next = Instant.EPOCH;
    private boolean stopped;
    private boolean cancelled;

    /** Starts the engine for this training: to look again at it, or to end it. */
    interface Engine {
        /** Starts {@code gxp train --no-wait}, which goes on with the run that waits. */
        RunningStage look() throws IOException;

        /** Starts {@code gxp cancel}, which stops the jobs and seals the run. */
        RunningStage cancel() throws IOException;
    }

    RemoteTraining(RunningStage begun, Engine engine, Duration every) {
        this.now = begun;
        this.engine = engine;
        this.every = every;
    }

    @Override
    public Optional<StageAnswer> await(Duration most) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(most);
        while (true) {
            if (waiting && stopped) {
                now = engine.cancel();
                cancelled = true;
                waiting = false;
            } else if (waiting && !sleep(end)) {
                return Optional.empty();
            }
            Optional<StageAnswer> answer = now.await(left(end));
            if (cancelled || answer.filter(StageAnswer::waits).isEmpty()) {
                return answer;
            }
            waiting = true;
            next = Instant.now().plus(every);
        }
    }

    /** Sleeps until the next look; false if the time is over before. */
    private boolean sleep(Instant end) throws IOException, InterruptedException {
        Instant until = next.isBefore(end) ? next : end;
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), until).toMillis()));
        if (end.isBefore(next)) {
            return false;
        }
        waiting = false;
        now = engine.look();
        return true;
    }

    private static Duration left(Instant end) {
        Duration left = Duration.between(Instant.now(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public String doing() {
        return waiting ? STILL : now.doing();
    }

    @Override
    public OptionalInt percent() {
        return now.percent();
    }

    /** A process at work stops the jobs itself; where there is none, or it has just ended, they are cancelled. */
    @Override
    public void stop() {
        stopped = true;
        now.stop();
    }
}
