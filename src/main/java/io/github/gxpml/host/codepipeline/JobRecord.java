// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.codepipeline.JobContext;
import io.github.gxpml.aws.codepipeline.JobFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is on disk of a job, so that a worker that was killed at any moment goes on where it was. It holds no
 * credentials, and of the action's configuration only the properties that this product declares.
 *
 * @param id of the order, the same for all jobs that continue one another
 * @param context place in the pipeline
 * @param configuration of the action
 * @param inputs of the job
 * @param takenAt when the first job came
 * @param hold which job of the service it is now
 * @param step what is to be done next
 * @param notes of the runner
 * @param stage what the stage came to; empty before that
 * @param answer what the pipeline is told; empty before that
 * @param approvalSeen when the manual approval had changed before this register stage was answered
 */
record JobRecord(
        String id,
        JobContext context,
        Map<String, String> configuration,
        List<InputArtifact> inputs,
        Instant takenAt,
        Hold hold,
        Step step,
        Map<String, String> notes,
        Optional<StageAnswer> stage,
        Optional<Answer> answer,
        Optional<Instant> approvalSeen) {
    /** A record on disk that lacks something is damaged. */
    JobRecord {
        Stream.of(id, context, configuration, inputs, takenAt, hold, step, notes)
                .forEach(Objects::requireNonNull);
    }

    /** What is to be done next. */
    enum Step {
        /** To acknowledge the job. */
        TAKE,
        /** To carry out the stage, or to wait for it. */
        WORK,
        /** To wait for signatures. */
        WAIT,
        /** To upload the bundle. */
        DELIVER,
        /** To tell the pipeline. */
        ANSWER,
        /** To answer the manual approval when the signatures are complete. */
        RELAY,
        /** Nothing any more. */
        OVER
    }

    /**
     * Which job of the service it is.
     *
     * @param jobId its id
     * @param nonce with which it is, or was, taken
     * @param state how firmly
     */
    record Hold(String jobId, String nonce, State state) {
        /** A record on disk that lacks something is damaged. */
        Hold {
            Stream.of(jobId, nonce, state).forEach(Objects::requireNonNull);
        }

        /** How a job is held. */
        enum State {
            /** It is this worker's, or about to be. */
            HELD,
            /** It is being ended for another one to continue it, which has not come yet. */
            LEAVING,
            /** The one that continues has come and is being taken. */
            RETURNING
        }

        Hold in(State now) {
            return new Hold(jobId, nonce, now);
        }

        @Override
        public String toString() {
            return "Hold[" + jobId + ", " + state + "]";
        }
    }

    /**
     * What the pipeline is told in the end.
     *
     * @param summary one sentence
     * @param externalId the run; empty if there is none
     * @param variables output variables; empty in a failure
     * @param failure why it failed; empty if it did not
     */
    record Answer(
            String summary, String externalId, Map<String, String> variables, Optional<JobFailure.Kind> failure) {}

    JobRecord at(Step next) {
        return new JobRecord(
                id, context, configuration, inputs, takenAt, hold, next, notes, stage, answer, approvalSeen);
    }

    JobRecord with(Hold now) {
        return new JobRecord(
                id, context, configuration, inputs, takenAt, now, step, notes, stage, answer, approvalSeen);
    }

    JobRecord withNotes(Map<String, String> now) {
        return new JobRecord(
                id, context, configuration, inputs, takenAt, hold, step, Map.copyOf(now), stage, answer, approvalSeen);
    }

    JobRecord with(StageAnswer now) {
        return new JobRecord(
                id, context, configuration, inputs, takenAt, hold, step, notes, Optional.of(now), answer, approvalSeen);
    }

    JobRecord with(Answer now) {
        return new JobRecord(
                id, context, configuration, inputs, takenAt, hold, step, notes, stage, Optional.of(now), approvalSeen);
    }

    JobRecord withApprovalSeen(Instant changedAt) {
        return new JobRecord(
                id, context, configuration, inputs, takenAt, hold, step, notes, stage, answer, Optional.of(changedAt));
    }
}
