// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * DynamoDB Local, one for all tests of this JVM, as the build has copied it. It ends when the pipe to its shell does:
 * also when this JVM is killed.
 */
final class DynamoProcess {
    private static final int TRIES = 1200;
    private static final String SHELL =
            "trap : TERM HUP INT; java=$1; folder=$2; shift 2; \"$java\" \"$@\" >\"$folder/log\" 2>&1 & "
                    + "program=$!; cat >/dev/null; kill -9 $program; wait; rm -rf \"$folder\"";

    private DynamoProcess() {}

    /** Started when it is first asked for. */
    private static final class Once {
        private static final URI ADDRESS = start();
    }

    static URI address() {
        return Once.ADDRESS;
    }

    private static URI start() {
        Path parts = Path.of("target", "dynamodb-local").toAbsolutePath();
        if (!Files.isDirectory(parts)) {
            throw new IllegalStateException(parts + " is not there: run `mvn generate-test-resources`");
        }
        try {
            Path folder = Files.createTempDirectory("gxp-dynamodb-");
            int port = freePort();
            Process shell = new ProcessBuilder(List.of(
                            "sh",
                            "-c",
                            SHELL,
                            "sh",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            folder.toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dsqlite4java.library.path=" + parts,
                            "-cp",
                            parts + "/*" + File.pathSeparator + System.getProperty("java.class.path"),
                            "software.amazon.dynamodb.services.local.main.ServerRunner",
                            "-inMemory",
                            "-sharedDb",
                            "-disableTelemetry",
                            "-port",
                            Integer.toString(port)))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            await(port, shell, folder);
            return URI.create("http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException("no DynamoDB for the test", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(int port, Process shell, Path folder) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                if (!shell.isAlive()) {
                    throw new IOException("DynamoDB Local ended", e);
                }
                pause();
            }
        }
        throw new IOException("DynamoDB Local does not come up: " + Files.readString(folder.resolve("log")));
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
