// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.s3.PutSettings;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.spec.SageMakerSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts what a job reads into S3, each content once: its key has its digest. */
final class Handover {
    private final SageMakerServices services;
    private final Spec spec;

    Handover(SageMakerServices services, Spec spec) {
        this.services = services;
        this.spec = spec;
    }

    /** Hands tables over; returns the address of each. */
    Map<String, String> tables(Map<String, Path> files) throws IOException {
        var addresses = new TreeMap<String, String>();
        for (var file : files.entrySet()) {
            addresses.put(file.getKey(), file(file.getValue(), Container.fileName(spec, file.getKey())));
        }
        return addresses;
    }

    /** Returns the addresses that tables have or would have. */
    Map<String, String> addresses(Map<String, Path> files) throws IOException {
        var addresses = new TreeMap<String, String>();
        for (var file : files.entrySet()) {
            String name = Container.fileName(spec, file.getKey());
            addresses.put(file.getKey(), job().bucket().address(key(file.getValue(), name)));
        }
        return addresses;
    }

    /** Hands a document over; returns its address. */
    String document(Object document, String name) throws IOException {
        Path file = Files.createTempFile("gxp-", ".json");
        try {
            Files.write(file, Json.pretty(document));
            return file(file, name);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Hands a file over; returns its address. */
    String file(Path file, String name) throws IOException {
        String key = key(file, name);
        services.objects().put(file, job().bucket(), key, settings());
        return job().bucket().address(key);
    }

    private SageMakerSpec job() {
        return TrainingOrder.job(spec);
    }

    private static String key(Path file, String name) throws IOException {
        return "handed-over/" + Sha256.of(file) + "/" + name;
    }

    private PutSettings settings() {
        PutSettings once = PutSettings.of(PutSettings.Rule.ONCE);
        return job().kmsKey().isPresent()
                ? once.withKms(Optional.of(job().kmsKey().get()))
                : once;
    }
}
