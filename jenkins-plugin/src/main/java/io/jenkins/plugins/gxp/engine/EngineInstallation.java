// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.MasterToSlaveFileCallable;

/** Puts the engine on an agent, once for each agent and digest. */
public final class EngineInstallation {
    private static final Set<String> UNDER_WAY = ConcurrentHashMap.newKeySet();

    private EngineInstallation() {}

    /**
     * Returns the engine on an agent, and installs it there if need be.
     *
     * @param root the agent's root folder
     * @param node the agent's name
     * @param engine which one
     * @param listener is told about an installation
     * @return the jar, whose digest was checked just now; nothing while another build installs it
     * @throws IOException if it could not be installed
     */
    public static Optional<FilePath> on(FilePath root, String node, Engine engine, TaskListener listener)
            throws IOException, InterruptedException {
        FilePath folder = root.child("gxp").child(engine.sha256());
        FilePath jar = folder.child("gxp.jar");
        if (jar.act(new FileDigest()).equals(engine.sha256())) {
            return Optional.of(jar);
        }
        String place = node + '\0' + engine.sha256();
        if (!UNDER_WAY.add(place)) {
            return Optional.empty();
        }
        try {
            if (!jar.act(new FileDigest()).equals(engine.sha256())) { // another build may have been faster
                listener.getLogger().println("Installing the " + engine.title() + " from " + engine.address());
                folder.mkdirs();
                install(folder, engine);
            }
            return Optional.of(jar);
        } finally {
            UNDER_WAY.remove(place);
        }
    }

    private static void install(FilePath folder, Engine engine) throws IOException, InterruptedException {
        FilePath temporary = folder.child("gxp-" + UUID.randomUUID() + ".tmp");
        try {
            if (engine.isRemote()) {
                temporary.act(new Download(URI.create(engine.address()), engine.limit()));
            } else {
                copy(engine, temporary);
            }
            String digest = temporary.act(new FileDigest());
            if (!digest.equals(engine.sha256())) {
                throw new AbortException(
                        "The file at " + engine.address() + " is not the engine: its SHA-256 digest is " + digest
                                + ", not " + engine.sha256() + "; put the right file there, or configure its digest.");
            }
            temporary.act(new Rename("gxp.jar"));
        } finally {
            temporary.delete();
        }
    }

    private static void copy(Engine engine, FilePath temporary) throws IOException, InterruptedException {
        Path file;
        try {
            file = Path.of(engine.address());
        } catch (InvalidPathException e) {
            throw new AbortException("The address of the engine is no path: " + engine.address());
        }
        if (!Files.isRegularFile(file)) {
            throw new AbortException("There is no engine at " + engine.address()
                    + " on the controller; put it there, or set another address under Manage Jenkins, System.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            temporary.copyFrom(in);
        }
        if (temporary.length() != Files.size(file)) { // the connection says nothing of a disk that is full
            throw new AbortException("Only " + temporary.length() + " of " + Files.size(file)
                    + " bytes of the engine could be written to " + temporary.getRemote()
                    + "; see that there is space left on the agent, and build again.");
        }
    }

    /** Fetches the engine to where it is needed: the controller does not carry it. */
    private static final class Download extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1;
        private static final int PATIENCE_MILLIS = 60_000;

        private final URI address;
        private final long limit;

        Download(URI address, long limit) {
            this.address = address;
            this.limit = limit;
        }

        @Override
        public Void invoke(File file, VirtualChannel channel) throws IOException {
            try {
                fetch(file);
            } catch (AbortException e) {
                throw e;
            } catch (IOException e) {
                throw failure(e.getMessage());
            }
            return null;
        }

        private void fetch(File file) throws IOException {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try {
                int status = connection.getResponseCode();
                if (status != HttpURLConnection.HTTP_OK) {
                    // Java follows redirects, but not to an address without encryption
                    throw failure("the server answered " + status);
                }
                try (InputStream in =
                                new BoundedStream(connection.getInputStream(), limit, "The engine at " + address);
                        OutputStream out = Files.newOutputStream(file.toPath())) {
                    long promised = connection.getContentLengthLong();
                    long read = copy(in, out);
                    if (promised >= 0 && read != promised) { // Java says nothing about a connection that was cut
                        throw failure("only " + read + " of " + promised + " bytes came");
                    }
                }
            } finally {
                connection.disconnect();
            }
        }

        /** Ends when the build is aborted, which a plain copy does not. */
        private static long copy(InputStream in, OutputStream out) throws IOException {
            var buffer = new byte[1 << 16];
            long all = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new AbortException("The installation of the engine was interrupted.");
                }
                out.write(buffer, 0, read);
                all += read;
            }
            return all;
        }

        private AbortException failure(String why) {
            return new AbortException("The engine could not be fetched from " + address + ": " + why
                    + "; see that the agent reaches this address and trusts its certificate, or set another one under"
                    + " Manage Jenkins, System, GxP Pipeline.");
        }
    }

    /** Renames within a folder, so that the file is there whole or not at all. */
    private static final class Rename extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1;

        private final String name;

        Rename(String name) {
            this.name = name;
        }

        @Override
        public Void invoke(File file, VirtualChannel channel) throws IOException {
            Files.move(
                    file.toPath(),
                    file.toPath().resolveSibling(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return null;
        }
    }
}
