// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gxp.engine.AgentJava;
import io.jenkins.plugins.gxp.signing.Authority;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import jenkins.MasterToSlaveFileCallable;

/** The engine that looks at one bundle, on an agent. */
final class CheckProcess {
    private static final int LONGEST_ANSWER = 16 << 20;
    private static final long MINUTES = 10;

    private final Node agent;
    private final FilePath jar;
    private final FilePath copy;

    CheckProcess(Node agent, FilePath jar, FilePath copy) {
        this.agent = agent;
        this.jar = jar;
        this.copy = copy;
    }

    /** Runs the engine to its end, which is ten minutes off at most. */
    Verification.Found run(String digest) throws IOException, InterruptedException {
        var answer = new Bounded();
        FilePath roots =
                Objects.requireNonNull(copy.getParent(), "it lies in a folder").child("roots.pem");
        roots.write(Authority.get().trustedPem(), "US-ASCII");
        Launcher launcher = agent.createLauncher(TaskListener.NULL);
        long start = System.nanoTime();
        Proc process = launcher.launch()
                .cmds(copy.act(new Command(jar)))
                .pwd(copy.getParent())
                .envs(new EnvVars("GXP_TRUST_ROOTS", roots.getRemote()))
                .quiet(true)
                .stdout(answer)
                .stderr(OutputStream.nullOutputStream())
                .start();
        int exit = process.joinWithTimeout(MINUTES, TimeUnit.MINUTES, TaskListener.NULL);
        if (System.nanoTime() - start >= TimeUnit.MINUTES.toNanos(MINUTES)) {
            return Verification.Found.error(Messages.CheckProcess_slow(MINUTES));
        }
        return answer.isFull()
                ? Verification.Found.error(Messages.CheckProcess_long())
                : CheckAnswer.read(exit, answer.text(), digest);
    }

    /** What the engine writes, up to a limit. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean full;

        @Override
        public synchronized void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] more, int offset, int length) {
            full |= bytes.size() + length > LONGEST_ANSWER;
            if (!full) {
                bytes.write(more, offset, length);
            }
        }

        synchronized boolean isFull() {
            return full;
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /** The command line, of the agent's own Java. No shell reads it. */
    private static final class Command extends MasterToSlaveFileCallable<List<String>> {
        private static final long serialVersionUID = 1;

        private final String jar;

        Command(FilePath jar) {
            this.jar = jar.getRemote();
        }

        @Override
        public List<String> invoke(File bundle, VirtualChannel channel) throws IOException {
            return new ArrayList<>(List.of(
                    AgentJava.launcher().toString(),
                    "-XX:MaxRAMPercentage=25",
                    "-XX:+UseSerialGC",
                    "-Djava.awt.headless=true",
                    "-jar",
                    jar,
                    "verify",
                    "--format",
                    "json",
                    "--",
                    bundle.getPath()));
        }
    }
}
