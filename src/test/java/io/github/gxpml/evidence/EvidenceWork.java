// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.io.Parallel;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** One piece of work on evidence, in a process of its own so that its memory can be measured. */
public final class EvidenceWork {
    private static final int IN_A_FOLDER = 1000;
    private static final String ZIP = "flc-mortality-7.zip";
    private static final String KEY = "key";

    private EvidenceWork() {}

    /**
     * Does it: {@code make FOLDER FILES BYTES} puts files into a new bag, {@code seal FOLDER}, {@code verify FOLDER},
     * {@code digest FOLDER} digests all files below.
     *
     * @param arguments see above
     * @throws IOException if it fails
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "make" -> make(folder, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            case "seal" -> seal(folder);
            case "verify" -> verify(folder);
            case "digest" -> digest(folder);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void make(Path folder, int files, int bytes) throws IOException {
        SomeRun run = SomeRun.create(folder);
        Random random = new Random(1);
        for (int i = 0; i < files; i++) {
            // half of it noise, half of it repeated: packs about as well as tables and documents do
            byte[] content = new byte[bytes];
            byte[] noise = new byte[bytes / 2];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, content, 0, noise.length);
            // not through the bag, which waits for the disk after each file
            Path file = run.bag.path("files/" + i / IN_A_FOLDER + "/" + i + ".bin");
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        }
    }

    private static void seal(Path folder) throws IOException {
        SomeSigner signer = SomeSigner.create();
        Path zip = folder.resolve(ZIP);
        Files.deleteIfExists(zip);
        Path unsealed = folder.resolve("run-7");
        for (String tag : BagLayout.TAG_FILES) {
            Files.deleteIfExists(unsealed.resolve(tag));
        }
        Files.deleteIfExists(unsealed.resolve("data").resolve(BagLayout.BUNDLE));
        Files.writeString(folder.resolve(KEY), signer.publicKeyPem());
        Bag bag = Bag.open(unsealed);
        BundleDocument document = SomeRun.document(7, State.COMPLETE);
        TraceFiles.write(bag, document);
        Sealer.seal(bag, document, zip, signer, SomeRun.CLOCK);
    }

    private static void verify(Path folder) throws IOException {
        TrustStore trust = TrustStore.of(folder.resolve(KEY));
        VerificationReport report =
                BundleVerifier.verify(folder.resolve(ZIP), trust, BundleVerifier.Options.defaults());
        if (!report.ok()) {
            throw new IOException(report.toString());
        }
    }

    private static void digest(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        Parallel.map(files, Sha256::of);
    }
}
