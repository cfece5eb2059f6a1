// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One folder of {@code src/test/resources/attacks}.
 *
 * @param folder holds the bundle, and how it is to be refused
 */
public record AttackFixture(Path folder) {
    private static final Path GOOD = AttackFixtures.FOLDER.resolve(AttackFixtures.GOOD);

    /** Returns every attack on the disk. */
    public static List<AttackFixture> all() throws IOException {
        try (Stream<Path> folders = Files.list(AttackFixtures.FOLDER)) {
            return folders.filter(folder -> Files.isDirectory(folder) && !folder.equals(GOOD))
                    .sorted()
                    .map(AttackFixture::new)
                    .toList();
        }
    }

    /** Returns the release that every attack starts from. */
    public static AttackFixture good() {
        return new AttackFixture(GOOD);
    }

    /** Returns the only zip of the folder beside that of the run before. */
    public Path bundle() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> zips = files.filter(file -> file.toString().endsWith(".zip") && !file.endsWith("earlier.zip"))
                    .toList();
            if (zips.size() != 1) {
                throw new IOException(folder + " holds " + zips.size() + " bundles");
            }
            return zips.get(0);
        }
    }

    /** Returns the bundle of the run before. */
    public Path earlier() {
        return ownOrGood(AttackFixtures.EARLIER);
    }

    /** Returns a folder as {@code GXP_HOME} is, with what is trusted. */
    public Path home() {
        return ownOrGood("trusted").getParent();
    }

    private Path ownOrGood(String name) {
        return Files.exists(folder.resolve(name)) ? folder.resolve(name) : GOOD.resolve(name);
    }

    /** Returns the keys that are trusted. */
    public Path[] keys() throws IOException {
        try (Stream<Path> files = Files.list(home().resolve("trusted"))) {
            return files.filter(Files::isRegularFile).sorted().toArray(Path[]::new);
        }
    }

    /** Returns the check that must refuse. */
    public String check() throws IOException {
        return refusal().get(0);
    }

    /** Returns what the check must say; a star stands for anything. */
    public String message() throws IOException {
        return refusal().get(1);
    }

    /** Returns the same as a pattern. */
    public Pattern messagePattern() throws IOException {
        return Pattern.compile(
                Stream.of(message().split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private List<String> refusal() throws IOException {
        return Files.readAllLines(folder.resolve(AttackFixtures.REFUSAL));
    }

    VerificationReport verify() throws IOException {
        return BundleVerifier.verify(
                bundle(),
                TrustStore.load(home()),
                BundleVerifier.Options.defaults().withPrevious(List.of(earlier())));
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
