// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Serves a model of the example: rows of features in, one score for each out. */
final class ServingProgram {
    private static final String SERVE =
            "import sys, json, csv; sys.path.insert(0, 'examples/flc-mortality'); import train\n"
                    + "m = json.load(open(sys.argv[1])); names = [t['name'] for t in m['transform']]\n"
                    + "for r in csv.reader(sys.stdin):\n"
                    + "    print(repr(train.probability(m['weights'], train.apply_transform(dict(zip(names, r)), m['transform']))))\n";

    private ServingProgram() {}

    /** Scores rows with the model in an archive. */
    static String score(byte[] archive, byte[] rows) {
        try {
            Path model = Files.createTempFile("model-", ".json");
            Path input = Files.createTempFile("rows-", ".csv");
            try {
                Files.write(model, model(archive));
                Files.write(input, rows);
                Process process = new ProcessBuilder(List.of("python3", "-B", "-c", SERVE, model.toString()))
                        .redirectInput(input.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                String answers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("the serving program failed");
                }
                return answers;
            } finally {
                Files.delete(model);
                Files.delete(input);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static byte[] model(byte[] archive) throws IOException {
        try (var tar = new TarArchiveInputStream(new GzipCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals("model.json")) {
                    return tar.readAllBytes();
                }
            }
        }
        throw new IllegalStateException("the archive has no model.json");
    }
}
