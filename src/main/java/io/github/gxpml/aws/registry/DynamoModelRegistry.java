// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.VersionRules;
import io.github.gxpml.spec.RegisterSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A registry in a DynamoDB table, with the artifacts in S3: partition key {@code model}, sort key {@code version}; one
 * item for each version, and the item of version 0, whose attribute {@code active} names the version in use.
 *
 * <p>The table is the only truth about where a version is in its life. All reads are consistent, and a version becomes
 * ACTIVE in one transaction with the pointer and the version that it displaces, so that at most one of a model is,
 * however many processes write. Safe for use by many threads.
 */
public final class DynamoModelRegistry implements ModelRegistry {
    /** How often a query may fall between the writes of a transaction. */
    private static final int LOOKS = 20;

    private static final int PAUSE = 20;

    private final VersionTable table;
    private final StoredObjects objects;
    private final Path cache;

    DynamoModelRegistry(VersionTable table, StoredObjects objects, Path cache) {
        this.table = table;
        this.objects = objects;
        this.cache = cache;
    }

    /**
     * Opens a registry; nothing is asked over the network yet.
     *
     * @param access makes the clients
     * @param where table and bucket
     * @param cache folder for artifacts that are fetched
     * @return the registry
     * @throws IOException if the environment does not say what a client needs
     */
    public static DynamoModelRegistry open(AwsAccess access, RegisterSpec.Aws where, Path cache) throws IOException {
        DynamoDbClient client = access.client(DynamoDbClient.builder(), "DYNAMODB", "register");
        return new DynamoModelRegistry(
                new VersionTable(client, where.table()), StoredObjects.open(access, where), cache);
    }

    VersionTable table() {
        return table;
    }

    StoredObjects objects() {
        return objects;
    }

    @Override
    public ModelVersion register(Registration wanted) throws IOException {
        String name = VersionRules.check(wanted);
        String sha256 = Sha256.of(wanted.artifact());
        Optional<VersionItem> known = table.find(wanted.model(), wanted.version());
        if (known.isPresent()) {
            return VersionRules.same(known.get().version(), sha256);
        }
        S3Source place = objects.keep(wanted.model(), name, wanted.artifact(), sha256);
        var version = new ModelVersion(
                wanted.model(),
                wanted.version(),
                Status.PENDING,
                sha256,
                name,
                wanted.bundle(),
                List.of(wanted.change()));
        table.put(new VersionItem(version, place, Optional.empty()));
        // whether it was put or is there, after an answer that was lost or by another process: what counts is there
        return VersionRules.same(item(wanted.model(), wanted.version()).version(), sha256);
    }

    @Override
    public ModelVersion change(String model, int version, Change change) throws IOException {
        VersionRules.check(model, version);
        VersionRules.check(change);
        if (change.to() == Status.ACTIVE) {
            versions(model); // a pointer that was lost would let a second one become ACTIVE
        }
        return new StatusStep(table, model, version, change)
                .take(item(model, version))
                .version();
    }

    @Override
    public Optional<ModelVersion> find(String model, int version) throws IOException {
        VersionRules.check(model, version);
        return table.find(model, version).map(VersionItem::version);
    }

    @Override
    public List<ModelVersion> versions(String model) throws IOException {
        VersionRules.check(model);
        for (int left = LOOKS; ; left--) {
            VersionTable.Seen seen = table.all(model);
            List<ModelVersion> versions =
                    seen.versions().stream().map(VersionItem::version).toList();
            List<Integer> active = versions.stream()
                    .filter(version -> version.status() == Status.ACTIVE)
                    .map(ModelVersion::version)
                    .toList();
            if (active.equals(seen.active().stream().boxed().toList())) {
                return versions;
            }
            if (left == 1) {
                throw new IOException("table " + table.name() + " is damaged: its pointer names version "
                        + seen.active().stream().boxed().toList() + " of " + model + ", and ACTIVE is " + active
                        + "; restore it from a backup");
            }
            pause();
        }
    }

    @Override
    public Optional<ModelVersion> active(String model) throws IOException {
        VersionRules.check(model);
        for (int left = LOOKS; ; left--) {
            OptionalInt pointer = table.active(model);
            if (pointer.isEmpty()) {
                // none is in use, or the pointer was lost
                return versions(model).stream()
                        .filter(version -> version.status() == Status.ACTIVE)
                        .findFirst();
            }
            Optional<ModelVersion> named = table.find(model, pointer.getAsInt()).map(VersionItem::version);
            if (named.map(ModelVersion::status).equals(Optional.of(Status.ACTIVE))) {
                return named;
            }
            if (left == 1) {
                throw new IOException("table " + table.name() + " is damaged: its pointer names version "
                        + pointer.getAsInt() + " of " + model + ", which is "
                        + named.map(version -> version.status().name()).orElse("not there")
                        + "; restore it from a backup");
            }
            pause();
        }
    }

    @Override
    public Path artifact(ModelVersion version) throws IOException {
        VersionRules.check(version.model(), version.version());
        VersionItem known = item(version.model(), version.version());
        Path file = cache.resolve(version.model())
                .resolve(Integer.toString(version.version()))
                .resolve(VersionRules.artifact(known.version().artifact()));
        objects.fetch(known.place(), file, known.version().sha256());
        return file;
    }

    VersionItem item(String model, int version) throws IOException {
        return table.find(model, version)
                .orElseThrow(() -> new IOException(
                        "there is no version " + version + " of model " + model + " in table " + table.name()));
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
