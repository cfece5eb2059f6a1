// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import io.github.gxpml.spec.RegisterSpec.ApprovalSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a file without problems into records, with the defaults filled in. */
final class Binder {
    private final Part root;
    private final GateBinder gates;

    Binder(Part root) {
        this.root = root;
        this.gates = new GateBinder(new Facets(root.at("data", "facets").items()));
    }

    Spec bind(Path file, String sha256) {
        return new Spec(
                file,
                sha256,
                model(root.at("model")),
                DataBinder.bind(root.at("data")),
                train(root.at("train")),
                ReproducibilityBinder.bind(root.at("reproducibility")),
                validate(root.at("validate")),
                register(root.at("register")),
                present(root.at("monitor")).map(this::monitor),
                evidence(root.at("evidence")),
                present(root.at("changeControl")).map(part -> new ChangeControlSpec(required(part.at("plan")))),
                root.at("requirements").items().stream()
                        .map(Binder::requirement)
                        .toList(),
                AwsBinder.aws(root.at("aws")),
                AwsBinder.platform(root.at("platform")));
    }

    private static RequirementSpec requirement(Part part) {
        return new RequirementSpec(
                required(part.at("id")),
                required(part.at("text")),
                present(part.at("risk")).map(Binder::risk),
                part.at("mandatory").texts());
    }

    private static RequirementSpec.Risk risk(Part part) {
        return new RequirementSpec.Risk(
                part.at("id").text(Defaults.WORDS),
                part.at("severity").constant(RequirementSpec.Severity.class, ""),
                part.at("text").text(Defaults.WORDS));
    }

    static String required(Part part) {
        return part.text()
                .orElseThrow(() -> new IllegalStateException(
                        "line " + part.place().line() + " passed the schema without a value that is mandatory"));
    }

    static Optional<Part> present(Part part) {
        return part.isPresent() ? Optional.of(part) : Optional.empty();
    }

    private static ModelSpec model(Part part) {
        return new ModelSpec(
                required(part.at("name")),
                required(part.at("intendedUse")),
                part.at("riskClass").constant(RiskClass.class, ""),
                part.at("algorithm").constant(ModelSpec.Algorithm.class, Defaults.ALGORITHM));
    }

    private static TrainSpec train(Part part) {
        var with = part.at("with").constant(TrainSpec.With.class, Defaults.TRAINER);
        boolean embedded = with == TrainSpec.With.EMBEDDED;
        return new TrainSpec(
                with,
                embedded ? part.at("algorithm").text(Defaults.EMBEDDED_ALGORITHM) : "",
                part.at("table").text(Defaults.TRAIN_TABLE),
                part.at("seed").whole().orElseThrow(() -> new IllegalStateException("the schema let a seed pass")),
                map(part.at("hyperparameters")),
                part.at("threshold").number().orElse(Defaults.THRESHOLD),
                part.at("impute").constant(TrainSpec.Impute.class, embedded ? Defaults.IMPUTE : "none"),
                part.at("command").texts(),
                part.at("scoreCommand").texts(),
                Durations.of(part.at("timeLimit").text(Defaults.TRAIN_TIME_LIMIT)),
                part.at("scripts").texts(),
                part.at("libraries").texts(),
                present(part.at("sagemaker")).map(AwsBinder::sageMaker));
    }

    private static Map<String, Object> map(Part part) {
        var map = new LinkedHashMap<String, Object>();
        part.entries().forEach((key, value) -> map.put(key, plain(value)));
        return map;
    }

    private static Object plain(Part part) {
        if (part.isMapping()) {
            return map(part);
        }
        Optional<Value.Scalar> scalar = part.scalar();
        if (scalar.isEmpty()) {
            return part.items().stream().map(Binder::plain).toList();
        }
        return switch (scalar.get().kind()) {
            case TRUTH -> scalar.get().text().equalsIgnoreCase("true");
            case WHOLE -> part.whole().map(Object.class::cast).orElseGet(() -> required(part));
            case DECIMAL -> Numbers.decimal(scalar.get().text());
            default -> scalar.get().text();
        };
    }

    private ValidateSpec validate(Part part) {
        return new ValidateSpec(
                gates.bind(part.at("qualityGates")), part.at("level").number().orElse(Defaults.LEVEL));
    }

    private MonitorSpec monitor(Part part) {
        return new MonitorSpec(
                required(part.at("table")),
                gates.bind(part.at("qualityGates")),
                part.at("minimumRows").whole().orElse(Defaults.MINIMUM_ROWS),
                present(part.at("experiment")).map(Binder::experiment),
                part.at("constraints")
                        .text()
                        .map(constraints -> new MonitorSpec.Existing(
                                constraints, part.at("statistics").text())),
                present(part.at("endpoint"))
                        .map(endpoint -> AwsBinder.endpoint(endpoint, root.at("train", "sagemaker", "endpoint"))));
    }

    private static ExperimentSpec experiment(Part part) {
        return new ExperimentSpec(
                required(part.at("path")),
                DataBinder.format(part),
                required(part.at("arm", "column")),
                required(part.at("arm", "control")),
                required(part.at("arm", "treatment")),
                required(part.at("outcome", "column")),
                part.at("outcome", "positive").text(),
                part.at("sampleSize").whole().orElseThrow());
    }

    private static RegisterSpec register(Part part) {
        List<ApprovalSpec> approvals = part.at("approvals").items().stream()
                .map(approval -> new ApprovalSpec(
                        required(approval.at("role")),
                        (int) (long) approval.at("count").whole().orElse(Defaults.SIGNATURES),
                        approval.at("meaning").constant(RegisterSpec.Meaning.class, Defaults.MEANING),
                        approval.at("signers").texts()))
                .toList();
        return new RegisterSpec(
                part.at("registry").text(Defaults.REGISTRY),
                approvals,
                present(part.at("waivers"))
                        .map(waivers ->
                                new RegisterSpec.WaiverSpec(waivers.at("roles").texts(), (int)
                                        (long) waivers.at("longestDays").whole().orElse(Defaults.WAIVER_DAYS))),
                present(part.at("aws")).map(AwsBinder::registry));
    }

    private static EvidenceSpec evidence(Part part) {
        Optional<String> store = part.at("store").text();
        return new EvidenceSpec(
                store.filter(text -> !S3Place.is(text)).orElse(Defaults.STORE),
                present(part.at("signing"))
                        .map(signing -> new EvidenceSpec.Signing(
                                signing.at("key").text(),
                                signing.at("keystore").text(),
                                signing.at("alias").text(),
                                signing.at("kms").text(),
                                signing.at("certificates").text())),
                present(part.at("timestamp"))
                        .map(stamp -> new EvidenceSpec.Timestamp(
                                required(stamp.at("url")),
                                stamp.at("certificates").text(),
                                stamp.at("required")
                                        .text()
                                        .map(Boolean::parseBoolean)
                                        .orElse(Defaults.STAMP_REQUIRED))),
                part.at("retention").text(Defaults.WORDS),
                part.at("profile").text(Defaults.WORDS),
                store.filter(S3Place::is).map(text -> AwsBinder.store(text, part.at("s3"))));
    }
}
