// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The real files of this machine, in a process that ends at the n-th step that changes any: when a file or folder is
 * made, written (half of what is to be written still is), cut, moved or removed. Nothing is caught or cleaned up after
 * that, as after a kill. Forcing to the disk is no step: who is killed there leaves what a kill at the next step
 * leaves.
 */
final class MortalFiles extends FileSystemProvider {
    /** Exit code of a process that died here. */
    static final int DEAD = 137;

    private final FileSystemProvider real;
    private final FileSystem system;
    private long left;

    private MortalFiles(FileSystem files, long steps) {
        this.real = files.provider();
        this.left = steps;
        this.system = new MortalFileSystem(files, this);
    }

    /** Returns the same file, for a process that ends at the given step. */
    static Path path(Path file, long steps) {
        return new MortalFiles(file.getFileSystem(), steps).wrap(file.toAbsolutePath());
    }

    /** Counts a step; the last one is only begun. */
    synchronized void step(Begun begun) throws IOException {
        left--;
        if (left == 0) {
            begun.run();
            Runtime.getRuntime().halt(DEAD);
        }
    }

    /** What is left of the last step. */
    @FunctionalInterface
    interface Begun {
        void run() throws IOException;
    }

    private void step() throws IOException {
        step(() -> {});
    }

    Path wrap(Path path) {
        return (Path) Proxy.newProxyInstance(
                MortalFiles.class.getClassLoader(), new Class<?>[] {MortalPath.class}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "getFileSystem":
                            return system;
                        case "real":
                            return path;
                        default:
                            break;
                    }
                    Object[] given = arguments == null ? new Object[0] : arguments.clone();
                    for (int i = 0; i < given.length; i++) {
                        given[i] = given[i] instanceof MortalPath mortal ? mortal.real() : given[i];
                    }
                    try {
                        Object result = method.invoke(path, given);
                        return result instanceof Path found ? wrap(found) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** A path that knows the real one. */
    interface MortalPath extends Path {
        Path real();
    }

    private static Path real(Path path) {
        return path instanceof MortalPath mortal ? mortal.real() : path;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean there = Files.exists(real(path), LinkOption.NOFOLLOW_LINKS);
        if (!there) {
            step();
        }
        return new MortalChannel(real.newFileChannel(real(path), options, attributes), this);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return options.isEmpty() || options.equals(Set.of(StandardOpenOption.READ))
                ? real.newByteChannel(real(path), options, attributes)
                : newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = real.newDirectoryStream(real(folder), path -> true)) {
            for (Path path : all) {
                Path wrapped = wrap(path);
                if (filter.accept(wrapped)) {
                    found.add(wrapped);
                }
            }
        }
        return new DirectoryStream<>() {
            @Override
            public java.util.Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        step();
        real.createDirectory(real(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        if (Files.exists(real(path), LinkOption.NOFOLLOW_LINKS)) {
            step();
        }
        real.delete(real(path));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException("not needed for sealing");
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        step();
        real.move(real(from), real(to), options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(real(path), attribute, value, options);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(real(path), attributes, options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return real.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(real(path), modes);
    }

    @Override
    public String getScheme() {
        return "mortal";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("there is one");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return wrap(real.getPath(uri));
    }
}
