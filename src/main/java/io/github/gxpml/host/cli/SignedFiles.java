// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.GivenSignature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Signatures that were made elsewhere. */
final class SignedFiles {
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_FILES = 100;

    @Option(
            names = "--signed",
            paramLabel = "FILE",
            description = "Take in a signature that was made elsewhere (a DSSE envelope) in place of making one; may be"
                    + " given several times. All are taken in, or none; one that the run has already is passed over."
                    + " Needs no terminal, no password and no key of a person.")
    private List<Path> files = List.of();

    boolean given() {
        return !files.isEmpty();
    }

    /** Reads the files, and refuses options that are for whoever signs here. */
    List<GivenSignature> read(List<String> others) throws IOException, UsageException {
        if (!others.isEmpty()) {
            throw new UsageException("--signed takes in what was signed elsewhere: leave out "
                    + String.join(", ", others) + ", or leave out --signed to sign here");
        }
        if (files.size() > MOST_FILES) {
            throw new UsageException("--signed is given more than " + MOST_FILES + " times: take them in by parts");
        }
        List<GivenSignature> read = new ArrayList<>();
        for (Path file : files) {
            read.add(new GivenSignature(file.toString(), bytes(file)));
        }
        return read;
    }

    /** A file may grow while it is read. */
    private static byte[] bytes(Path file) throws IOException, UsageException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + " is no file with a signature: give the path of a DSSE envelope");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UsageException(file + " is larger than 16 MiB and is not read as a signature");
            }
            return bytes;
        }
    }
}
