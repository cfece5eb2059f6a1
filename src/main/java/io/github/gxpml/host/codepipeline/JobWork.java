// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.codepipeline.JobContext;
import io.github.gxpml.aws.codepipeline.JobFailure;
import io.github.gxpml.aws.codepipeline.JobProgress;
import io.github.gxpml.aws.codepipeline.PolledJob;
import io.github.gxpml.host.codepipeline.JobRecord.Answer;
import io.github.gxpml.host.codepipeline.JobRecord.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The way of one order, from its first job to its only answer, in a thread of its own. Each step is on disk before it
 * is taken, and may be taken again.
 */
final class JobWork implements Runnable {
    private static final String REFUSED = "CodePipeline refused what the worker had to say: its log has it";
    private static final Duration SEALING = Duration.ofMinutes(1);
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final Workbench bench;
    private final Order order;
    private final JobHold hold;
    private final Retries retries;
    private final Consumer<String> log;
    private volatile boolean slot;

    JobWork(Workbench bench, JobRecord record, Consumer<String> log) {
        JobContext context = record.context();
        this.log =
                line -> log.accept(context.pipeline() + " " + context.stage() + "/" + context.action() + ": " + line);
        this.bench = bench;
        this.order = new Order(bench.book(), record, this.log, bench.pace());
        this.retries = new Retries(bench.pace(), this.log);
        this.hold = new JobHold(bench, order, retries);
    }

    /** Returns the record as it is now. */
    JobRecord record() {
        return order.now();
    }

    /** Gives the job that continues this order. */
    void comesBack(PolledJob job) {
        hold.comesBack(job);
    }

    @Override
    public void run() {
        try {
            while (order.now().step() != Step.OVER) {
                carryOn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the worker stops; its next start goes on from the record
        } finally {
            freeSlot();
            bench.news().run();
        }
    }

    private void carryOn() throws InterruptedException {
        Step step = order.now().step();
        try {
            if (slot && step != Step.WORK) {
                freeSlot();
                bench.news().run();
            }
            switch (step) {
                case TAKE -> take();
                case WORK -> work();
                case WAIT -> await();
                case DELIVER -> new Delivery(bench, order, retries).deliver();
                case ANSWER -> answer();
                case RELAY -> new ApprovalRelay(bench, order, retries, log).relay();
                case OVER -> {
                    return;
                }
            }
        } catch (AbandonedException e) {
            log.accept("the pipeline does not wait any more: " + e.getMessage() + "; what was sealed stays in the"
                    + " workspace");
            order.over();
        } catch (IOException | OrderException | RuntimeException | OutOfMemoryError e) {
            failed(step, e);
        }
    }

    /** Whatever goes wrong, the pipeline is told, and only once. */
    private void failed(Step step, Throwable error) throws InterruptedException {
        log.accept(sentence(error));
        if (step == Step.TAKE || step == Step.RELAY || step == Step.ANSWER) {
            order.over(); // nobody waits for an answer of ours, or it is refused whatever it says
            return;
        }
        order.keep(
                order.now().with(Answers.failure(kind(error), sentence(error))).at(Step.ANSWER));
    }

    private static JobFailure.Kind kind(Throwable error) {
        if (error instanceof OrderException) {
            return JobFailure.Kind.CONFIGURATION_ERROR;
        }
        return error instanceof AwsException aws ? Answers.kind(aws) : JobFailure.Kind.SYSTEM_UNAVAILABLE;
    }

    private static String sentence(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            return "the worker has too little memory: give its Java more with -Xmx, or it fewer --jobs";
        }
        return error instanceof RuntimeException
                ? "internal error of the worker: " + error.getClass().getSimpleName() + where(error)
                        + " - please report it"
                : "could not be carried out: " + error.getMessage();
    }

    private static String where(Throwable error) {
        return error.getStackTrace().length == 0 ? "" : " in " + error.getStackTrace()[0];
    }

    private void take() throws IOException, InterruptedException {
        JobRecord record = order.now();
        if (!retries.untilHeard(() -> bench.services()
                .jobs()
                .acknowledge(record.hold().jobId(), record.hold().nonce()))) {
            log.accept("another worker has the job " + record.hold().jobId());
            order.forget();
            return;
        }
        log.accept("took the job " + record.hold().jobId());
        order.keep(record.at(record.answer().isPresent() ? Step.ANSWER : Step.WORK));
    }

    private void work() throws IOException, OrderException, InterruptedException, AbandonedException {
        hold.secure();
        checkApproval(ActionSettings.of(order.now().configuration()));
        new Delivery(bench, order, retries).check();
        takeSlot();
        StageAnswer found = end(begin());
        log.accept(Answers.of(order.settings().stage(), found, order.waitsElsewhere())
                .summary());
        boolean waits = Answers.pending(found)
                && order.settings().stage().equals("register")
                && bench.runner().isSignedLater()
                && !order.waitsElsewhere();
        order.keep(order.now().with(found).at(waits ? Step.WAIT : Step.DELIVER));
    }

