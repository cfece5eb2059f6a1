// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.HyperparameterRecord;
import io.github.gxpml.lineage.HyperparameterRecord.Before;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Compares the hyperparameters of a training with those of the version in use, read from its sealed bundle. */
final class LastRelease {
    private static final int MOST_BYTES = 64 << 20;

    private LastRelease() {}

    /** Never throws for what is wrong with the earlier bundle: that there is nothing to compare with is told. */
    static HyperparameterRecord compared(Run run, Map<String, Object> values) throws IOException {
        Spec spec = run.spec();
        List<String> given =
                spec.train().hyperparameters().keySet().stream().sorted().toList();
        Optional<ModelVersion> active =
                run.ports().registry().active(spec.model().name());
        if (active.isEmpty()) {
            return new HyperparameterRecord(values, given, Optional.empty(), "there is no release before this one");
        }
        ModelVersion version = active.get();
        try {
            Training training = training(Workspace.of(spec).bundle(version.version()), version);
            var before = new Before(version.version(), version.sha256(), training.hyperparameters());
            return new HyperparameterRecord(values, given, Optional.of(before), "");
        } catch (IOException | RuntimeException e) {
            return new HyperparameterRecord(
                    values,
                    given,
                    Optional.empty(),
                    "version " + version.version() + " is in use, and its hyperparameters are not known: "
                            + e.getMessage());
        }
    }

    /** Returns the bundle of a version, after making sure that it is about the registered artifact. */
    static Path bundle(Spec spec, ModelVersion version) throws IOException {
        Path bundle = Workspace.of(spec).bundle(version.version());
        training(bundle, version);
        return bundle;
    }

    /** The registry tells the digest of the artifact, so a bundle of another model is not taken for it. */
    private static Training training(Path bundle, ModelVersion version) throws IOException {
        String name = bundle.getFileName().toString();
        if (!Files.exists(bundle)) {
            throw new IOException("its bundle " + name + " is not there");
        }
        Training kept = lineage(bundle, name.substring(0, name.length() - ".zip".length())).trainings().stream()
                .findFirst()
                .orElseThrow(() -> new IOException("its bundle " + name + " names no training"));
        if (!kept.model().sha256().equals(version.sha256())) {
            throw new IOException("its bundle " + name + " is about another artifact");
        }
        return kept;
    }

    private static LineageDocument lineage(Path bundle, String folder) throws IOException {
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            ZipEntry entry = zip.getEntry(folder + "/data/" + Run.LINEAGE);
            if (entry == null) {
                throw new IOException("its bundle has no " + Run.LINEAGE);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(MOST_BYTES);
                return Json.read(bytes, LineageDocument.class);
            }
        }
    }
}
