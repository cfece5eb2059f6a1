// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.codepipeline.JobFailure;
import io.github.gxpml.aws.codepipeline.PolledJob;
import io.github.gxpml.host.codepipeline.JobBook.Token;
import io.github.gxpml.host.codepipeline.JobRecord.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A worker of the custom action: asks for jobs, and gives each a thread that carries it to its one answer. What it was
 * at when it ended, however it ended, its next start goes on with.
 */
public final class Worker {
    private static final Set<Step> OCCUPYING = EnumSet.of(Step.TAKE, Step.WORK);
    private static final Set<Step> HOLDING = EnumSet.of(Step.WORK, Step.WAIT);
    private static final Set<Step> NEAR_THE_END = EnumSet.of(Step.TAKE, Step.DELIVER, Step.ANSWER);
    private static final int MOST_ASKED = 50;

    /** A worker whose slots are all taken still asks so often, to know that it could. */
    private static final Duration HEARD_LATELY = Duration.ofMinutes(1);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration FORGOTTEN = Duration.ofDays(2);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofMillis(500);

    private final WorkerSettings settings;
    private final JobBook book;
    private final Services services;
    private final Workbench bench;
    private final Consumer<String> log;
    private final Map<String, JobWork> works = new ConcurrentHashMap<>();
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final Map<String, Instant> strangers = new HashMap<>();
    private final Semaphore news = new Semaphore(0);
    private Instant sweptAt = Instant.now();
    private volatile Instant heardAt = Instant.now();
    private volatile String trouble = "";

    private Worker(WorkerSettings settings, JobBook book, Services services, Consumer<String> log) throws IOException {
        this.settings = settings;
        this.book = book;
        this.services = services;
        this.log = log;
        this.bench = new Workbench(
                book,
                services,
                runner(),
                settings.pace(),
                new Semaphore(settings.jobs(), true),
                new Findings(),
                news::release);
    }

