// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.codepipeline.ArtifactPlace;
import io.github.gxpml.aws.codepipeline.JobData;
import io.github.gxpml.aws.codepipeline.ManualApproval;
import io.github.gxpml.host.codepipeline.JobRecord.Answer;
import io.github.gxpml.host.codepipeline.JobRecord.Step;
import io.github.gxpml.host.codepipeline.StageAnswer.Model;
import io.github.gxpml.host.codepipeline.StageAnswer.SealedRun;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Puts the evidence of a stage into the pipeline's output artifacts, before the pipeline is told what it says. */
final class Delivery {
    private static final String MODEL_ARCHIVE = "model.zip";

    private final Workbench bench;
    private final Order order;
    private final Retries retries;

    Delivery(Workbench bench, Order order, Retries retries) {
        this.bench = bench;
        this.order = order;
        this.retries = retries;
    }

    /**
     * Checks that the action has a place for what its stage is going to seal: to find that out after hours of training
     * would be too late.
     *
     * @throws OrderException if it has none
     * @throws IOException if the pipeline cannot be asked
     * @throws InterruptedException if the worker stops
     */
    void check() throws IOException, OrderException, InterruptedException {
        ActionSettings settings = order.settings();
        List<ArtifactPlace> outputs = retries.patiently(() ->
                bench.services().jobs().details(order.now().hold().jobId()).outputs());
        ArtifactPlace bundle = place(outputs, settings.bundle(), GxpActionType.BUNDLE, settings.model());
        if (settings.model().isPresent()) {
            ArtifactPlace model = place(outputs, settings.model(), GxpActionType.MODEL, Optional.empty());
            if (model.name().equals(bundle.name())) {
                throw new OrderException("`" + GxpActionType.BUNDLE + "` and `" + GxpActionType.MODEL
                        + "` of the action both name " + model.name() + ": give each an output artifact of its own");
            }
        }
    }

    /**
     * Delivers what the stage sealed, and decides what the pipeline is told.
     *
     * @throws OrderException if the action has no place for it
     * @throws IOException if it cannot be delivered; nothing is told then
     * @throws InterruptedException if the worker stops
     */
    void deliver() throws IOException, OrderException, InterruptedException {
        StageAnswer stage = order.now().stage().orElseThrow();
        ActionSettings settings = order.settings();
        Answer answer = Answers.of(settings.stage(), stage, order.waitsElsewhere());
        if (stage.run().isPresent()) {
            try {
                stage = upload(stage, settings);
                answer = Answers.of(settings.stage(), stage, order.waitsElsewhere());
            } catch (IOException | OrderException e) {
                if (answer.failure().isEmpty()) {
                    throw e;
                }
                answer = besides(answer, e); // the verdict is worth more than where its evidence lies
            }
        }
        if (answer.failure().isEmpty() && settings.approvalAction().isPresent()) {
            order.keep(order.now().withApprovalSeen(approvalBefore(settings)));
        }
        order.keep(order.now().with(stage).with(answer).at(Step.ANSWER));
    }

    private static Answer besides(Answer answer, Exception trouble) {
        return new Answer(
                answer.summary() + "; besides: " + trouble.getMessage(),
                answer.externalId(),
                answer.variables(),
                answer.failure());
    }

    private StageAnswer upload(StageAnswer stage, ActionSettings settings)
            throws IOException, OrderException, InterruptedException {
        StageAnswer now = stage;
        Path copy = order.folder().resolve("bundle.zip");
        if (!copied(now, copy)) {
            now = bench.runner().look(order, stage); // signed in this very moment, and so sealed again
            if (!copied(now, copy)) {
                throw new IOException("the bundle " + now.run().orElseThrow().bundle()
                        + " is not the one that the stage has sealed: look for who changes it, then start again");
            }
        }
        try {
            Optional<Path> model =
                    settings.model().isPresent() ? Optional.of(model(now.run().orElseThrow())) : Optional.empty();
            put(settings.bundle(), GxpActionType.BUNDLE, settings.model(), copy);
            if (model.isPresent()) {
                put(settings.model(), GxpActionType.MODEL, Optional.empty(), model.get());
            }
        } catch (AwsException e) {
            throw new AwsException(e.kind(), e.getMessage() + "; the evidence stays on the worker in " + copy, e);
        }
        Files.deleteIfExists(copy);
        Files.deleteIfExists(order.folder().resolve(MODEL_ARCHIVE));
        return now;
    }

