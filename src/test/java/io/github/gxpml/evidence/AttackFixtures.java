// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    /** Makes all of them, or only the attacks that are named, which then bring their own keys and run before. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            makeSome(Set.of(args));
            return;
        }
        try (Stream<Path> old = Files.list(FOLDER)) {
            for (Path folder : old.filter(Files::isDirectory).toList()) {
                Zips.deleteFolder(folder);
            }
        }
        Path work = Files.createTempDirectory("attacks");
        makeGood(GoodRelease.create(work.resolve(GOOD)));
        for (Attack attack : all()) {
            Path folder = Files.createDirectory(FOLDER.resolve(attack.name()));
            make(attack, GoodRelease.create(work.resolve(attack.name())), folder);
        }
        Zips.deleteFolder(work);
    }

    private static void makeSome(Set<String> names) throws IOException {
        Path work = Files.createTempDirectory("attacks");
        for (Attack attack : all()) {
            if (names.contains(attack.name())) {
                Path folder = Files.createDirectory(FOLDER.resolve(attack.name()));
                GoodRelease good = GoodRelease.create(work.resolve(attack.name()));
                makeSurroundings(good, folder);
                make(attack, good, folder);
            }
        }
        Zips.deleteFolder(work);
    }

    private static void make(Attack attack, GoodRelease good, Path folder) throws IOException {
        attack.step().take(good, folder);
        Files.writeString(folder.resolve(REFUSAL), attack.check() + "\n" + attack.message() + "\n");
    }

    private static void makeGood(GoodRelease good) throws IOException {
        Path folder = Files.createDirectory(FOLDER.resolve(GOOD));
        Files.copy(good.run.zip(), folder.resolve(Attack.BUNDLE));
        makeSurroundings(good, folder);
    }

    private static void makeSurroundings(GoodRelease good, Path folder) throws IOException {
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
        all.addAll(JsonAttacks.all());
        all.addAll(ZipAttacks.all());
        return all;
    }
}
