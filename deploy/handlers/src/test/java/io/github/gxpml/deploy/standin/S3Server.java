// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** S3 as a program of its own, which ends when the pipe to its shell does: also when this JVM is killed. */
final class S3Server {
    private static final int TRIES = 1200;
    private static final String SHELL =
            "trap : TERM HUP INT; java=$1; folder=$2; shift 2; \"$java\" \"$@\" >\"$folder/log\" 2>&1 & "
                    + "program=$!; cat >/dev/null; kill -9 $program; wait; rm -rf \"$folder\"";

    private S3Server() {}

    static URI start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gxp-s3-");
        int port = freePort();
        Process shell = new ProcessBuilder(List.of(
                        "sh",
                        "-c",
                        SHELL,
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        folder.toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar(),
                        "--http.port=" + port,
                        "--server.port=0",
                        "--com.adobe.testing.s3mock.store.root=" + folder))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int i = 0; i < TRIES && shell.isAlive(); i++) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return URI.create("http://127.0.0.1:" + port);
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IOException("s3mock does not come up: " + Files.readString(folder.resolve("log")));
    }

    private static String jar() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.matches(".*s3mock-[0-9.]+-exec\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the class path has no s3mock"));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
