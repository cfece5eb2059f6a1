// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.codepipeline.CodePipelineJobs;
import io.github.gxpml.aws.codepipeline.JobFailure;
import io.github.gxpml.host.codepipeline.JobRecord.Answer;
import io.github.gxpml.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the pipeline is told of a stage. */
final class Answers {
    private static final String PENDING = "PENDING";
    private static final int WRONG_CALL = 2;
    private static final int NOT_CARRIED_OUT = 4;

    private Answers() {}

    /**
     * Tells whether a stage lets the pipeline go on: its verdict is PASS, or the spec or a waiver lets the run go on.
     *
     * @param stage what it came to
     * @param waitsElsewhere whether a manual approval waits for the signatures
     * @return whether the action succeeds
     */
    static boolean opens(StageAnswer stage, boolean waitsElsewhere) {
        if (stage.run().isEmpty() || stage.verdict().isEmpty() || notCarriedOut(stage)) {
            return false;
        }
        return pending(stage) ? waitsElsewhere : stage.goesOn();
    }

    /** Tells whether a run waits for signatures. */
    static boolean pending(StageAnswer stage) {
        return !notCarriedOut(stage)
                && stage.run().map(run -> run.state().equals(PENDING)).orElse(false);
    }

    private static boolean notCarriedOut(StageAnswer stage) {
        return stage.exit() == WRONG_CALL || stage.exit() == NOT_CARRIED_OUT;
    }

    /**
     * Puts what a stage came to into an answer.
     *
     * @param name of the stage
     * @param stage what it came to
     * @param waitsElsewhere whether a manual approval waits for the signatures
     * @return the answer
     */
    static Answer of(String name, StageAnswer stage, boolean waitsElsewhere) {
        String id = stage.run().map(run -> run.model() + "-" + run.number()).orElse("");
        if (!opens(stage, waitsElsewhere)) {
            return new Answer(failed(name, stage), id, Map.of(), Optional.of(kind(stage)));
        }
        return new Answer(summary(name, stage), id, variables(stage), Optional.empty());
    }

    /** An answer for a job whose stage was not carried out. */
    static Answer failure(JobFailure.Kind kind, String message) {
        return new Answer(message, "", Map.of(), Optional.of(kind));
    }

    /** Says whose matter an error of AWS is. */
    static JobFailure.Kind kind(AwsException error) {
        return switch (error.kind()) {
            case DENIED -> JobFailure.Kind.PERMISSION_ERROR;
            case NOT_FOUND -> JobFailure.Kind.REVISION_UNAVAILABLE;
            case REFUSED, UNAVAILABLE -> JobFailure.Kind.SYSTEM_UNAVAILABLE;
        };
    }

    private static JobFailure.Kind kind(StageAnswer stage) {
        return switch (stage.exit()) {
            case WRONG_CALL -> JobFailure.Kind.CONFIGURATION_ERROR;
            case NOT_CARRIED_OUT -> JobFailure.Kind.SYSTEM_UNAVAILABLE; // a crash is never a finding
            default -> JobFailure.Kind.JOB_FAILED;
        };
    }

    private static String failed(String name, StageAnswer stage) {
        String what = stage.verdict().isPresent() ? stage.verdict().get() : "could not be carried out";
        return name + " " + what + waits(stage) + (stage.message().isEmpty() ? "" : ": " + stage.message())
                + evidence(stage);
    }

    private static String waits(StageAnswer stage) {
        return pending(stage) ? ", waits for " + String.join(", ", stage.missing()) : "";
    }

    private static String summary(String name, StageAnswer stage) {
        String message = stage.message().isEmpty() ? "" : ": " + stage.message();
        return name + " " + stage.verdict().orElse("") + waits(stage) + message + evidence(stage);
    }

    private static String evidence(StageAnswer stage) {
        return stage.run()
                .map(run -> " - evidence of " + run.model() + " run " + run.number() + ", sha256 " + run.bundleSha256())
                .orElse("");
    }

    /** The four that the steps in Jenkins return, too. */
    private static Map<String, String> variables(StageAnswer stage) {
        StageAnswer.SealedRun run = stage.run().orElseThrow();
        var variables = new TreeMap<String, String>();
        variables.put(GxpActionType.VERDICT, stage.verdict().orElseThrow());
        variables.put(GxpActionType.BUNDLE_DIGEST, run.bundleSha256());
        variables.put(GxpActionType.MODEL_VERSION, Integer.toString(run.version()));
        String metrics = Json.compact(new TreeMap<>(stage.metrics()));
        variables.put(GxpActionType.METRICS, metrics);
        if (bytes(variables) > CodePipelineJobs.MOST_VARIABLE_BYTES) {
            variables.put(GxpActionType.METRICS, "{}"); // all of them are in the bundle
        }
        return variables;
    }

    private static int bytes(Map<String, String> variables) {
        return variables.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
