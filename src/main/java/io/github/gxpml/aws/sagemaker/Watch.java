// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.port.WaitingException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits for work in SageMaker, patiently: looks more and more seldom, and what passes by itself ends no waiting.
 *
 * @param waits whether to wait; else it looks once
 * @param progress told how the work gets on
 */
record Watch(boolean waits, Progress progress) {
    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 30_000;
    private static final double GROWTH = 1.4;
    /** SageMaker may know a job only some time after it took it. */
    private static final int LOOKS_FOR_MISSING = 12;

    /** Follows a log beside. */
    @FunctionalInterface
    interface Beside {
        /** Nothing is followed. */
        Beside NOTHING = () -> {};

        void follow();
    }

    /** Returns how the work ended. */
    Work.Look end(Work work, Beside beside) throws TrainingException, InterruptedException {
        String what = work.kind() + " job " + work.name();
        int missing = 0;
        String trouble = "";
        for (double pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * GROWTH)) {
            Optional<Work.Look> look = Optional.empty();
            try {
                look = work.look();
                trouble = "";
                missing++;
            } catch (AwsException e) {
                if (!waits || e.kind() != AwsException.Kind.UNAVAILABLE) {
                    throw unseen(what, e);
                }
                if (trouble.isEmpty()) {
                    progress.note(e.getMessage());
                }
                trouble = e.getMessage();
            } catch (IOException e) {
                throw unseen(what, e);
            }
            if (look.isPresent() && look.get().state() != Work.State.RUNNING) {
                beside.follow();
                return look.get();
            }
            if (look.isPresent()) {
                missing = 0;
                if (!waits) {
                    throw new WaitingException(
                            "waits for " + what + " (" + look.get().status() + "); `gxp resume` goes on", true, null);
                }
                progress.advance(0, 0, what + ": " + look.get().status());
                beside.follow();
            } else if (missing > LOOKS_FOR_MISSING) {
                throw new TrainingException(what + " is not known to SageMaker: start a new run");
            }
            Thread.sleep(Math.round(pause * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
        }
    }

    /** Returns how work stands that was just started, as soon as SageMaker knows it. */
    Work.Look seen(Work work) throws TrainingException, IOException, InterruptedException {
        for (int i = 0; i < LOOKS_FOR_MISSING; i++) {
            Optional<Work.Look> look = work.look();
            if (look.isPresent()) {
                return look.get();
            }
            Thread.sleep(FIRST_PAUSE);
        }
        // it was taken, and will run: it must not be lost by a run that ends here
        throw new WaitingException(
                work.kind() + " job " + work.name() + " was started, and SageMaker does not show it yet; `gxp resume`"
                        + " goes on when it does",
                false,
                null);
    }

    private static WaitingException unseen(String what, IOException e) {
        return new WaitingException(
                what + " could not be followed and may run on: " + e.getMessage()
                        + "; `gxp resume` goes on when that is mended, `gxp cancel` stops it",
                false,
                e);
    }

    /** Says why work that is over left nothing. */
    static void succeeded(Work work, Work.Look end, Described described) throws TrainingException {
        String what = work.kind() + " job " + work.name();
        if (end.state() == Work.State.FAILED) {
            String reason = end.reason().isBlank()
                    ? "SageMaker gives no reason"
                    : end.reason().strip();
            throw new TrainingException(what + " failed: " + cut(described.clean(reason)));
        }
        if (end.state() == Work.State.STOPPED) {
            throw new TrainingException(
                    end.status().equals("MaxRuntimeExceeded")
                            ? what + " was ended after its limit (train.timeLimit)"
                            : what + " was stopped by somebody");
        }
    }

    private static String cut(String text) {
        return text.length() > 500 ? text.substring(0, 500) + "..." : text;
    }
}
