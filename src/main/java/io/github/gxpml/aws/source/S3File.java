// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.aws.s3.GetSettings;
import io.github.gxpml.aws.s3.S3Objects;
import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A file in S3 that belongs to a source, such as a script: read, digested and thrown away. */
final class S3File {
    static final long SCRIPT = 64L << 20;

    private S3File() {}

    /** Returns the object that an address names; empty if it is none in S3. */
    static Optional<S3Source> find(String address, Optional<String> versionId) {
        if (address == null || !address.matches("(?s)s3[an]?://[^/]+/.+")) {
            return Optional.empty();
        }
        String[] parts = address.substring(address.indexOf("://") + 3).split("/", 2);
        return Optional.of(new S3Source(parts[0], parts[1], versionId));
    }

    /** Reads the content of a file that is there for as long as this is at work. */
    @FunctionalInterface
    interface Reader {
        void read(Path file) throws IOException;
    }

    /**
     * What is read.
     *
     * @param source the object
     * @param mostBytes a larger one is refused
     * @param reader of the content
     */
    record Part(S3Source source, long mostBytes, Reader reader) {}

    /** Reads a file, and notes its address, version and digest under a name. */
    static void read(Question question, Facts facts, String name, Part part) throws IOException {
        Path folder = Files.createTempDirectory("gxp-source-");
        Path file = folder.resolve("object");
        try (S3Objects objects = question.objects()) {
            S3Source read = objects.get(part.source(), file, new GetSettings(part.mostBytes(), false));
            facts.put(name, part.source().address());
            facts.put(name + "Version", read.versionId().orElse(""));
            facts.put(name + "Sha256", Sha256.of(file));
            facts.put(name + "Modified", objects.compare(read, file).found().get("lastModified"));
            part.reader().read(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    /** Reads a script that a run had begun with: one that was changed since is not the one that ran. */
    static void script(Question question, Facts facts, String address, Instant begun) throws IOException {
        Optional<S3Source> source = find(address, question.find("scriptVersion"));
        if (source.isEmpty()) {
            facts.put("script", address);
            facts.pinned(question, "scriptSha256");
            return;
        }
        read(question, facts, "script", new Part(source.get(), SCRIPT, file -> {}));
        facts.notAfter("scriptModified", begun, source.get().versionId().isPresent());
        facts.pinned(question, "scriptSha256");
    }
}
