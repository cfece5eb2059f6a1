// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.host.codepipeline.StageAnswer.SealedRun;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Brings back what a build that has ended came to. Its result alone never opens a gate: the evidence has to say so. */
final class JenkinsRelay {
    private static final JenkinsClient.Bound BUNDLE = new JenkinsClient.Bound(1L << 30, Duration.ofMinutes(10));
    private static final int NOT_CARRIED_OUT = 4;
    private static final int MOST_NAMED = 5;

    private final JenkinsJob job;
    private final StageOrder order;
    private final int number;

    JenkinsRelay(JenkinsJob job, StageOrder order, int number) {
        this.job = job;
        this.order = order;
        this.number = number;
    }

    /** Returns the answer of a stage that came to nothing. */
    static StageAnswer nothing(String sentence) {
        return new StageAnswer(
                NOT_CARRIED_OUT, sentence, Optional.empty(), Optional.empty(), Map.of(), false, List.of());
    }

    /**
     * Returns what the build came to, with its bundle on this machine.
     *
     * @param result as Jenkins calls it
     * @throws JenkinsException if Jenkins does not say it now, or not to this account
     */
    StageAnswer of(String result) throws IOException, InterruptedException {
        try {
            Optional<JenkinsEvidence> evidence = evidence();
            return evidence.isPresent()
                    ? judged(result, evidence.get(), bundle(evidence.get()))
                    : nothing(withoutEvidence(result));
        } catch (JenkinsException e) {
            if (e.isPassing() || e.isDenial()) {
                throw e; // asked again, and for how long is not decided here
            }
            return nothing("The evidence of the " + build() + " cannot be had: " + e.getMessage() + ".");
        }
    }

    private Optional<JenkinsEvidence> evidence() throws IOException, InterruptedException {
        try {
            return JenkinsEvidence.of(job.evidence(number), order.settings().stage());
        } catch (JenkinsException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Path bundle(JenkinsEvidence evidence) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(order.folder().resolve("jenkins-" + number));
        Path partial = Files.createTempFile(folder, ".bundle", ".partial");
        try {
            try (OutputStream out = Files.newOutputStream(partial)) {
                job.bundle(number, evidence, out, BUNDLE);
            }
            String digest = Sha256.of(partial);
            if (!digest.equals(evidence.sealed().sha256())) {
                throw new JenkinsException(
                        200,
                        "the artifact " + evidence.file() + " is not what was sealed: its digest is " + digest
                                + ", not " + evidence.sealed().sha256());
            }
            return Files.move(
                    partial,
                    folder.resolve(evidence.file()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private StageAnswer judged(String result, JenkinsEvidence evidence, Path bundle) {
        JenkinsEvidence.Sealed sealed = evidence.sealed();
        var run = new SealedRun(
                sealed.model(),
                sealed.number(),
                sealed.version(),
                sealed.state(),
                bundle,
                sealed.sha256(),
                Optional.empty());
        boolean goes = result.equals("SUCCESS") || result.equals("UNSTABLE");
        boolean ended = !goes && !result.equals("FAILURE");
        boolean contradicted = evidence.exit() == 0 && !(result.equals("SUCCESS") && evidence.goesOn());
        int exit = ended || contradicted ? NOT_CARRIED_OUT : evidence.exit();
        return new StageAnswer(
                exit,
                ended ? ended(result) : sentence(result, evidence),
                Optional.of(run),
                evidence.exit() == NOT_CARRIED_OUT ? Optional.empty() : Optional.of(evidence.verdict()),
                evidence.metrics(),
                exit != NOT_CARRIED_OUT && goes && evidence.goesOn(),
                evidence.missing());
    }

    private String sentence(String result, JenkinsEvidence evidence) {
        String subject = "GxP " + evidence.stage() + " of " + evidence.sealed().model() + " "
                + evidence.sealed().version();
        if (evidence.exit() == NOT_CARRIED_OUT) {
            return subject + " was not carried out to its end in " + build() + ", whose log says why.";
        }
        if (evidence.exit() == 0) {
            if (!evidence.goesOn()) {
                return subject + " is PASS, but the run is " + evidence.sealed().state() + ", in " + build() + ".";
            }
            return result.equals("SUCCESS")
                    ? ""
                    : subject + " is PASS, but the " + build() + " is " + result
                            + " for another reason, which its log says.";
        }
        String why = evidence.missing().isEmpty()
                ? gates(evidence)
                : "signatures are missing: " + String.join(", ", evidence.missing());
        return subject + " is " + evidence.verdict() + " in " + build() + ": " + why + ".";
    }

    private static String gates(JenkinsEvidence evidence) {
        List<String> gates = evidence.notPassed();
        if (gates.isEmpty()) {
            return "the run is " + evidence.sealed().state();
        }
        return gates.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (gates.size() > MOST_NAMED ? " and " + (gates.size() - MOST_NAMED) + " more" : "");
    }

    private String withoutEvidence(String result) {
        String stage = order.settings().stage();
        return switch (result) {
            case "SUCCESS", "UNSTABLE" ->
                "The " + build() + " is " + result + ", but has no GxP evidence of the stage " + stage
                        + ": the Jenkinsfile has to call the step of the stage that GXP_STAGE names.";
            case "FAILURE" ->
                "The " + build() + " failed before it had evidence of the stage " + stage + "; its log says why.";
            default -> ended(result);
        };
    }

    private String ended(String result) {
        return "The " + build() + (result.equals("ABORTED") ? " was aborted in Jenkins." : " ended as " + result + ".");
    }

    private String build() {
        return "build " + job.name() + " #" + number;
    }
}
