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
    private static final int PIECE = 600_000;

    private SealLoop() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        SomeSigner signer = SomeSigner.create();
        signer.pemIn(folder.resolve("trusted"));
        Path work = folder.resolve("work");
        Bag bag = Files.exists(work) ? Bag.open(work) : Bag.create(work);
        bag.put("spec/gxp.yaml", SomeRun.bytes(SomeRun.SPEC));
        try (AuditLog log = AuditLog.open(bag, Clock.systemUTC())) {
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                log.append("seal", "loop", Map.of("round", i));
                seal(bag, folder, signer);
                System.out.println("sealed");
                byte[] noise = new byte[PIECE];
                new Random(i).nextBytes(noise);
                bag.put("noise/" + i % PIECES + ".bin", noise);
            }
        } catch (EvidenceException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }

    private static void seal(Bag bag, Path folder, SomeSigner signer) throws EvidenceException {
        BundleDocument document = SomeRun.document(7, State.RUNNING);
        Sealer.seal(bag, document, zip(folder), signer, Clock.systemUTC());
    }

    static Path zip(Path folder) {
        return folder.resolve("store").resolve("flc-mortality-7.zip");
    }

    /** Returns the command that runs this program in a Java of its own. */
    static List<String> command(Path folder, int rounds) {
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
                String.valueOf(rounds));
        return command;
    }
}
