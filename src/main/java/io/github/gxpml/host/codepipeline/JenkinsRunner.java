// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Hands each order to a build of one Jenkins job, exactly one, and brings back what the plugin there says of it. */
final class JenkinsRunner implements StageRunner {
    private static final int BAD = 400;

    private final JenkinsJob job;
    private final JenkinsPace pace;
    private final Clock clock;

    JenkinsRunner(JenkinsSettings settings) {
        this(settings, JenkinsPace.USUAL, Clock.systemUTC());
    }

    JenkinsRunner(JenkinsSettings settings, JenkinsPace pace, Clock clock) {
        this.job = new JenkinsJob(new JenkinsClient(settings, pace.limit()), settings.job());
        this.pace = pace;
        this.clock = clock;
    }

    @Override
    public Optional<RunningStage> begin(StageOrder order, Inputs inputs)
            throws OrderException, IOException, InterruptedException {
        if (order.settings().stage().equals(GxpActionType.STATUS)) {
            throw new OrderException(
                    "Jenkins carries out no `status`: gxpRegister waits for the signatures itself, so take"
                            + " the action, and the manual approval before it, out of the pipeline");
        }
        JenkinsNotes notes = JenkinsNotes.of(order.notes());
        if (!notes.job().isEmpty() && !notes.job().equals(job.name())) {
            throw new IOException("the stage was begun in the Jenkins job " + notes.job() + ", not in " + job.name()
                    + ": start the worker for that job");
        }
        if (!notes.isPlaced() && notes.submitted().isPresent()) {
            Optional<JenkinsNotes> found = search(notes, order);
            if (found.isPresent()) {
                order.note(found.get().map());
                notes = found.get();
            }
        }
        if (!notes.isPlaced()) {
            notes = submit(order);
        }
        return Optional.of(new JenkinsBuild(job, order, notes, pace));
    }

    private JenkinsNotes submit(StageOrder order) throws OrderException, IOException, InterruptedException {
        Map<String, String> parameters = JenkinsParameters.of(order);
        JenkinsParameters.check(order, job.name(), job.parameters());
        JenkinsNotes notes = JenkinsNotes.submitting(job.name(), clock.instant());
        order.note(notes.map());
        Optional<Long> item;
        try {
            item = job.submit(parameters);
        } catch (JenkinsException e) {
            if (e.isRefusal()) {
                order.note(Map.of());
            }
            if (e.status() == BAD) {
                throw new OrderException(e.getMessage() + ".");
            }
            throw e;
        }
        JenkinsNotes placed = item.isPresent()
                ? notes.inQueue(item.get())
                : search(notes, order)
                        .orElseThrow(() -> new IOException("Jenkins took the build of " + job.name()
                                + ", but has it neither in its queue nor among the builds"));
        order.note(placed.map());
        return placed;
    }

    /** Looks at least twice: a build is for a moment neither in the queue nor among the builds. */
    private Optional<JenkinsNotes> search(JenkinsNotes notes, StageOrder order)
            throws IOException, InterruptedException {
        Instant settled = notes.submitted().orElse(Instant.EPOCH).plus(pace.settling());
        Duration waited = Duration.ZERO;
        while (true) {
            Optional<JenkinsNotes> found = job.find(notes, order.id());
            boolean over =
                    waited.compareTo(pace.settling()) >= 0 || clock.instant().isAfter(settled);
            if (found.isPresent() || (over && !waited.isZero())) {
                return found;
            }
            Thread.sleep(pace.first().toMillis());
            waited = waited.plus(pace.first());
        }
    }

    @Override
    public boolean isSignedLater() {
        return false;
    }

    /** People sign in Jenkins, and the build waits for them there: nothing comes later. */
    @Override
    public StageAnswer look(StageOrder order, StageAnswer before) {
        return before;
    }

    /** The evidence of a stage in Jenkins is sealed there: what happens in the pipeline later is not part of it. */
    @Override
    public void record(StageOrder order, Observed observation) {}
}
