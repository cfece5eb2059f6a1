// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.BundleDocument.State;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A program that seals one run again and again until it is killed, or until it cannot any more and says why. */
final class SealLoop {
    private static final int PIECES = 4;

    private SealLoop() {}

    /**
     * Seals.
     *
     * @param args folder, number of seals, bytes that are added between two of them, and the step at which the process
     *     ends, 0 for never
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        long steps = Long.parseLong(args[3]);
        SomeSigner signer = trusted(folder);
        Path files = steps == 0 ? folder : MortalFiles.path(folder, steps);
        try {
            loop(
                    files,
                    signer,
                    Integer.parseInt(args[1]),
                    Integer.parseInt(args[2]),
                    () -> System.out.println("sealed"));
        } catch (EvidenceException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }

    /** Does the same in this process, and says nothing. */
    static void seal(Path folder, int rounds, int piece) throws IOException {
        loop(folder, trusted(folder), rounds, piece, () -> {});
    }

    private static SomeSigner trusted(Path folder) throws IOException {
        SomeSigner signer = SomeSigner.create();
        signer.pemIn(folder.resolve("trusted"));
        return signer;
    }

    private static void loop(Path folder, SomeSigner signer, int rounds, int piece, Runnable sealed)
            throws IOException {
        Path work = folder.resolve("work");
        Bag bag = Files.exists(work) ? Bag.open(work) : Bag.create(work);
        bag.put("spec/gxp.yaml", SomeRun.bytes(SomeRun.SPEC));
        try (AuditLog log = AuditLog.open(bag, Clock.systemUTC())) {
            for (int i = 0; i < rounds; i++) {
                log.append("seal", "loop", Map.of("round", i));
                sealOnce(bag, folder, signer);
                sealed.run();
                byte[] noise = new byte[piece];
                new Random(i).nextBytes(noise);
                bag.put("noise/" + i % PIECES + ".bin", noise);
            }
        }
    }

    private static void sealOnce(Bag bag, Path folder, SomeSigner signer) throws EvidenceException {
        BundleDocument document = SomeRun.document(7, State.RUNNING);
        Sealer.seal(bag, document, zip(folder), signer, Clock.systemUTC());
    }

    static Path zip(Path folder) {
        return folder.resolve("store").resolve("flc-mortality-7.zip");
    }

    /** Returns the command that runs this program in a Java of its own. */
    static List<String> command(Path folder, int rounds, int piece, long steps) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Collections.addAll(
                command,
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path").replace("\n", File.pathSeparator),
                SealLoop.class.getName(),
                folder.toString(),
                String.valueOf(rounds),
                String.valueOf(piece),
                String.valueOf(steps));
        return command;
    }
}
