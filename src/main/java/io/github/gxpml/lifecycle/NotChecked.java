// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.RequirementTrace;
import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.EnvironmentDocument;
import io.github.gxpml.lineage.JobRecord;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.Code;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.lineage.SourceRecord;
import io.github.gxpml.lineage.StepRecord;
import io.github.gxpml.spec.EvidenceSpec;
import io.github.gxpml.spec.ReproducibilitySpec;
import io.github.gxpml.spec.SageMakerSpec;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.TrainSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says what a bundle does not show, so that nobody takes silence for a pass. */
final class NotChecked {
    private NotChecked() {}

    static List<String> in(Run run) throws IOException {
        Spec spec = run.spec();
        var gaps = new ArrayList<String>();
        if (spec.reproducibility().retrain().isEmpty()) {
            gaps.add("The model was trained once; that training can be repeated was not shown.");
        }
        if (spec.reproducibility().unitTests().isEmpty()) {
            gaps.add("The spec names no unit tests of the model.");
        }
        if (spec.data().columns().isEmpty()) {
            gaps.add("The spec declares no column types or domains; only the presence of columns was checked.");
        }
        if (spec.data().facets().isEmpty()) {
            gaps.add("The spec names no groups of people; fairness was not judged.");
        }
        if (spec.monitor().isEmpty()) {
            gaps.add("The spec has no monitoring.");
        }
        RequirementTrace.of(spec, run.asked(), run.gates(), List.of()).requirements().stream()
                .filter(requirement -> requirement.gates().isEmpty())
                .forEach(requirement -> gaps.add(
                        "Requirement " + requirement.id() + " has no gate: nothing in this run shows that it is met."));
        gaps.addAll(release(run, spec));
        gaps.addAll(code(
                run.lineage().flatMap(lineage -> lineage.code()), run.lineage().isPresent()));
        run.lineage().ifPresent(lineage -> gaps.addAll(declared(lineage)));
        if (spec.train().with() != TrainSpec.With.EMBEDDED) {
            gaps.addAll(command(run, spec));
        }
        if (spec.train().with() == TrainSpec.With.SAGEMAKER) {
            gaps.add("The training code is in a container image, which is known by its digest; what is in it was not"
                    + " looked at.");
            Optional<String> endpoint = spec.train().sageMaker().flatMap(SageMakerSpec::endpoint);
            if (endpoint.isPresent() && run.bag().has(JobRecord.FOLDER + "endpoint-" + endpoint.get() + ".json")) {
                gaps.add("Endpoint " + endpoint.get() + " scored for the version in use; that it serves this version"
                        + " was not shown.");
            }
        }
        if (run.document().reproduces().isPresent()) {
            gaps.add("This run repeats the training of run " + run.number()
                    + "; validation, release and monitoring were not repeated.");
        } else if (run.number() > 1 && run.document().previousRun().isEmpty()) {
            gaps.add("The bundle of run " + (run.number() - 1) + " was not found; the link to it is missing.");
        }
        gaps.add("The data itself is not in this bundle, only its digests and counts.");
        gaps.addAll(trust(run, spec));
        gaps.addAll(Qualification.gaps(run));
        return gaps;
    }

    private static List<String> command(Run run, Spec spec) throws IOException {
        var gaps = new ArrayList<String>();
        Set<String> own = Json.read(run.bag().read(Run.ENVIRONMENT), EnvironmentDocument.class)
                .entries()
                .keySet();
        boolean reported = run.bag().has(Run.REPRODUCIBILITY)
                && Json.read(run.bag().read(Run.REPRODUCIBILITY), ReproducibilityDocument.class).trainings().stream()
                        .allMatch(training -> training.environment().keySet().stream()
                                .anyMatch(name -> name.startsWith(ReproducibilitySpec.LIBRARY) && !own.contains(name)));
        if (!reported) {
            gaps.add("The libraries that the training command used are not recorded.");
        }
        if (spec.train().libraries().isEmpty()) {
            gaps.add("The spec does not name the libraries of the training command that draw random numbers; whether"
                    + " each has a seed was not checked.");
        }
        return gaps;
    }

    private static List<String> trust(Run run, Spec spec) {
        var gaps = new ArrayList<String>();
        if (spec.evidence().timestamp().isEmpty()) {
            gaps.add("Times come from the clock of the machine; no time-stamp authority confirms them.");
        } else {
            EvidenceSpec.Timestamp stamp = spec.evidence().timestamp().get();
            gaps.add("A time-stamp authority (" + stamp.url()
                    + ") confirms when each seal existed; the times inside come" + " from the clock of the machine.");
            if (!stamp.required()) {
                gaps.add("The time stamp is not mandatory: where seal.tsr is missing, the authority gave none.");
            }
        }
        if (!run.ports().signer().certificates().isEmpty()
                || spec.evidence().timestamp().isPresent()) {
            gaps.add("Whether a certificate was revoked is not checked.");
        }
        return gaps;
    }

    private static List<String> release(Run run, Spec spec) throws IOException {
        if (run.document().reproduces().isPresent()) {
            return List.of();
        }
        var gaps = new ArrayList<String>();
        if (spec.register().approvals().isEmpty()) {
            gaps.add("The spec asks nobody to approve the release.");
        } else if (spec.register().approvals().stream()
                .anyMatch(role -> role.signers().isEmpty())) {
            gaps.add("The spec does not name the keys that may approve; every key trusted on the machine of the run"
                    + " could.");
        }
        if (!spec.register().approvals().isEmpty() && !Approving.knowsAuthors(run)) {
            gaps.add("Of those who wrote the change only the author and the committer of the last commit are known, and"
                    + " kept from approving it.");
        }
        if (!spec.register().approvals().isEmpty() && run.document().startedBy().equals("unknown")) {
            gaps.add("Who started the run is not known; nothing kept that person from approving it.");
        }
        for (String stage : Lifecycle.STAGES) {
            if (!run.began(stage)) {
                gaps.add("Stage " + stage + " was not run.");
            }
        }
        return gaps;
    }

    /** What stands in the lineage on the word of the spec alone. */
    private static List<String> declared(LineageDocument lineage) {
        var gaps = new ArrayList<String>();
        for (SourceRecord source : lineage.sources()) {
            if (source.state() == SourceRecord.State.DECLARED) {
                gaps.add("The source of table " + source.table() + " (" + source.kind()
                        + ") is recorded as declared; it was not compared with the file.");
            } else if (source.state() == SourceRecord.State.CONFIRMED) {
                gaps.add("The source of table " + source.table() + " (" + source.kind()
                        + ") is known where it is kept; whether the file is what it made was not shown.");
            }
        }
        for (StepRecord step : lineage.steps()) {
            gaps.add("Step " + step.name() + " is recorded as declared; it was not run.");
            Stream.concat(step.inputs().stream(), step.outputs().stream())
                    .filter(file -> file.sha256().isEmpty())
                    .forEach(file -> gaps.add("The file " + file.path() + " of step " + step.name()
                            + " is not here, so its digest is not on record."));
        }
        return gaps;
    }

    private static List<String> code(Optional<Code> code, boolean read) {
        if (code.isEmpty()) {
            return read ? List.of("The spec is not in a git repository; the state of the code is unknown.") : List.of();
        }
        var gaps = new ArrayList<String>();
        if (!code.get().clean()) {
            gaps.add("The working tree had changes that are not committed; the commit does not tell the whole code.");
        }
        gaps.add(
                code.get().signed()
                        ? "The commit carries a signature, which was not verified."
                        : "The commit is not signed.");
        return gaps;
    }
}
