// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import io.github.gxpml.aws.queue.QueueException;
import io.github.gxpml.aws.queue.QueueMessage;
import io.github.gxpml.aws.queue.SqsQueue;
import io.github.gxpml.host.codepipeline.HealthPage;
import io.github.gxpml.host.queue.Entry.Outcome;
import io.github.gxpml.host.queue.MessageBook.Hold;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Starts a run for each message of a queue, one at a time. A message is put on record before anything is begun, and
 * deleted after the outcome of its run is on record; so it starts one run however often it comes, and however the
 * worker ends.
 */
public final class QueueWorker {
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final QueueSettings settings;
    private final MessageBook book;
    private final SqsQueue queue;
    private final Runs runs;
    private final Carrying carrying;
    private final MessageReader reader;
    private final Consumer<String> log;
    private final ExecutorService polling = Executors.newSingleThreadExecutor(QueueWorker::thread);
    private volatile boolean redrives;
    private Instant sweptAt = Instant.EPOCH;
    private volatile QueueStatus status = new QueueStatus(true, 0, "", Optional.empty(), 0, 0, 0);
    private volatile Instant heardAt = Instant.now();

    private QueueWorker(QueueSettings settings, MessageBook book, SqsQueue queue, Consumer<String> log) {
        this.settings = settings;
        this.book = book;
        this.queue = queue;
        this.log = log;
        this.runs = new Runs(settings);
        this.carrying = new Carrying(settings, queue, runs, log);
        this.reader = new MessageReader(settings.model(), settings.stage());
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "gxp-queue");
        thread.setDaemon(true); // to wait for a message cannot be interrupted, and must not keep the worker
        return thread;
    }

    /**
     * Works until the thread is interrupted. A run that is at work then goes on, and the next start finds it.
     *
     * @param settings how
     * @param log gets lines for people, without control characters to be trusted
     * @throws IOException if it cannot begin: the queue is not there or may not be used, the state cannot be written
     */
    public static void work(QueueSettings settings, Consumer<String> log) throws IOException {
        MessageBook book = MessageBook.open(settings.state());
        try (SqsQueue queue = SqsQueue.open(settings.url(), settings.environment())) {
            var worker = new QueueWorker(settings, book, queue, log);
            try (HealthPage health = HealthPage.open(settings.health(), worker::status)) {
                health.address().ifPresent(address -> log.accept("health at " + address));
                worker.loop();
            } catch (InterruptedException | ClosedByInterruptException e) {
                log.accept("ended; a run at work goes on, and the next start finds it");
            } finally {
                worker.polling.shutdownNow();
            }
        }
    }

    private void loop() throws IOException, InterruptedException {
        learn();
        for (Hold hold : book.left()) {
            carry(hold);
        }
        log.accept("waits for messages of " + settings.url());
        Duration wait = settings.pace().retry();
        while (true) {
            sweep();
            try {
                Optional<QueueMessage> message = receive();
                heardAt = Instant.now();
                trouble("");
                wait = settings.pace().retry();
                if (message.isPresent()) {
                    handle(message.get());
                }
            } catch (QueueException e) {
                if (!e.isPassing()) {
                    throw e;
                }
                trouble(e.getMessage());
                Thread.sleep(wait.toMillis());
                wait = wait.multipliedBy(2).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait.multipliedBy(2);
            }
        }
    }

    /** What a person has to mend is told at once; what passes is waited for. */
    private void learn() throws IOException, InterruptedException {
        while (true) {
            try {
                redrives = queue.redrives();
                return;
            } catch (QueueException e) {
                if (!e.isPassing()) {
                    throw e;
                }
                trouble(e.getMessage());
                Thread.sleep(settings.pace().retry().toMillis());
            }
        }
    }

    private Optional<QueueMessage> receive() throws IOException, InterruptedException {
        Future<Optional<QueueMessage>> next = polling.submit(
                () -> queue.receive(settings.pace().poll(), settings.pace().hidden()));
        try {
            return next.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof QueueException trouble) {
                throw trouble;
            }
            throw new IOException("the queue cannot be asked: " + e.getCause(), e);
        }
    }

    private void handle(QueueMessage message) throws IOException, InterruptedException {
        Reading reading = reader.read(message);
        Optional<Hold> hold = book.take(reading.key());
        if (hold.isEmpty()) {
            log.accept(reading.key() + " is at work in another worker; it is left alone");
            return;
        }
        try (Hold held = hold.get()) {
            Optional<Entry> before = held.entry();
            if (before.filter(entry -> entry.step() == Entry.Step.OVER).isPresent()) {
                log.accept(reading.key() + " came again, and starts nothing");
                count(0, 1, 0);
                carrying.delete(message.receipt());
            } else if (reading instanceof Reading.Start start) {
                Entry entry = before.orElseGet(() -> entry(message, start)).delivered(message.receipt());
                held.keep(entry.step() == Entry.Step.AGAIN ? entry.starting() : entry);
                count(1, 0, 0);
                work(held, entry);
            } else if (reading instanceof Reading.Nothing nothing) {
                end(held, message, nothing.key(), "it starts nothing: " + nothing.why());
            } else if (reading instanceof Reading.Poison poison) {
                refuse(held, message, poison);
            }
        }
    }

    /** With a redrive policy the queue itself puts aside what nobody deletes; without one it would come for ever. */
    private void refuse(Hold held, QueueMessage message, Reading.Poison poison)
            throws IOException, InterruptedException {
        count(0, 0, 1);
        if (redrives) {
            log.accept(poison.key() + " cannot be understood: " + poison.why() + "; the queue will put it aside");
            return;
        }
        end(held, message, poison.key(), "it cannot be understood: " + poison.why());
    }

    private void end(Hold held, QueueMessage message, String key, String why) throws IOException, InterruptedException {
        held.keep(new Entry(
                        key,
                        message.id(),
                        message.receipt(),
                        "",
                        Map.of(),
                        Instant.now(),
                        Entry.Step.TAKEN,
                        0,
                        0,
                        Optional.empty())
                .over(Outcome.without(why)));
        log.accept(key + ": " + why);
        carrying.delete(message.receipt());
    }

    private void carry(Hold hold) throws IOException, InterruptedException {
        try (hold) {
            Optional<Entry> entry = hold.entry();
            if (entry.filter(left -> left.step() == Entry.Step.TAKEN).isPresent()) {
                log.accept("goes on with " + entry.get().key());
                count(1, 0, 0);
                work(hold, entry.get());
            }
        }
    }

    private void work(Hold hold, Entry entry) throws IOException, InterruptedException {
        var work = new QueueStatus.Work(entry.key(), entry.stage(), Instant.now());
        working(Optional.of(work));
        try {
            carrying.carry(hold, redrives);
        } finally {
            working(Optional.empty());
        }
    }

    private Entry entry(QueueMessage message, Reading.Start start) {
        Map<String, Object> origin = new TreeMap<>(start.cause());
        origin.put("host", "AWS SQS");
        origin.put("origin", "queue");
        origin.put("queue", runs.name());
        origin.put("messageId", message.id());
        origin.put(Runs.MESSAGE, start.key());
        message.sentAt().ifPresent(at -> origin.put("sentAt", at.toString()));
        if (!message.sender().isBlank()) {
            origin.put("sender", message.sender());
        }
        return new Entry(
                start.key(),
                message.id(),
                message.receipt(),
                start.stage().orElse(settings.stage()),
                origin,
                Instant.now(),
                Entry.Step.TAKEN,
                0,
                0,
                Optional.empty());
    }

    private void sweep() throws IOException {
        if (sweptAt.isBefore(Instant.now().minus(DAY))) {
            sweptAt = Instant.now();
            book.sweep(sweptAt);
        }
    }

    private void trouble(String text) {
        QueueStatus old = status;
        if (!text.isEmpty() && !text.equals(old.trouble())) {
            log.accept(text + "; trying again");
        }
        status = new QueueStatus(true, 0, text, old.work(), old.started(), old.duplicates(), old.refused());
    }

    private void working(Optional<QueueStatus.Work> work) {
        QueueStatus old = status;
        status = new QueueStatus(true, 0, old.trouble(), work, old.started(), old.duplicates(), old.refused());
        heardAt = Instant.now();
    }

    private void count(int started, int duplicates, int refused) {
        QueueStatus old = status;
        status = new QueueStatus(
                true,
                0,
                old.trouble(),
                old.work(),
                old.started() + started,
                old.duplicates() + duplicates,
                old.refused() + refused);
    }

    private QueueStatus status() {
        return status.silentFor(Duration.between(heardAt, Instant.now()));
    }
}
