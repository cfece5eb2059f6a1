// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A stand-in that says more than it should, says it in the wrong way, or tells a test what it was given. */
public final class FaultyEngine {
    private FaultyEngine() {}

    public static void main(String[] arguments) throws Exception {
        var wanted = new Properties();
        try (var in = Files.newBufferedReader(Path.of(arguments[arguments.length - 1]))) {
            wanted.load(in);
        }
        if (wanted.containsKey("remember")) {
            remember(Path.of(wanted.getProperty("remember")), arguments[0]);
        }
        if (wanted.containsKey("chatter")) {
            print(System.err, Long.parseLong(wanted.getProperty("chatter")));
        }
        if (wanted.containsKey("answer")) {
            print(System.out, Long.parseLong(wanted.getProperty("answer")));
        }
        if (wanted.containsKey("latin1")) {
            System.out.write(wanted.getProperty("latin1").getBytes(StandardCharsets.ISO_8859_1));
            System.out.flush();
            System.exit(0);
        }
        if (arguments[0].equals("approve") && wanted.containsKey("approve")) {
            Process child = new ProcessBuilder("sleep", wanted.getProperty("approve")).start();
            Files.writeString(Path.of("child.pid"), Long.toString(child.pid()));
            System.err.println("training sleeps");
            child.waitFor();
        }
        StandIn.main(arguments);
    }

    /** Keeps what Jenkins must keep nowhere, so that a test can look for it. */
    private static void remember(Path folder, String command) throws Exception {
        Files.writeString(folder.resolve(command + ".password"), System.getenv("GXP_KEY_PASSWORD"));
        for (String variable : new String[] {"GXP_SIGNING_KEYSTORE", "GXP_ORIGIN"}) {
            Files.copy(Path.of(System.getenv(variable)), folder.resolve(command + "." + variable));
        }
    }

    private static void print(OutputStream out, long bytes) throws Exception {
        byte[] line = ("x".repeat(99) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (var buffered = new PrintStream(out, false)) {
            for (long i = 0; i < bytes; i += line.length) {
                buffered.write(line);
            }
        }
    }

    /** Packs this class as a jar that can be run. */
    public static Path jar(Path folder) throws Exception {
        return StandIn.jar(folder.resolve("faulty.jar"), FaultyEngine.class);
    }
}
