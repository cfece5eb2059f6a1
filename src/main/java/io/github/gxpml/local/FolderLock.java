// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one writer at a time into a folder, over all threads and processes of machines that share it. The lock ends with
 * the process that holds it, so a crash leaves none behind. On network file systems it is as good as their file locks.
 */
final class FolderLock {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 10;

    /** File locks are held by the whole process, so its threads need a lock of their own. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path folder;

    /** Work that is done under the lock. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    FolderLock(Path folder) {
        this.folder = folder;
    }

    /** Runs work under the lock, waiting at most 30 s for it. */
    <T> T hold(Work<T> work) throws IOException {
        Files.createDirectories(folder);
        ReentrantLock threads = THREADS.computeIfAbsent(folder.toRealPath(), any -> new ReentrantLock());
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            if (!threads.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock(channel, end)) {
                return work.run();
            } finally {
                threads.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the lock on " + folder, e);
        }
    }

    private FileLock lock(FileChannel channel, long end) throws IOException, InterruptedException {
        while (System.nanoTime() < end) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw busy();
    }

    private IOException busy() {
        return new IOException("folder " + folder + " has been locked by another run for " + PATIENCE.toSeconds()
                + " s; wait until it has ended and try again");
    }
}