    private StageRunner runner() throws IOException {
        if (settings.jenkins().isPresent()) {
            WorkerSettings.Jenkins jenkins = settings.jenkins().get();
            try {
                return new JenkinsRunner(JenkinsSettings.of(
                        jenkins.address(), jenkins.plainHttp(), jenkins.job(), settings.environment()));
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        var engine = new EngineCommand(settings.engine(), settings.jobs(), settings.environment(), "codepipeline");
        return new LocalRunner(
                settings.workspaces(),
                engine,
                id -> is(id, HOLDING),
                settings.pace().lookEvery());
    }

    /**
     * Works until the thread is interrupted; then ends what is about to be answered and leaves the rest for the next
     * start.
     *
     * @param settings how
     * @param log gets lines for people, without control characters to be trusted
     * @throws IOException if it cannot begin: the state is in use, the region is not known, the action type is not
     *     there
     */
    public static void work(WorkerSettings settings, Consumer<String> log) throws IOException {
        try (JobBook book = JobBook.open(settings.state());
                Services services = Services.open(settings.type(), settings.environment())) {
            var worker = new Worker(settings, book, services, log);
            try (HealthPage health = HealthPage.open(settings.health(), worker::status)) {
                health.address().ifPresent(address -> log.accept("health at " + address));
                worker.loop();
            } finally {
                worker.end();
            }
        }
    }

    private void loop() throws IOException {
        for (JobRecord record : book.open(Instant.now())) {
            log.accept("goes on with " + record.context().pipeline() + " "
                    + record.context().action() + " at " + record.step());
            begin(record);
        }
        log.accept("asks for jobs of " + settings.type().provider() + " "
                + settings.type().version() + " in the queue " + settings.queue() + ", at most " + settings.jobs()
                + " at a time");
        boolean first = true;
        try {
            Duration longest = settings.pace().pollEvery();
            Duration quiet = longest;
            while (true) {
                int taken = first ? firstPoll() : pollOn();
                first = false;
                if (taken > 0) {
                    pause(GLANCE);
                    quiet = shorter(SOON, longest);
                } else {
                    quiet = shorter(pause(quiet) ? SOON : quiet.multipliedBy(2), longest);
                }
            }
        } catch (InterruptedException e) {
            log.accept("stops: takes no more jobs");
        }
    }

    /** What a person has to mend is told at once; what passes is waited for, as after a restart of the machine. */
    private int firstPoll() throws IOException {
        try {
            return poll();
        } catch (AwsException e) {
            if (e.kind() != AwsException.Kind.UNAVAILABLE) {
                throw e;
            }
            log.accept(e.getMessage() + "; asking again");
            return 0;
        }
    }

    private int pollOn() throws IOException {
        try {
            return poll();
        } catch (AwsException e) {
            if (!e.getMessage().equals(trouble)) {
                log.accept(e.getMessage() + "; asking again");
            }
            trouble = e.getMessage();
            return 0;
        }
    }

    /** Asks once. What continues an order must find room even where new jobs must wait. */
    private int poll() throws IOException {
        news.drainPermits();
        works.values().removeIf(work -> work.record().step() == Step.OVER);
        threads.keySet().retainAll(works.keySet());
        reviveDead();
        sweepDaily();
        int free = settings.jobs()
                - (int) works.values().stream()
                        .filter(work -> OCCUPYING.contains(work.record().step()))
                        .count();
        long away = works.values().stream()
                .filter(work -> work.record().hold().state() != JobRecord.Hold.State.HELD)
                .count();
        if (free <= 0 && away == 0 && heardAt.isAfter(Instant.now().minus(HEARD_LATELY))) {
            return 0;
        }
        int taken = 0;
        // what is to come back may stand behind others that must wait
        int most = away > 0 ? MOST_ASKED : Math.min(MOST_ASKED, Math.max(0, free) + strangers.size() + 1);
        List<PolledJob> jobs = services.jobs().poll(most, Optional.of(settings.queue()));
        heardAt = Instant.now();
        trouble = "";
        for (PolledJob job : jobs) {
            taken += take(job, free - taken) ? 1 : 0;
        }
        return taken;
    }

    /**
     * A thread ends early only by an error of Java itself, such as too little memory; its job goes on from the disk.
     */
    private void reviveDead() {
        threads.forEach((id, thread) -> {
            if (!thread.isAlive() && !is(id, EnumSet.of(Step.OVER))) {
                log.accept("internal error of the worker in " + id + "; it goes on from its record");
                begin(works.get(id).record());
            }
        });
        strangers.values().removeIf(first -> first.isBefore(Instant.now().minus(FORGOTTEN)));
    }

    private void sweepDaily() {
        if (sweptAt.isAfter(Instant.now().minus(DAY))) {
            return;
        }
        sweptAt = Instant.now();
        try {
            book.sweep(sweptAt);
        } catch (IOException e) {
            log.accept("what is over could not be removed: " + e.getMessage());
        }
    }

    private boolean take(PolledJob job, int free) {
        Optional<String> token = job.data().continuationToken();
        Optional<JobWork> own = token.flatMap(Token::of)
                .filter(known -> known.worker().equals(book.worker()))
                .flatMap(known -> Optional.ofNullable(works.get(known.order())));
        if (own.isPresent()) {
            own.get().comesBack(job);
            return true;
        }
        if (token.isPresent()) {
            return takeOver(job);
        }
        boolean known = works.values().stream()
                .anyMatch(work -> work.record().hold().jobId().equals(job.id()));
        return !known && free > 0 && enter(job, Optional.empty());
    }

    /** Puts a job on record and begins it; a job that cannot be put on record now is left for later, or for others. */
    private boolean enter(PolledJob job, Optional<JobRecord.Answer> answer) {
        try {
            begin(book.enter(job, Instant.now(), answer));
            return true;
        } catch (IOException e) {
            log.accept("the job " + job.id() + " cannot be taken: the worker cannot write its state: " + e.getMessage()
                    + " - make room");
            return false;
        }
    }

    /** Somebody must answer what another worker has left; but that one may only be slow. */
    private boolean takeOver(PolledJob job) {
        Instant first = strangers.computeIfAbsent(job.id(), id -> Instant.now());
        if (Instant.now().isBefore(first.plus(settings.pace().takeOverAfter()))) {
            return false;
        }
        strangers.remove(job.id());
        return enter(
                job,
                Optional.of(Answers.failure(
                        JobFailure.Kind.SYSTEM_UNAVAILABLE,
                        "the worker that carried this stage out has not come back: look for its log and its state, then"
                                + " retry the stage")));
    }

    private void begin(JobRecord record) {
        var work = new JobWork(bench, record, log);
        works.put(record.id(), work);
        Thread thread = new Thread(work, "gxp-job-" + record.id());
        threads.put(record.id(), thread);
        thread.start();
    }

    private boolean is(String order, Set<Step> steps) {
        JobWork work = works.get(order);
        return work != null && steps.contains(work.record().step());
    }

    /**
     * Waits, but not longer than until a slot is free again, or a job was answered: then its pipeline may come to the
     * next stage soon.
     *
     * @return whether that was so
     */
    private boolean pause(Duration time) throws InterruptedException {
        return news.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void end() {
        Thread.interrupted();
        long end = System.nanoTime() + settings.grace().toNanos();
        while (works.keySet().stream().anyMatch(id -> is(id, NEAR_THE_END)) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        threads.values().forEach(Thread::interrupt);
        for (Thread thread : threads.values()) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                break; // told twice: what is on disk is enough
            }
        }
        long left = works.keySet().stream()
                .filter(id -> !is(id, EnumSet.of(Step.OVER)))
                .count();
        log.accept(left == 0 ? "ended" : "ended; " + left + " jobs go on when it is started again");
    }

    private WorkerStatus status() {
        Duration silence = Duration.between(heardAt, Instant.now());
        return WorkerStatus.of(
                works.values().stream().map(JobWork::record).toList(),
                silence,
                trouble,
                bench.findings().list());
    }
}
