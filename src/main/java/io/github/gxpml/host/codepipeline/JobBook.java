// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.codepipeline.PolledJob;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Json;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jobs of a worker on disk: one folder each. One worker at a time may have it open. */
final class JobBook implements Closeable {
    /** How long a job that is over is kept, for people who look for its log. */
    private static final long KEPT_DAYS = 30;

    private static final Pattern COPIES = Pattern.compile("jenkins-[0-9]+|model\\.zip|\\..*\\.partial");

    private final Path folder;
    private final String worker;
    private final FileChannel lock;

    private JobBook(Path folder, String worker, FileChannel lock) {
        this.folder = folder;
        this.worker = worker;
        this.lock = lock;
    }

    /**
     * Opens the book, making it if it is not there.
     *
     * @param folder of the worker's state
     * @return the book
     * @throws IOException if another worker has it open, or it cannot be used
     */
    static JobBook open(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        close(folder);
        FileChannel lock = FileChannel.open(
                folder.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        boolean taken;
        try {
            taken = lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            taken = false;
        }
        if (!taken) {
            lock.close();
            throw new IOException("another worker is at work with the state in " + folder
                    + ": end it, or give this one a folder of its own with --state");
        }
        return new JobBook(folder, worker(folder.resolve("worker.json")), lock);
    }

    /** What people wrote into configurations is nobody else's matter. */
    private static void close(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            } catch (IOException e) {
                throw new IOException(
                        "the folder " + folder + " cannot be closed to others: give the worker one that is its own with"
                                + " --state",
                        e);
            }
        }
    }

    private static String worker(Path file) throws IOException {
        if (Files.notExists(file)) {
            AtomicFile.write(file, Json.pretty(Map.of("id", UUID.randomUUID().toString())));
        }
        byte[] bytes = Files.readAllBytes(file);
        String id = "";
        try {
            id = Json.read(bytes, JsonNode.class).path("id").asText();
        } catch (IOException e) {
            // told below
        }
        if (id.isEmpty()) {
            throw new IOException(file + " is damaged: it names no worker; restore it from a backup");
        }
        return id;
    }

    /** Returns the id of this worker, which stays over restarts. */
    String worker() {
        return worker;
    }

    /** Returns the folder of an order. */
    Path folder(String id) {
        return folder.resolve("jobs").resolve(id);
    }

    /** Opens a record for a job whose stage is to be carried out; otherwise as the other one. */
    JobRecord enter(PolledJob job, Instant now) throws IOException {
        return enter(job, now, Optional.empty());
    }

    /**
     * Opens a record for a job that was polled; it is on disk when this returns.
     *
     * @param job the job
     * @param now the time
     * @param answer what it is answered as soon as it is taken; empty for a stage to be carried out
     * @return the record
     * @throws IOException if it cannot be written
     */
    JobRecord enter(PolledJob job, Instant now, Optional<JobRecord.Answer> answer) throws IOException {
        Map<String, String> declared = new TreeMap<>(job.data().configuration());
        declared.keySet().retainAll(GxpActionType.PROPERTIES);
        var record = new JobRecord(
                UUID.randomUUID().toString(),
                job.data().context(),
                declared,
                job.data().inputs().stream()
                        .map(input -> new InputArtifact(input.name(), input.revision()))
                        .toList(),
                now,
                new JobRecord.Hold(job.id(), job.nonce(), JobRecord.Hold.State.HELD),
                JobRecord.Step.TAKE,
                Map.of(),
                Optional.empty(),
                answer,
                Optional.empty());
        keep(record);
        return record;
    }

    /**
     * Writes a record in place of the one before.
     *
     * @param record the record
     * @throws IOException if it cannot be written; the one before is then still there
     */
    void keep(JobRecord record) throws IOException {
        AtomicFile.write(folder(record.id()).resolve("job.json"), Json.pretty(record));
    }

    /**
     * Removes a job that was not taken.
     *
     * @param record its record
     * @throws IOException if it cannot be removed
     */
    void forget(JobRecord record) throws IOException {
        remove(folder(record.id()));
    }

    /**
     * Returns the jobs that are not over, the first taken first, and removes those that were over long ago.
     *
     * @param now the time
     * @return their records
     * @throws IOException if one cannot be read
     */
    List<JobRecord> open(Instant now) throws IOException {
        List<JobRecord> found = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder.resolve("jobs"))) {
            for (Path job : folders.toList()) {
                Path file = job.resolve("job.json");
                if (Files.notExists(file)) {
                    remove(job); // killed before the first record was whole
                    continue;
                }
                JobRecord record = read(file);
                if (record.step() != JobRecord.Step.OVER) {
                    found.add(record);
                }
            }
        }
        sweep(now);
        found.sort(Comparator.comparing(JobRecord::takenAt));
        return found;
    }

    /**
     * Removes jobs that were over long ago, and of those that are over what is large and elsewhere too: bundles that
     * came from a Jenkins, archives of models, what a kill left half written. A bundle that could not be delivered
     * stays, as people were told where it is. Whatever is open is left alone; may be called while the worker is at
     * work.
     *
     * @param now the time
     * @throws IOException if something cannot be removed
     */
    void sweep(Instant now) throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve("jobs"))) {
            for (Path job : folders.toList()) {
                Path file = job.resolve("job.json");
                if (!isOver(file)) {
                    continue;
                }
                if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minusSeconds(KEPT_DAYS * 24 * 3600))) {
                    remove(job);
                } else {
                    lighten(job);
                }
            }
        }
    }

    /** A record that cannot be read may be one that is being made or removed; one that is damaged is told by open. */
    private static boolean isOver(Path file) {
        try {
            return Json.read(Files.readAllBytes(file), JobRecord.class).step() == JobRecord.Step.OVER;
        } catch (IOException e) {
            return false;
        }
    }

    private static void lighten(Path job) throws IOException {
        try (Stream<Path> inside = Files.list(job)) {
            for (Path path : inside.toList()) {
                if (COPIES.matcher(path.getFileName().toString()).matches()) {
                    remove(path);
                }
            }
        }
    }

    private static JobRecord read(Path file) throws IOException {
        try {
            return Json.read(Files.readAllBytes(file), JobRecord.class);
        } catch (IOException e) {
            throw new IOException(
                    "the record " + file + " cannot be read: restore it from a backup, or remove its folder and"
                            + " let the pipeline time out",
                    e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** What a job that continues another one brings back. */
    record Token(String worker, String order) {
        Token {
            Objects.requireNonNull(worker, "worker");
            Objects.requireNonNull(order, "order");
        }

        String text() {
            return new String(Json.compact(this).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        }

        static Optional<Token> of(String text) {
            try {
                return Optional.of(Json.read(text.getBytes(StandardCharsets.UTF_8), Token.class));
            } catch (IOException e) {
                return Optional.empty(); // of another program behind the same action type
            }
        }
    }
}
