// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One way to spoil a good release.
 *
 * @param name of the fixture's folder
 * @param check that refuses it
 * @param message that the check gives; {@code *} stands for what differs from one making to the next
 * @param step leaves the spoiled bundle in a folder, with whatever else the attack needs
 */
record Attack(String name, String check, String message, Step step) {
    static final String BUNDLE = "bundle.zip";

    /** Spoils a release of its own. */
    @FunctionalInterface
    interface Step {
        void take(GoodRelease good, Path folder) throws IOException;
    }

    /** Changes the files of run 7. */
    @FunctionalInterface
    interface Change {
        Map<String, byte[]> of(GoodRelease good, Map<String, byte[]> files) throws IOException;
    }

    /** Changes the zip of run 7. */
    @FunctionalInterface
    interface Forging {
        byte[] of(byte[] zip) throws IOException;
    }

    /** Goes on with run 7. */
    @FunctionalInterface
    interface Sealing {
        void goOn(SomeRun run) throws IOException;
    }

    /** Files are changed by somebody who holds no key. */
    static Attack files(String name, String check, String message, Change change) {
        return new Attack(
                name,
                check,
                message,
                (good, folder) -> Zips.write(folder.resolve(BUNDLE), change.of(good, good.files())));
    }

    /** Files are changed by somebody who holds the key of the machine and seals again, with the claims of before. */
    static Attack resealed(String name, String check, String message, Change change) {
        return files(name, check, message, (good, files) -> Mutations.resealed(good.run, change.of(good, files)));
    }

    /** The run goes on and is sealed once more, as the software does it. */
    static Attack sealed(String name, String check, String message, Sealing change) {
        return new Attack(name, check, message, (good, folder) -> {
            change.goOn(good.run);
            good.run.seal();
            Files.copy(good.run.zip(), folder.resolve(BUNDLE));
        });
    }

    /** The zip is not what it seems. */
    static Attack zip(String name, String message, Forging forging) {
        return new Attack(
                name,
                "container",
                BUNDLE + ": " + message,
                (good, folder) -> Files.write(folder.resolve(BUNDLE), forging.of(good.zip())));
    }

    /** The zip holds more entries. */
    static Attack more(String name, String message, ZipForge.More more) {
        return new Attack(
                name,
                "container",
                BUNDLE + ": " + message,
                (good, folder) -> Files.copy(ZipForge.writeMore(good.run, more), folder.resolve(BUNDLE)));
    }
}
