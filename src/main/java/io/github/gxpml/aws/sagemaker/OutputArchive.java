// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.port.TrainingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A {@code tar.gz} that a job left, and that may hold anything. Only files that the contract names are taken out of it,
 * never a link, each once, and never more bytes than the disk of the job could hold.
 *
 * @param file the archive
 * @param mostBytes what all files together may have
 */
record OutputArchive(Path file, long mostBytes) {
    private static final int MOST_ENTRIES = 1_000_000;
    private static final long LONGEST_HEADER = 1 << 20;
    private static final Set<String> SINGLE = Set.of("metrics.json", "environment.json");

    /** Takes the files out of the archive that the contract names. */
    void unpack(Path folder) throws TrainingException, IOException {
        long left = mostBytes;
        int entries = 0;
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                var metered = new MeteredStream(
                        GzipCompressorInputStream.builder()
                                .setInputStream(bytes)
                                .setDecompressConcatenated(true)
                                .get(),
                        LONGEST_HEADER);
                var tar = new TarArchiveInputStream(metered, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    throw new TrainingException(name() + " holds more than " + MOST_ENTRIES + " entries");
                }
                left -= Math.max(0, Math.max(entry.getSize(), entry.getRealSize()));
                if (left < 0) {
                    throw new TrainingException(name() + " holds more than " + mostBytes
                            + " bytes, the disk of the job (sagemaker.volume)");
                }
                metered.allow(Math.max(0, entry.getSize()) + LONGEST_HEADER);
                String path = path(entry);
                if (plain(entry) && wanted(path)) {
                    write(tar, folder, path);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new TrainingException(
                    name() + " that the job left cannot be read as tar.gz: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private void write(TarArchiveInputStream tar, Path folder, String path) throws TrainingException, IOException {
        Path target = folder.resolve(path);
        if (Files.exists(target)) {
            throw new TrainingException("the job left " + path + " twice, in " + name() + " and before: leave it once");
        }
        Files.createDirectories(target.getParent());
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            tar.transferTo(out);
        }
    }

    private String path(TarArchiveEntry entry) throws TrainingException {
        String path = entry.getName().replaceAll("^(\\./)+", "");
        if (path.startsWith("/") || path.contains("\\") || path.matches("(?s)(.*/)?\\.\\.(/.*)?")) {
            throw new TrainingException(name() + " holds an entry whose path leads out of it: it is not taken");
        }
        return path;
    }

    /** The library calls everything a file that is no folder. */
    private static boolean plain(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isSymbolicLink()
                && !entry.isLink()
                && !entry.isFIFO()
                && !entry.isCharacterDevice()
                && !entry.isBlockDevice();
    }

    /** The model, predictions of tables, metrics, environment; everything else is ignored. */
    private static boolean wanted(String path) {
        return SINGLE.contains(path)
                || path.matches("model(\\.[A-Za-z0-9._-]+)?")
                || path.matches("predictions/[^/\\p{Cntrl}]{1,200}\\.(csv|parquet)");
    }

    private String name() {
        return file.getFileName().toString();
    }
}
