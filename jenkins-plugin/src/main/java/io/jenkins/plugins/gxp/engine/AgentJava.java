// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import hudson.AbortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The Java that runs an agent, asked for on that agent: it runs the engine too, in a process of its own. */
public final class AgentJava {
    private AgentJava() {}

    static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /**
     * Returns the program that starts Java.
     *
     * @return its path on this machine
     * @throws AbortException if this Java has none
     */
    public static Path launcher() throws AbortException {
        Path java = Path.of(System.getProperty("java.home"), "bin", isWindows() ? "java.exe" : "java");
        if (!Files.isExecutable(java)) {
            throw new AbortException("The agent runs on a Java without a launcher: there is no " + java
                    + "; run the agent on a whole Java 17 or newer.");
        }
        return java;
    }
}
