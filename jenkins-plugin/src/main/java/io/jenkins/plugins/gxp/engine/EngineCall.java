// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.util.Secret;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One call of the engine: a command on a spec, and what it is given besides. Made when the engine is started and never kept,
 * since it may hold a key.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "secrets are read where the call was made, and never travel")
public final class EngineCall implements Serializable {
    private static final long serialVersionUID = 1;

    private final String command;
    private final String config;
    private final ArrayList<Given> given = new ArrayList<>();
    private final transient TreeMap<String, Secret> secrets = new TreeMap<>();
    private final transient TreeMap<String, String> texts = new TreeMap<>();
    private boolean repeatable;

    /**
     * Creates a call without anything besides.
     *
     * @param command of the engine, for example validate
     * @param config path of the spec below the workspace
     */
    public EngineCall(String command, String config) {
        this.command = command;
        this.config = config;
    }

    /**
     * A file that is written for the engine.
     *
     * @param name of the file, chosen by this plugin
     * @param content its bytes
     * @param option by which the engine is told of it; empty if a variable tells it
     * @param variable by which the engine is told of it; empty if an option tells it
     */
    record Given(String name, byte[] content, String option, String variable) implements Serializable {}

    /**
     * Gives the engine a file by an option, which may be given several times.
     *
     * @param option for example {@code --signed}
     * @param name of the file
     * @param content its bytes
     * @return this
     */
    public EngineCall option(String option, String name, byte[] content) {
        given.add(new Given(name, content.clone(), option, ""));
        return this;
    }

    /**
     * Gives the engine a file by an environment variable.
     *
     * @param variable its name
     * @param name of the file
     * @param content its bytes
     * @return this
     */
    public EngineCall variable(String variable, String name, byte[] content) {
        given.add(new Given(name, content.clone(), "", variable));
        return this;
    }

    /**
     * Gives the engine a secret, which is only ever in the environment of its process.
     *
     * @param variable its name
     * @param value the secret
     * @return this
     */
    public EngineCall secret(String variable, Secret value) {
        secrets.put(variable, value);
        return this;
    }

    /**
     * Tells the engine something by an environment variable.
     *
     * @param variable its name
     * @param value of it
     * @return this
     */
    public EngineCall text(String variable, String value) {
        texts.put(variable, value);
        return this;
    }

    /**
     * Says that the call does no harm when it is made twice.
     *
     * @return this
     */
    public EngineCall repeatable() {
        repeatable = true;
        return this;
    }

    /**
     * Tells whether it carries out a stage, and does not only take signatures in.
     *
     * @param stage which
     * @return true if it is that stage
     */
    public boolean isStage(String stage) {
        return command.equals(stage);
    }

    boolean isRepeatable() {
        return repeatable;
    }

    String command() {
        return command;
    }

    String config() {
        return config;
    }

    List<Given> given() {
        return Collections.unmodifiableList(given);
    }

    /** Returns what goes into the environment of the process; read only where the call was made. */
    Map<String, String> environment() {
        var all = new TreeMap<>(texts);
        secrets.forEach((name, secret) -> all.put(name, secret.getPlainText()));
        return all;
    }
}
