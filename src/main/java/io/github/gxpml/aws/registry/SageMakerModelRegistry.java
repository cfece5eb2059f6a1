// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.VersionRules;
import io.github.gxpml.spec.RegisterSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * The SageMaker Model Registry around the registry in DynamoDB: each version is a model package with card, metrics and
 * lineage, PendingManualApproval until this software has the signatures, and only then Approved.
 *
 * <p>The table stays the truth about what is released. A package that somebody else has approved or rejected is not
 * believed: the release stops and says so. What only informs (stages of a package, lineage) may fail without stopping a
 * release, and becomes a note.
 */
public final class SageMakerModelRegistry implements ModelRegistry {
    private static final int LONGEST_GROUP = 63;

    private final DynamoModelRegistry versions;
    private final ModelPackages packages;
    private final LineageEntities lineage;
    private final RegisterSpec.Aws where;
    private final List<String> notes = new ArrayList<>();

    private SageMakerModelRegistry(
            DynamoModelRegistry versions, ModelPackages packages, LineageEntities lineage, RegisterSpec.Aws where) {
        this.versions = versions;
        this.packages = packages;
        this.lineage = lineage;
        this.where = where;
    }

    /**
     * Opens a registry; nothing is asked over the network yet.
     *
     * @param access makes the clients
     * @param where table, bucket and group; with an image
     * @param cache folder for artifacts that are fetched
     * @return the registry
     * @throws IOException if the environment does not say what a client needs
     */
    public static SageMakerModelRegistry open(AwsAccess access, RegisterSpec.Aws where, Path cache) throws IOException {
        SageMakerClient client = access.client(SageMakerClient.builder(), "SAGEMAKER", "register");
        String group = where.group().orElse(group(access.model()));
        return new SageMakerModelRegistry(
                DynamoModelRegistry.open(access, where, cache),
                new ModelPackages(client, group),
                new LineageEntities(client),
                where);
    }

    /** Names a group as SageMaker takes it: letters and digits, dashes only between them. */
    static String group(String model) {
        String clean = model.replaceAll("[^A-Za-z0-9-]", "-").replaceAll("^-+", "");
        String cut = clean.substring(0, Math.min(LONGEST_GROUP, clean.length())).replaceAll("-+$", "");
        return cut.isEmpty() ? "model" : cut;
    }

    @Override
    public boolean showsDocuments() {
        return true;
    }

    @Override
    public synchronized List<String> notes() {
        List<String> taken = List.copyOf(notes);
        notes.clear();
        return taken;
    }

    @Override
    public ModelVersion register(Registration wanted) throws IOException {
        if (where.image().isEmpty()) {
            throw new IOException("the SageMaker Model Registry wants to know the container that serves the model: set"
                    + " `register.aws.image`");
        }
        ModelVersion version = versions.register(wanted);
        VersionItem item = versions.item(wanted.model(), wanted.version());
        String arn = item.modelPackage().isPresent() ? item.modelPackage().get() : registered(wanted, item);
        if (version.status() == Status.PENDING) {
            packages.refuseForeign(packages.describe(arn), version);
        }
        informing("lineage", () -> lineage.write(wanted, item, arn));
        return version;
    }

    private String registered(Registration wanted, VersionItem item) throws IOException {
        packages.makeGroup(wanted.model());
        Optional<String> there = packages.find(item.version());
        String arn = there.isPresent()
                ? there.get()
                : packages.create(
                        new PackageRequest(wanted, item, where, versions.objects()).of(packages.group()),
                        item.version());
        versions.table().note(wanted.model(), wanted.version(), arn);
        return arn;
    }

    @Override
    public ModelVersion change(String model, int version, Change change) throws IOException {
        Optional<VersionItem> before = versions.find(model, version).isPresent()
                ? Optional.of(versions.item(model, version))
                : Optional.empty();
        Optional<String> arn = before.flatMap(VersionItem::modelPackage);
        if (arn.isEmpty()) {
            if (before.isPresent()) {
                throw new IOException("version " + version + " of " + model
                        + " is in table " + versions.table().name()
                        + " and not in the SageMaker Model Registry: register it again");
            }
            return versions.change(model, version, change);
        }
        return change(before.get().version(), arn.get(), change);
    }

    /** What is decided in the table first, a repetition finds there, and then does what is left in SageMaker. */
    private ModelVersion change(ModelVersion before, String arn, Change change) throws IOException {
        VersionRules.step(before, change.to());
        VersionRules.check(change);
        String model = before.model();
        int version = before.version();
        switch (change.to()) {
            case APPROVED -> {
                packages.refuseForeign(packages.describe(arn), before);
                ModelVersion after = versions.change(model, version, change);
                packages.approve(arn, after, change);
                informing("lineage", () -> lineage.approved(after, arn));
                return after;
            }
            case REJECTED -> {
                packages.reject(arn, before, change);
                return versions.change(model, version, change);
            }
            case ACTIVE -> {
                packages.approve(arn, before, change);
                Optional<ModelVersion> old = versions.active(model);
                ModelVersion after = versions.change(model, version, change);
                informing("stage", () -> packages.stage(arn, Status.ACTIVE, change));
                if (old.isPresent()) {
                    retired(old.get(), change);
                }
                return after;
            }
            default -> {
                ModelVersion after = versions.change(model, version, change);
                informing("stage", () -> packages.stage(arn, after.status(), change));
                return after;
            }
        }
    }

    private void retired(ModelVersion old, Change change) throws IOException {
        Optional<String> arn = versions.item(old.model(), old.version()).modelPackage();
        if (arn.isPresent()) {
            informing("stage", () -> packages.stage(arn.get(), Status.RETIRED, change));
        }
    }

    /** Something that is told to SageMaker, and lost without harm. */
    @FunctionalInterface
    private interface Told {
        void tell() throws IOException;
    }

    private void informing(String what, Told told) {
        try {
            told.tell();
        } catch (IOException e) {
            synchronized (this) {
                notes.add("SageMaker does not show the " + what + ": " + e.getMessage());
            }
        }
    }

    @Override
    public Optional<ModelVersion> find(String model, int version) throws IOException {
        return versions.find(model, version);
    }

    @Override
    public List<ModelVersion> versions(String model) throws IOException {
        return versions.versions(model);
    }

    @Override
    public Optional<ModelVersion> active(String model) throws IOException {
        return versions.active(model);
    }

    @Override
    public Path artifact(ModelVersion version) throws IOException {
        return versions.artifact(version);
    }
}
