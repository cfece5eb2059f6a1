// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A stage as a build of Jenkins: in the queue first, then at work. Asks now and then, and holds no connection. */
final class JenkinsBuild implements RunningStage {
    /** A single "not found" may be a proxy's; a build that is gone stays gone. */
    private static final int SURELY_GONE = 2;

    private final JenkinsJob job;
    private final StageOrder order;
    private final JenkinsPace pace;
    private final AtomicInteger gone = new AtomicInteger();

    private volatile JenkinsNotes notes;
    private volatile String doing;
    private volatile boolean stopping;
    private volatile Stop stop = new Stop(false, CompletableFuture.completedFuture(false));
    private Duration interval;
    private long next = System.nanoTime();
    private Optional<Instant> away = Optional.empty();
    private long refusing;

    JenkinsBuild(JenkinsJob job, StageOrder order, JenkinsNotes notes, JenkinsPace pace) {
        this.job = job;
        this.order = order;
        this.notes = notes;
        this.pace = pace;
        this.interval = pace.first();
        this.doing = name() + (notes.build().isPresent() ? ": under way" : ": in the queue");
    }

    /**
     * What Jenkins was told.
     *
     * @param build whether the build was stopped; else the item of the queue was cancelled
     * @param taken whether Jenkins took it
     */
    private record Stop(boolean build, CompletableFuture<Boolean> taken) {
        boolean isFor(boolean wanted) {
            return build == wanted && (!taken.isDone() || taken.join());
        }
    }

    @Override
    public Optional<StageAnswer> await(Duration most) throws IOException, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            long now = System.nanoTime();
            long pause = Math.min(next, end) - now;
            if (pause > 0) {
                Thread.sleep(pause / 1_000_000, (int) (pause % 1_000_000));
            }
            if (next - System.nanoTime() > 0) {
                return Optional.empty();
            }
            Optional<StageAnswer> answer = ask();
            next = System.nanoTime() + interval.toNanos();
            interval = pace.after(interval);
            if (answer.isPresent() || System.nanoTime() - end >= 0) {
                return answer;
            }
        }
    }

    /** Jenkins may be away for as long as it likes; one that is there and refuses is given some time. */
    private Optional<StageAnswer> ask() throws IOException, InterruptedException {
        try {
            Optional<StageAnswer> answer = look();
            away = Optional.empty();
            refusing = 0;
            return answer;
        } catch (JenkinsException e) {
            away = away.or(() -> Optional.of(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
            doing = name() + ": not known since " + away.get() + ", " + e.getMessage();
            if (e.isPassing()) {
                refusing = 0;
            } else if (refusing == 0) {
                refusing = System.nanoTime();
            } else if (System.nanoTime() - refusing > pace.patience().toNanos()) {
                throw new IOException("what became of " + name() + " is not known: " + e.getMessage(), e);
            }
            return Optional.empty();
        }
    }

    private Optional<StageAnswer> look() throws IOException, InterruptedException {
        if (notes.build().isEmpty()) {
            Optional<StageAnswer> answer = queued();
            if (answer.isPresent() || notes.build().isEmpty()) {
                return answer;
            }
        }
        return built(notes.build().get());
    }

    private Optional<StageAnswer> queued() throws IOException, InterruptedException {
        long number = notes.item().orElseThrow();
        JenkinsJob.QueueItem item;
        try {
            item = job.item(number);
        } catch (JenkinsException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            return forgotten();
        }
        gone.set(0);
        if (item.cancelled()) {
            return Optional.of(JenkinsRelay.nothing("The " + name() + " was cancelled in the queue of Jenkins."));
        }
        if (item.build().isPresent()) {
            keep(notes.built(item.build().get()));
        } else {
            doing = name() + ": in the queue" + (item.why().isEmpty() ? "" : ", " + item.why());
            tellToStop(false);
        }
        return Optional.empty();
    }

    /** Jenkins keeps items that left its queue for some minutes only. */
    private Optional<StageAnswer> forgotten() throws IOException, InterruptedException {
        Optional<JenkinsNotes> found = job.find(notes, order.id());
        if (found.isPresent()) {
            gone.set(0);
            keep(found.get());
            return Optional.empty();
        }
        return isGone("The " + name() + " is neither in the queue of Jenkins nor among the builds of the job: it was"
                + " cancelled, or deleted.");
    }

    private Optional<StageAnswer> built(int number) throws IOException, InterruptedException {
        JenkinsJob.Build build;
        try {
            build = job.build(number, order.id());
        } catch (JenkinsException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            return isGone(
                    "The " + name() + " is gone: it was deleted in Jenkins, or its job was, or the worker's account"
                            + " may not read it any more.");
        }
        gone.set(0);
        if (!build.ours()) {
            return Optional.of(JenkinsRelay.nothing(
                    "The " + name() + " is not the one that was begun: the job was deleted and made again."));
        }
        if (build.result().isEmpty()) {
            doing = name() + ": under way";
            tellToStop(true);
            return Optional.empty();
        }
        doing = name() + ": ended as " + build.result().get();
        return Optional.of(
                new JenkinsRelay(job, order, number).of(build.result().get()));
    }

    private Optional<StageAnswer> isGone(String sentence) {
        return gone.incrementAndGet() >= SURELY_GONE ? Optional.of(JenkinsRelay.nothing(sentence)) : Optional.empty();
    }

    /** That it cannot be noted is no harm: it is found again by the place in the queue, or by its parameter. */
    private void keep(JenkinsNotes found) {
        notes = found;
        interval = pace.first();
        try {
            order.note(found.map());
        } catch (IOException e) {
            doing = name() + ": its number could not be noted";
        }
    }

    @Override
    public String doing() {
        return doing;
    }

    @Override
    public void stop() {
        stopping = true;
        tellToStop(notes.build().isPresent());
    }

    /** Tells Jenkins once, and again where that did not arrive or the item has become a build meanwhile. */
    private synchronized void tellToStop(boolean build) {
        if (stopping && !stop.isFor(build)) {
            stop = new Stop(
                    build,
                    build
                            ? job.stop(notes.build().orElseThrow())
                            : job.cancel(notes.item().orElseThrow()));
        }
    }

    private String name() {
        return "build " + job.name()
                + notes.build().map(number -> " #" + number).orElse("");
    }
}
