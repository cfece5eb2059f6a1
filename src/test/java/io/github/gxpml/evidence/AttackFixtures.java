// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the fixtures of {@code src/test/resources/attacks} again: a good release, and every attack on it. What an
 * attack must be answered with is said by the attack, never asked of the verifier.
 */
final class AttackFixtures {
    static final Path FOLDER = Path.of("src/test/resources/attacks");
    static final String GOOD = "good";
    static final String EARLIER = "earlier.zip";
    static final String REFUSAL = "refusal.txt";

    private AttackFixtures() {}

    /** Without arguments makes all; else those named, each with what is trusted and the run before beside it. */
    public static void main(String[] args) throws IOException {
        Path work = Files.createTempDirectory("attacks");
        if (args.length == 0) {
            makeAll(work);
        } else {
            for (Attack attack : all()) {
                if (List.of(args).contains(attack.name())) {
                    Path folder = make(attack, work);
                    keep(GoodRelease.create(work.resolve(GOOD + "-of-" + attack.name())), folder);
                }
            }
        }
        Zips.deleteFolder(work);
    }

    private static void makeAll(Path work) throws IOException {
        try (Stream<Path> old = Files.list(FOLDER)) {
            for (Path folder : old.filter(Files::isDirectory).toList()) {
                Zips.deleteFolder(folder);
            }
        }
        makeGood(GoodRelease.create(work.resolve(GOOD)));
        for (Attack attack : all()) {
            make(attack, work);
        }
    }

    private static Path make(Attack attack, Path work) throws IOException {
        Path folder = Files.createDirectories(FOLDER.resolve(attack.name()));
        attack.step().take(GoodRelease.create(work.resolve(attack.name())), folder);
        Files.writeString(folder.resolve(REFUSAL), attack.check() + "\n" + attack.message() + "\n");
        return folder;
    }

    private static void makeGood(GoodRelease good) throws IOException {
        Path folder = Files.createDirectory(FOLDER.resolve(GOOD));
        Files.copy(good.run.zip(), folder.resolve(Attack.BUNDLE));
        keep(good, folder);
    }

    private static void keep(GoodRelease good, Path folder) throws IOException {
        Files.copy(good.earlier.zip(), folder.resolve(EARLIER));
        GoodRelease.MACHINE.pemIn(folder.resolve("trusted"));
        GoodRelease.ALICE.pemIn(folder.resolve("trusted"));
    }

    private static List<Attack> all() {
        List<Attack> all = new ArrayList<>(FileAttacks.all());
        all.addAll(SealAttacks.all());
        all.addAll(CertificateAttacks.all());
        all.addAll(PeopleAttacks.all());
        all.addAll(RecordAttacks.all());
        all.addAll(HostGateAttacks.all());
        all.addAll(JsonAttacks.all());
        all.addAll(ZipAttacks.all());
        return all;
    }
}
