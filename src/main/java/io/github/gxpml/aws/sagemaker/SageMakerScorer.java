// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.Scorer;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.Spec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Scores in Amazon SageMaker: with the endpoint that the spec names, else with a batch transform or processing job. */
public final class SageMakerScorer implements Scorer {
    private static final String STAGE = "monitor";

    private final AwsAccess access;

    /**
     * Creates the scorer; nothing is asked yet.
     *
     * @param access makes its clients
     */
    public SageMakerScorer(AwsAccess access) {
        this.access = access;
    }

    @Override
    public List<RemoteJob> score(Spec spec, Path model, String table, Path rows, Path predictions, Progress progress)
            throws TrainingException, InterruptedException {
        var described = new Described(access.environment());
        try (var services = new SageMakerServices(access, STAGE)) {
            Optional<String> endpoint = TrainingOrder.job(spec).endpoint();
            if (endpoint.isPresent()) {
                return List.of(byEndpoint(
                        new Endpoint(services, described, endpoint.get()),
                        new ScoringRows(spec, table, rows),
                        predictions,
                        progress));
            }
            String archive = archive(services, spec, model);
            return new Predicting(services, described, spec, new Watch(true, progress))
                    .table(archive, table, rows, predictions);
        } catch (IOException e) {
            Interrupts.rethrow(e);
            throw new TrainingException(e.getMessage(), e);
        }
    }

    private static RemoteJob byEndpoint(Endpoint endpoint, ScoringRows rows, Path predictions, Progress progress)
            throws TrainingException, IOException, InterruptedException {
        RemoteJob before = endpoint.describe();
        Path features = Files.createTempFile("gxp-", ".csv");
        Path answers = Files.createTempFile("gxp-", ".out");
        try {
            rows.write(features);
            endpoint.score(features, answers, progress);
            if (!endpoint.describe().facts().equals(before.facts())) {
                throw new TrainingException("endpoint " + endpoint.name()
                        + " was changed while it scored, so that nobody knows what answered: score again");
            }
            rows.assemble(answers, predictions);
            return before;
        } finally {
            Files.deleteIfExists(features);
            Files.deleteIfExists(answers);
        }
    }

    /** Models are served from archives: one that is none is packed into one, always into the same bytes. */
    private static String archive(SageMakerServices services, Spec spec, Path model) throws IOException {
        var handover = new Handover(services, spec);
        if (model.getFileName().toString().endsWith(".tar.gz")) {
            return handover.file(model, "model.tar.gz");
        }
        Path archive = Files.createTempFile("gxp-", ".tar.gz");
        try {
            try (var out = new TarArchiveOutputStream(
                    new GzipCompressorOutputStream(new BufferedOutputStream(Files.newOutputStream(archive))))) {
                var entry = new TarArchiveEntry(model.getFileName().toString());
                entry.setSize(Files.size(model));
                entry.setModTime(0);
                entry.setUserName(""); // else that of whoever packs it
                out.putArchiveEntry(entry);
                Files.copy(model, out);
                out.closeArchiveEntry();
            }
            return handover.file(archive, "model.tar.gz");
        } finally {
            Files.deleteIfExists(archive);
        }
    }
}
