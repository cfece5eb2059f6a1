// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.s3.PutSettings;
import io.github.gxpml.aws.s3.S3Objects;
import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.S3Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Objects named by their content: written once, never over, and compared with what was sent. */
final class StoredObjects {
    private final S3Objects objects;
    private final S3Place place;
    private final PutSettings settings;

    private StoredObjects(S3Objects objects, S3Place place, Optional<String> kmsKey) {
        this.objects = objects;
        this.place = place;
        PutSettings once = PutSettings.of(PutSettings.Rule.ONCE);
        settings = kmsKey.isPresent() ? once.withKms(kmsKey) : once;
    }

    static StoredObjects open(AwsAccess access, RegisterSpec.Aws where) throws IOException {
        S3Objects objects = S3Objects.of(access.client(S3Objects.builder(access.environment()), "S3", "register"));
        return new StoredObjects(objects, where.bucket(), where.kmsKey());
    }

    /** Keeps a file under the name of a model, its digest and its own name. */
    S3Source keep(String model, String name, Path file, String sha256) throws IOException {
        var stored = objects.put(file, place, model + "/" + sha256 + "/" + name, settings);
        if (!stored.sha256().equals(sha256)) {
            throw new IOException("artifact " + file + " changed while it was sent: register it again");
        }
        return stored.source();
    }

    /** Keeps a document in the same way. */
    S3Source keep(String model, String name, byte[] content) throws IOException {
        Path file = Files.createTempFile("gxp-", ".document");
        try {
            Files.write(file, content);
            return keep(model, name, file, Sha256.of(content));
        } finally {
            Files.delete(file);
        }
    }

    /** Fetches an object into a file, unless the file has that content already. */
    void fetch(S3Source from, Path file, String sha256) throws IOException {
        if (Files.isRegularFile(file) && Sha256.of(file).equals(sha256)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path arrived = Files.createTempFile(file.getParent(), ".", ".arrived");
        try {
            objects.get(from, arrived);
            String digest = Sha256.of(arrived);
            if (!digest.equals(sha256)) {
                throw new IOException("artifact " + from.address() + " was changed, its digest is " + digest
                        + " instead of " + sha256 + "; restore it from a backup");
            }
            Files.move(arrived, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(arrived);
        }
    }
}
