// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.FS_Win32;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit from starting processes and from writing configuration: it would look for a native git to learn of the
 * system's configuration, and run the filters that a repository's configuration names.
 */
final class QuietGit extends SystemReader.Delegate {
    private QuietGit(SystemReader reader) {
        super(reader);
    }

    /** Returns a file system on which nothing can be started. */
    static FS fileSystem() {
        synchronized (QuietGit.class) {
            if (!(SystemReader.getInstance() instanceof QuietGit)) {
                SystemReader.setInstance(new QuietGit(SystemReader.getInstance()));
            }
        }
        return SystemReader.getInstance().isWindows() ? new Windows() : new Posix();
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    private static IOException refused() {
        return new IOException("filters and hooks of a repository are not run");
    }

    /** Configuration without a file. */
    private static final class Empty extends FileBasedConfig {
        Empty(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // there is no file
        }

        @Override
        public void save() {
            // there is no file
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }

    private static final class Posix extends FS_POSIX {
        @Override
        public FS newInstance() {
            return new Posix();
        }

        @Override
        protected File discoverGitExe() {
            return null;
        }

        @Override
        protected File discoverGitSystemConfig() {
            return null;
        }

        @Override
        public ExecutionResult execute(ProcessBuilder builder, InputStream in) throws IOException {
            throw refused();
        }
    }

    private static final class Windows extends FS_Win32 {
        @Override
        public FS newInstance() {
            return new Windows();
        }

        @Override
        protected File discoverGitExe() {
            return null;
        }

        @Override
        protected File discoverGitSystemConfig() {
            return null;
        }

        @Override
        public ExecutionResult execute(ProcessBuilder builder, InputStream in) throws IOException {
            throw refused();
        }
    }
}
