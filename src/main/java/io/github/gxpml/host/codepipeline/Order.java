// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.codepipeline.JobContext;
import io.github.gxpml.host.codepipeline.JobRecord.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The order of a job over its record on disk. */
final class Order implements StageOrder {
    private final JobBook book;
    private final Consumer<String> log;
    private final Pace pace;
    private volatile JobRecord record;

    Order(JobBook book, JobRecord record, Consumer<String> log, Pace pace) {
        this.book = book;
        this.record = record;
        this.log = log;
        this.pace = pace;
    }

    JobRecord now() {
        return record;
    }

    /** Keeps a record, however long the disk is full: what is not on disk did not happen. */
    void keep(JobRecord next) throws InterruptedException {
        boolean told = false;
        while (true) {
            try {
                book.keep(next);
                record = next;
                return;
            } catch (IOException e) {
                if (!told) {
                    log.accept("the worker cannot write its state: " + e.getMessage() + " - make room; it waits");
                    told = true;
                }
                Thread.sleep(pace.longestRetry().toMillis());
            }
        }
    }

    void over() throws InterruptedException {
        keep(record.at(Step.OVER));
    }

    /** Lets go of a job that is somebody else's. */
    void forget() throws IOException {
        book.forget(record);
        record = record.at(Step.OVER);
    }

    /** Tells whether a manual approval waits for the signatures, and not the job. */
    boolean waitsElsewhere() {
        return settings().approvalAction().isPresent();
    }

    /** Returns what is kept for the runner that looks for its own orders. */
    String workerAndOrder() {
        return new JobBook.Token(book.worker(), id()).text();
    }

    @Override
    public String id() {
        return record.id();
    }

    @Override
    public JobContext context() {
        return record.context();
    }

    @Override
    public ActionSettings settings() {
        try {
            return ActionSettings.of(record.configuration());
        } catch (OrderException e) {
            throw new IllegalStateException("an order is checked before it is given to a runner", e);
        }
    }

    @Override
    public List<InputArtifact> inputs() {
        return record.inputs();
    }

    @Override
    public Path folder() {
        return book.folder(id());
    }

    @Override
    public Map<String, String> notes() {
        return record.notes();
    }

    @Override
    public void note(Map<String, String> notes) throws IOException {
        JobRecord next = record.withNotes(notes);
        book.keep(next);
        record = next;
    }
}