    private static boolean copied(StageAnswer stage, Path copy) throws IOException {
        SealedRun run = stage.run().orElseThrow();
        MessageDigest digest = Sha256.digest(); // of what is copied: a large bundle is not read again for it
        AtomicFile.write(copy, out -> Files.copy(run.bundle(), new DigestOutputStream(out, digest)));
        return HexFormat.of().formatHex(digest.digest()).equals(run.bundleSha256());
    }

    /** Other actions take only archives. */
    private Path model(SealedRun run) throws IOException, OrderException {
        Model model = run.artifact()
                .orElseThrow(() -> new OrderException("`" + GxpActionType.MODEL
                        + "` of the action names an output artifact, and the run has no model to put there"));
        Path zip = order.folder().resolve(MODEL_ARCHIVE);
        zip(model, zip);
        return zip;
    }

    /** Of what is packed the digest is taken, so that nothing can come in between. */
    static void zip(Model model, Path archive) throws IOException {
        MessageDigest digest = Sha256.digest();
        AtomicFile.write(archive, out -> zip(model.path(), out, digest));
        if (!HexFormat.of().formatHex(digest.digest()).equals(model.sha256())) {
            Files.delete(archive);
            throw new IOException("the model " + model.path()
                    + " is not the one that the evidence is about: look for who changes it, then train again");
        }
    }

    private static void zip(Path model, OutputStream out, MessageDigest digest) throws IOException {
        var zip = new ZipOutputStream(out);
        var entry = new ZipEntry(model.getFileName().toString());
        entry.setTime(0); // the same model makes the same archive
        zip.putNextEntry(entry);
        Files.copy(model, new DigestOutputStream(zip, digest));
        zip.closeEntry();
        zip.finish();
    }

    private void put(Optional<String> named, String property, Optional<String> taken, Path file)
            throws IOException, OrderException, InterruptedException {
        retries.patiently(() -> {
            JobData data = bench.services().jobs().details(order.now().hold().jobId());
            bench.services().artifacts().upload(data, place(data.outputs(), named, property, taken), file);
            return file;
        });
    }

    static ArtifactPlace place(
            List<ArtifactPlace> outputs, Optional<String> named, String property, Optional<String> taken)
            throws OrderException {
        List<ArtifactPlace> fitting = outputs.stream()
                .filter(output -> named.isPresent()
                        ? output.name().equals(named.get())
                        : !Optional.of(output.name()).equals(taken))
                .toList();
        if (fitting.size() != 1) {
            List<String> names = outputs.stream().map(ArtifactPlace::name).toList();
            throw new OrderException(
                    names.isEmpty()
                            ? "the action has no output artifact for the evidence: give it one"
                            : "the action has the output artifacts " + names + ": name one of them as `" + property
                                    + "` in its configuration");
        }
        return fitting.get(0);
    }

    private Instant approvalBefore(ActionSettings settings) throws IOException, OrderException, InterruptedException {
        String action = settings.approvalAction().orElseThrow();
        Optional<ManualApproval> found = retries.patiently(
                () -> bench.services().approvals().find(ApprovalRelay.place(order.context(), action)));
        return found.orElseThrow(() -> new OrderException("`" + GxpActionType.APPROVAL_ACTION + "` is " + action
                        + ", and the pipeline has no manual approval there: nothing would wait for the signatures"))
                .changedAt()
                .orElse(Instant.EPOCH);
    }
}
