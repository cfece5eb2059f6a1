// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import io.github.gxpml.aws.queue.QueueException;
import io.github.gxpml.aws.queue.SqsQueue;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.host.codepipeline.RunningStage;
import io.github.gxpml.host.codepipeline.StageAnswer;
import io.github.gxpml.host.queue.Entry.Outcome;
import io.github.gxpml.host.queue.MessageBook.Hold;
import io.github.gxpml.lifecycle.CausedRun;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries one message to its outcome: the run that it starts, or the one that it has started already. */
final class Carrying {
    private static final int MOST_FAILURES = 3;
    private static final int MOST_DELETES = 5;
    private static final int NOT_CARRIED_OUT = 4;

    /** To look whether the workspace is free takes a process. */
    private static final long BUSY = 5;

    private final QueueSettings settings;
    private final SqsQueue queue;
    private final Runs runs;
    private final Consumer<String> log;

    Carrying(QueueSettings settings, SqsQueue queue, Runs runs, Consumer<String> log) {
        this.settings = settings;
        this.queue = queue;
        this.runs = runs;
        this.log = log;
    }

    /**
     * Carries a message on from where its record says it is.
     *
     * @param hold of the message, with its record
     * @param redrives whether the queue puts aside what comes too often
     * @throws IOException if the record cannot be kept, or the engine cannot be started
     * @throws InterruptedException if the worker stops; the run goes on, and the next worker finds it
     */
    void carry(Hold hold, boolean redrives) throws IOException, InterruptedException {
        Entry entry = hold.entry().orElseThrow();
        while (entry.step() == Entry.Step.TAKEN) {
            entry = next(hold, entry);
            if (entry.step() == Entry.Step.AGAIN && entry.failures() >= MOST_FAILURES && !redrives) {
                entry = entry.over(
                        Outcome.without("no run was begun, " + entry.failures() + " times; see the worker's log"));
            }
            hold.keep(entry);
        }
        if (entry.step() == Entry.Step.OVER) {
            delete(entry);
        } else {
            giveBack(entry);
        }
    }

    private Entry next(Hold hold, Entry entry) throws IOException, InterruptedException {
        Optional<RunningStage> found = runs.find(hold, entry);
        if (found.isPresent()) {
            StageAnswer answer = await(found.get(), entry);
            if (!answer.waits()) {
                return after(entry, answer);
            }
        }
        Optional<CausedRun> begun = runs.begun(entry);
        if (begun.isPresent()) {
            return gone(entry, await(runs.goOn(hold, entry, begun.get()), entry));
        }
        Entry starting = entry.starting();
        hold.keep(starting);
        log.accept("starts " + starting.stage() + " for " + starting.key());
        StageAnswer answer = await(runs.start(hold, starting), starting);
        if (!answer.waits()) {
            return after(starting, answer);
        }
        log.accept("run " + answer.run().orElseThrow().number() + " of " + entry.key()
                + " waits for a training elsewhere, and is looked at again until it is over");
        pause(starting);
        return starting;
    }

    /** What became of a run without a process: it waits on, was carried to its end, or ended in the middle. */
    private Entry gone(Entry entry, StageAnswer answer) throws IOException, InterruptedException {
        if (Runs.busy(answer)) {
            Thread.sleep(settings.pace().retry().multipliedBy(BUSY).toMillis());
            return entry;
        }
        if (answer.waits()) {
            if (answer.exit() == NOT_CARRIED_OUT) {
                log.accept("the run of " + entry.key() + " waits on: " + answer.message());
            }
            pause(entry);
            return entry;
        }
        CausedRun run = runs.begun(entry).orElseThrow();
        Optional<StageAnswer.SealedRun> own = answer.run().filter(one -> one.number() == run.number());
        if (own.isPresent() && run.state() != State.INTERRUPTED) {
            return after(entry, answer);
        }
        return entry.over(new Outcome(
                Optional.empty(),
                "the process of the run ended in the middle; its evidence says how far it came",
                Optional.of(run.number()),
                run.state().name(),
                own.map(StageAnswer.SealedRun::bundleSha256).orElse("")));
    }

    private Entry after(Entry entry, StageAnswer answer) throws IOException, InterruptedException {
        if (answer.run().isPresent()) {
            StageAnswer.SealedRun run = answer.run().get();
            return entry.over(new Outcome(
                    Optional.of(answer.exit()),
                    answer.message(),
                    Optional.of(run.number()),
                    run.state(),
                    run.bundleSha256()));
        }
        if (Runs.busy(answer)) {
            hide(entry, settings.pace().hidden());
            Thread.sleep(settings.pace().retry().multipliedBy(BUSY).toMillis());
            return entry.starting(); // another run is at work in the workspace: this one waits for its turn
        }
        if (runs.begun(entry).isPresent()) {
            return entry.starting(); // it has no answer, but it has a run, which is looked at next
        }
        log.accept(
                "no run was begun for " + entry.key() + ": " + answer.message() + "; tried again when it comes again");
        return entry.again();
    }

    /** Nothing is held meanwhile but the message. */
    private void pause(Entry entry) throws InterruptedException {
        hide(entry, settings.pace().hidden());
        Thread.sleep(settings.pace().look().toMillis());
    }

    private StageAnswer await(RunningStage stage, Entry entry) throws IOException, InterruptedException {
        while (true) {
            hide(entry, settings.pace().hidden());
            Optional<StageAnswer> answer = stage.await(settings.pace().renew());
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    /** What is not hidden any more comes again, and is known then. */
    private void hide(Entry entry, Duration time) {
        try {
            queue.hide(entry.receipt(), time);
        } catch (QueueException e) {
            log.accept(e.getMessage() + "; it may come again, and starts nothing then");
        }
    }

    private void giveBack(Entry entry) {
        hide(entry, settings.pace().retry().multipliedBy(entry.failures() + 1L));
    }

    private void delete(Entry entry) throws InterruptedException {
        Outcome outcome = entry.outcome().orElseThrow();
        log.accept(entry.key() + " is over: "
                + outcome.run()
                        .map(run -> "run " + run + " is " + outcome.state())
                        .orElse("no run")
                + (outcome.message().isEmpty() ? "" : ": " + outcome.message()));
        delete(entry.receipt());
    }

    /** Deletes a message whose outcome is on disk. One that cannot be deleted comes again, and starts nothing then. */
    void delete(String receipt) throws InterruptedException {
        Duration wait = settings.pace().retry();
        for (int i = 1; ; i++) {
            try {
                queue.delete(receipt);
                return;
            } catch (QueueException e) {
                if (i == MOST_DELETES || !e.isPassing()) {
                    log.accept(e.getMessage() + "; it will come again, and start nothing");
                    return;
                }
                Thread.sleep(wait.toMillis());
                wait = wait.multipliedBy(2);
            }
        }
    }
}
