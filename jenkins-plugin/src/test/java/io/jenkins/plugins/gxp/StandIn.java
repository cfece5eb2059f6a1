// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import io.jenkins.plugins.gxp.engine.AnswerTexts;
import io.jenkins.plugins.gxp.engine.FileDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** An engine that does what its spec tells it: it crashes, hangs and lies on demand, which the real one does not. */
public final class StandIn {
    private StandIn() {}

    public static void main(String[] arguments) throws Exception {
        Path spec = Path.of(arguments[arguments.length - 1]);
        var wanted = new Properties();
        try (var in = Files.newBufferedReader(spec)) {
            wanted.load(in);
        }
        Files.writeString(
                Path.of("starts.txt"),
                String.join(" ", arguments) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        if (!wanted.containsKey("remember")) { // else it is kept elsewhere, and secrets are looked for here
            showWhatWasGiven(arguments);
        }
        if (wanted.containsKey("sleep")) {
            Process child = new ProcessBuilder("sleep", wanted.getProperty("sleep")).start();
            Files.writeString(Path.of("child.pid"), Long.toString(child.pid()));
            System.err.println("training sleeps");
            child.waitFor();
            System.err.println("training woke up");
        }
        if (wanted.containsKey("say")) {
            System.out.println(wanted.getProperty("say"));
        }
        if (wanted.containsKey("roles") && arguments[0].matches("register|approve")) {
            signatures(wanted, arguments);
        }
        if (wanted.containsKey("elsewhere")) {
            elsewhere(wanted, arguments[0]);
        }
        if (wanted.containsKey("verdict")) {
            System.out.println(report(wanted));
        }
        System.exit(Integer.parseInt(wanted.getProperty("exit", "0")));
    }

    /** Waits for a job so many times, unless it is cancelled before. */
    private static void elsewhere(Properties wanted, String command) throws Exception {
        long calls = Files.readAllLines(Path.of("starts.txt")).size();
        boolean waits = calls <= Integer.parseInt(wanted.getProperty("elsewhere"));
        wanted.setProperty("state", command.equals("cancel") ? "INTERRUPTED" : waits ? "WAITING" : "RUNNING");
        wanted.setProperty("verdict", waits || command.equals("cancel") ? "UNDECIDED" : "PASS");
        wanted.setProperty("exit", waits || command.equals("cancel") ? "3" : "0");
    }

    /** Asks for signatures, and takes them in as they are. */
    private static void signatures(Properties wanted, String[] arguments) throws Exception {
        boolean asks = arguments[0].equals("register");
        boolean rejected = false;
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i - 1].equals("--signed")) {
                String envelope = Files.readString(Path.of(arguments[i]));
                Files.writeString(Path.of("signed-" + i + ".json"), envelope);
                rejected |= payload(envelope).contains("\"meaning\":\"REJECTED\"");
            }
        }
        wanted.setProperty("state", asks ? "PENDING" : rejected ? "REJECTED" : "RUNNING");
        wanted.setProperty("verdict", asks ? "UNDECIDED" : rejected ? "FAIL" : "PASS");
        wanted.setProperty("exit", asks ? "3" : rejected ? "1" : "0");
        wanted.setProperty("approval", asks ? AnswerTexts.approval(wanted.getProperty("roles")) : "");
    }

    public static String payload(String envelope) {
        String text = envelope.replaceAll("(?s).*\"payload\" : \"([^\"]*)\".*", "$1");
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Copies into the workspace what a real engine would only read. */
    private static void showWhatWasGiven(String[] arguments) throws IOException {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("--gates")) {
                Files.copy(Path.of(arguments[i + 1]), Path.of("given-gates.json"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        String keys = System.getenv("GXP_SIGNING_KEYSTORE");
        if (keys != null) {
            Files.copy(Path.of(keys), Path.of("given-keys.p12"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(Path.of("given-password.txt"), System.getenv("GXP_KEY_PASSWORD"));
        }
    }

    private static String report(Properties wanted) throws Exception {
        Path bundle = Files.createDirectories(Path.of("gxp-evidence")).resolve("m-7.zip");
        Files.writeString(bundle, "sealed");
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(bundle)));
        String verdict = wanted.getProperty("verdict");
        return AnswerTexts.good()
                .replace("\"missing\":", wanted.getProperty("approval", "") + "\"missing\":")
                .replace("\"FAIL\",\"reason\"", '"' + wanted.getProperty("gate", verdict) + "\",\"reason\"")
                .replace("\"FAIL\",\"exit\"", '"' + verdict + "\",\"exit\"")
                .replace("\"model\":\"m\"", "\"model\":\"" + wanted.getProperty("model", "m") + '"')
                .replace("train/x/t", wanted.getProperty("waived", "train/x/t"))
                .replace("\"exit\":1", "\"exit\":" + wanted.getProperty("exit", "0"))
                .replace("\"BLOCKED\"", '"' + wanted.getProperty("state", "RUNNING") + '"')
                .replace("too low", wanted.getProperty("reason", "too low"))
                .replace("/w/gxp-evidence/m-8.zip", bundle.toAbsolutePath().toString())
                .replace(AnswerTexts.DIGEST, wanted.getProperty("digest", digest));
    }

    /** Packs this class as a jar that can be run. */
    public static Path jar(Path folder) throws IOException {
        return jar(folder.resolve("stand-in.jar"), StandIn.class);
    }

    /** Packs an engine that makes use of this class. */
    public static Path jar(Path jar, Class<?> main) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Class<?> type : new LinkedHashSet<>(List.of(main, StandIn.class, AnswerTexts.class))) {
                String name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (var in = type.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    /** Makes an engine that of the controller. */
    public static void configure(Path jar) throws Exception {
        GxpConfiguration.get().setEngineAddress(jar.toString());
        GxpConfiguration.get().setEngineSha256(new FileDigest().invoke(jar.toFile(), null));
    }
}