    private void checkApproval(ActionSettings settings) throws OrderException {
        String stage = order.context().stage();
        if (settings.approvalAction().isPresent()
                && !settings.approvalAction().get().startsWith(stage + "/")) {
            throw new OrderException("`" + GxpActionType.APPROVAL_ACTION + "` is "
                    + settings.approvalAction().get()
                    + ", and must be an action of the same stage of the pipeline, such"
                    + " as " + stage + "/Approve: another execution would come between");
        }
    }

    /** Waits for the end of a stage; a stage that nobody waits for is ended itself. */
    private StageAnswer end(RunningStage stage) throws IOException, InterruptedException, AbandonedException {
        try {
            Optional<StageAnswer> answer = stage.await(hold.untilRenewal());
            while (answer.isEmpty()) {
                hold.renew(progress(stage.doing(), stage.percent()));
                answer = stage.await(hold.untilRenewal());
            }
            return answer.get();
        } catch (AbandonedException | IOException | RuntimeException e) {
            stage.stop();
            while (stage.await(SEALING).isEmpty()) {
                log.accept("the stage is still sealing what it has");
            }
            throw e;
        }
    }

    private RunningStage begin() throws IOException, OrderException, InterruptedException, AbandonedException {
        var inputs = new JobInputs(bench.services(), order);
        while (true) {
            Optional<RunningStage> stage =
                    retries.patiently(() -> bench.runner().begin(order, inputs));
            if (stage.isPresent()) {
                return stage.get();
            }
            freeSlot(); // who waits for another one must not keep it from a slot
            Thread.sleep(BUSY.toMillis());
            hold.renewIfDue(progress("waits for another execution of the pipeline", OptionalInt.empty()));
            takeSlot();
        }
    }

    private void await() throws IOException, InterruptedException, AbandonedException {
        hold.secure();
        while (true) {
            StageAnswer before = order.now().stage().orElseThrow();
            hold.renewIfDue(progress("waits for " + String.join(", ", before.missing()), OptionalInt.empty()));
            Thread.sleep(bench.pace().lookEvery().toMillis());
            StageAnswer now = look(before);
            if (!now.equals(before)) {
                order.keep(order.now().with(now).at(Answers.pending(now) ? Step.WAIT : Step.DELIVER));
            }
            if (!Answers.pending(now)) {
                return;
            }
        }
    }

    /** What cannot be looked at now can be later; people take longer. */
    private StageAnswer look(StageAnswer before) throws InterruptedException {
        try {
            return bench.runner().look(order, before);
        } catch (IOException e) {
            log.accept("could not look at the signatures: " + e.getMessage() + "; looking again");
            return before;
        }
    }

    private void answer() throws IOException, InterruptedException, AbandonedException {
        hold.secure();
        JobRecord record = order.now();
        Answer answer = record.answer().orElseThrow();
        String job = record.hold().jobId();
        boolean heard;
        try {
            heard = retries.untilHeard(() -> say(job, answer));
        } catch (AwsException e) {
            Answer next = Answers.failure(
                    JobFailure.Kind.SYSTEM_UNAVAILABLE, answer.failure().isPresent() ? REFUSED : e.getMessage());
            if (next.equals(answer)) {
                throw e;
            }
            order.keep(record.with(next));
            return;
        }
        log.accept(
                heard ? "answered the job " + job : "the job " + job + " was answered already, or nobody waits for it");
        order.keep(record.at(answer.failure().isEmpty() && record.approvalSeen().isPresent() ? Step.RELAY : Step.OVER));
    }

    private boolean say(String job, Answer answer) throws IOException {
        var jobs = bench.services().jobs();
        if (answer.failure().isPresent()) {
            return jobs.fail(job, new JobFailure(answer.failure().get(), answer.summary(), answer.externalId()));
        }
        return jobs.succeed(
                job, new JobProgress(answer.summary(), answer.externalId(), OptionalInt.of(100)), answer.variables());
    }

    private JobProgress progress(String doing, OptionalInt percent) {
        JobRecord record = order.now();
        String stage = record.configuration().getOrDefault(GxpActionType.STAGE, "");
        String external = record.stage()
                .flatMap(StageAnswer::run)
                .map(run -> run.model() + "-" + run.number())
                .orElse("");
        return new JobProgress(stage + (doing.isEmpty() ? "" : ": " + doing), external, percent);
    }

    private void takeSlot() throws IOException, InterruptedException, AbandonedException {
        while (!slot) {
            slot = bench.slots().tryAcquire(BUSY.toMillis(), TimeUnit.MILLISECONDS);
            if (!slot) {
                hold.renewIfDue(progress("waits until another stage has ended", OptionalInt.empty()));
            }
        }
    }

    private void freeSlot() {
        if (slot) {
            bench.slots().release();
            slot = false;
        }
    }
}
