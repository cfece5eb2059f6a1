// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.Statement.Subject;
import io.github.gxpml.lineage.EnvironmentDocument;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.Code;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the model came to be, as <a href="https://slsa.dev/spec/v1.0/provenance">SLSA provenance v1</a>. Everything in it
 * is taken from the bundle's own documents, so it claims nothing that they do not.
 */
final class Provenance {
    static final String TYPE = "https://slsa.dev/provenance/v1";
    /** What the parameters mean; described in docs/evidence.md. */
    static final String BUILD_TYPE = "https://gxpml.github.io/buildtype/train/v1";

    static final String BUILDER = "https://gxpml.github.io/builder/gxp";
    private static final String STAGE = "train";

    private Provenance() {}

    /** A ResourceDescriptor of in-toto; the digest is named by its algorithm. */
    private record Resource(String name, Optional<String> uri, Map<String, String> digest) {
        static Resource of(String name, String sha256) {
            return new Resource(name, Optional.empty(), Map.of("sha256", sha256));
        }

        static Resource of(String kind, FileRecord file) {
            return new Resource(kind, Optional.of(file.path()), Map.of("sha256", file.sha256()));
        }
    }

    private record External(
            Resource spec,
            String stage,
            String trainer,
            String algorithm,
            long seed,
            Map<String, Object> hyperparameters) {}

    private record Internal(
            String model,
            int run,
            int trainings,
            String java,
            String os,
            Map<String, String> libraries,
            Optional<Map<String, Object>> origin) {}

    private record Definition(
            String buildType,
            External externalParameters,
            Internal internalParameters,
            List<Resource> resolvedDependencies) {}

    private record Builder(String id, Map<String, String> version) {}

    private record Metadata(String invocationId, Optional<Instant> startedOn, Optional<Instant> finishedOn) {}

    private record Details(Builder builder, Metadata metadata, List<Resource> byproducts) {}

    private record Predicate(Definition buildDefinition, Details runDetails) {}

    /** Returns the statement, or nothing as long as there is no model. */
    static Optional<Statement> of(BagFiles bag, BundleDocument bundle) throws IOException {
        if (!bag.names().contains(BagLayout.LINEAGE)) {
            return Optional.empty();
        }
        var lineage = Approvals.document(BagLayout.LINEAGE, bag.read(BagLayout.LINEAGE), LineageDocument.class);
        if (lineage.trainings().isEmpty()) {
            return Optional.empty();
        }
        Optional<EnvironmentDocument> environment = environment(bag);
        FileRecord model = lineage.trainings().get(0).model();
        var predicate = new Predicate(
                new Definition(
                        BUILD_TYPE,
                        external(lineage),
                        internal(bundle, lineage, environment, origin(bag)),
                        dependencies(lineage, environment)),
                details(bundle, lineage));
        return Optional.of(Statement.of(List.of(Subject.of(name(model), model.sha256())), TYPE, predicate));
    }

    /** Names a model in a statement about it. */
    static String name(FileRecord model) {
        return model.path().isBlank() ? "model" : model.path();
    }

    private static External external(LineageDocument lineage) {
        Training kept = lineage.trainings().get(0);
        return new External(
                Resource.of("data/" + BagLayout.SPEC, lineage.spec()),
                STAGE,
                kept.trainer(),
                kept.algorithm(),
                kept.seed(),
                kept.hyperparameters());
    }

    private static Internal internal(
            BundleDocument bundle,
            LineageDocument lineage,
            Optional<EnvironmentDocument> environment,
            Optional<Map<String, Object>> origin) {
        return new Internal(
                bundle.model(),
                bundle.run(),
                lineage.trainings().size(),
                environment.map(EnvironmentDocument::java).orElse(""),
                environment.map(e -> e.os() + " " + e.architecture()).orElse(""),
                environment.map(EnvironmentDocument::libraries).orElse(Map.of()),
                origin);
    }

    private static List<Resource> dependencies(LineageDocument lineage, Optional<EnvironmentDocument> environment) {
        List<Resource> all = new ArrayList<>();
        lineage.code().ifPresent(code -> code.commit().ifPresent(commit -> all.add(commit(code, commit))));
        for (TableRecord table : lineage.tables()) {
            all.add(new Resource("table " + table.name(), Optional.of(table.path()), Map.of("sha256", table.sha256())));
        }
        lineage.scripts().forEach(script -> all.add(Resource.of("script", script)));
        lineage.changePlan().ifPresent(plan -> all.add(Resource.of("change control plan", plan)));
        environment
                .map(EnvironmentDocument::container)
                .filter(text -> !text.isBlank())
                .ifPresent(image -> all.add(container(image)));
        return all;
    }

    private static Resource commit(Code code, String commit) {
        String origin = code.origin();
        return new Resource(
                code.clean() ? "code" : "code, with changes that were not committed",
                origin.isBlank() ? Optional.empty() : Optional.of("git+" + origin + "@" + code.branch()),
                Map.of("gitCommit", commit));
    }

    /** A host may name its image by digest, or in another way that is then only a name. */
    private static Resource container(String image) {
        int at = image.indexOf("sha256:");
        String digest = at < 0 ? "" : image.substring(at + "sha256:".length());
        boolean whole = digest.matches("[0-9a-f]{64}");
        return new Resource("container", Optional.of(image), whole ? Map.of("sha256", digest) : Map.of());
    }

    private static Details details(BundleDocument bundle, LineageDocument lineage) {
        Optional<StageRecord> stage = bundle.stages().stream()
                .filter(record -> record.name().equals(STAGE))
                .findFirst();
        List<Resource> byproducts = new ArrayList<>();
        lineage.trainings().get(0).predictions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(table ->
                        byproducts.add(Resource.of("predictions of table " + table.getKey(), table.getValue())));
        for (int i = 1; i < lineage.trainings().size(); i++) {
            byproducts.add(Resource.of(
                    "model of training " + (i + 1), lineage.trainings().get(i).model()));
        }
        return new Details(
                new Builder(BUILDER, Map.of("gxp", bundle.product())),
                new Metadata(
                        bundle.identifier(), stage.map(StageRecord::startedAt), stage.flatMap(StageRecord::finishedAt)),
                byproducts);
    }

    private static Optional<Map<String, Object>> origin(BagFiles bag) throws IOException {
        return bag.names().contains(OriginDocument.FILE)
                ? Approvals.document(OriginDocument.FILE, bag.read(OriginDocument.FILE), OriginDocument.class)
                        .of(STAGE)
                : Optional.empty();
    }

    private static Optional<EnvironmentDocument> environment(BagFiles bag) throws IOException {
        return bag.names().contains(BagLayout.ENVIRONMENT)
                ? Optional.of(Approvals.document(
                        BagLayout.ENVIRONMENT, bag.read(BagLayout.ENVIRONMENT), EnvironmentDocument.class))
                : Optional.empty();
    }
}
