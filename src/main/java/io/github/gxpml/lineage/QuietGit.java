// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.FS_Win32;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit from starting processes and from writing: it would look for a native git to learn of the system's
 * configuration, run the filters that a repository's configuration names, and measure the times of files.
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
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new User(super.openUserConfig(parent, fs), fs);
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

    /**
     * The user's configuration, and the answer to how exact the times of files are: JGit would measure that for seconds
     * and write into the repository for it. The coarsest answer makes it compare content where times are close.
     */
    private static final class User extends FileBasedConfig {
        private final FileBasedConfig real;

        User(FileBasedConfig real, FS fs) {
            super(real, null, fs);
            this.real = real;
        }

        @Override
        public long getTimeUnit(String section, String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals("filesystem")
                    ? unit.convert(2, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, otherwise, unit);
        }

        @Override
        public void load() throws IOException, ConfigInvalidException {
            real.load();
        }

        @Override
        public void save() throws IOException {
            throw new IOException("the user's git configuration is only read");
        }

        @Override
        public boolean isOutdated() {
            return real.isOutdated();
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
