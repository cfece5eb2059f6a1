// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Keeps a second run out of a workspace. The lock belongs to the operating system, so it ends with the process that
 * holds it, however that ends.
 */
final class WorkspaceLock implements Closeable {
    /** A link in the place of the lock would let a checked-out folder empty any file of the user. */
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final FileChannel channel;
    private final FileLock lock;

    private WorkspaceLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock at once or not at all.
     *
     * @param workspace the workspace
     * @return the lock
     * @throws StageException if another run holds it
     * @throws IOException if the folder cannot be written
     */
    static WorkspaceLock take(Workspace workspace) throws StageException, IOException {
        Files.createDirectories(workspace.root());
        Path file = workspace.root().resolve("lock");
        if (Files.isSymbolicLink(file)) {
            throw new StageException(file + " is a link and no lock of ours: remove it");
        }
        FileChannel channel = FileChannel.open(file, OPTIONS);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            String holder = read(channel);
            channel.close();
            throw new StageException(StageException.BUSY + holder + ") is at work in "
                    + workspace.root().getParent() + ": wait for it or end it, then start again");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return new WorkspaceLock(channel, lock);
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(20);
        channel.read(buffer, 0);
        String pid = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
        return pid.matches("[0-9]+") ? pid : "unknown";
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
