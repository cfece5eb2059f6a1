// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.gxp.engine.Surroundings;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import io.jenkins.plugins.gxp.evidence.StageEvidence;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The workspace of a step: that of the node around it, or, where there is none, the one in which the stage before worked. The
 * latter is taken from others only while the engine runs, and no executor is held.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "a lease ends with the controller, and is taken again")
final class Workplace implements Serializable {
    private static final long serialVersionUID = 1;

    private final String node;
    private final String remote;
    private final boolean borrowed;

    private transient boolean awaited;
    private transient boolean occupied;
    private transient WorkspaceList.Lease lease;

    private Workplace(String node, String remote, boolean borrowed) {
        this.node = node;
        this.remote = remote;
        this.borrowed = borrowed;
    }

    static Workplace of(StepContext context, String config) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace != null) {
            return new Workplace(FilePathUtils.getNodeName(workspace), workspace.getRemote(), false);
        }
        StageEvidence last = before(context, config)
                .orElseThrow(() ->
                        new AbortException("No stage of " + config + " has left evidence in this build before this"
                                + " step, so there is no workspace to go on in: run gxpTrain and gxpValidate in a node before, or"
                                + " put this step into a node."));
        return new Workplace(last.node(), last.workspace(), true);
    }

    /** Finds the last stage of the same spec; one in a branch beside this one is not before it. */
    private static Optional<StageEvidence> before(StepContext context, String config)
            throws IOException, InterruptedException {
        EvidenceAction evidence = context.get(Run.class).getAction(EvidenceAction.class);
        Map<String, StageEvidence> stages = new HashMap<>();
        if (evidence != null) {
            evidence.getStages().stream()
                    .filter(stage -> stage.config().equals(config))
                    .forEach(stage -> stages.put(stage.step(), stage));
        }
        FlowNode found = new DepthFirstScanner()
                .findFirstMatch(context.get(FlowNode.class), node -> stages.containsKey(node.getId()));
        return Optional.ofNullable(found).map(node -> stages.get(node.getId()));
    }

    String node() {
        return node;
    }

    String remote() {
        return remote;
    }

    boolean isBorrowed() {
        return borrowed;
    }

    String title() {
        return node.isEmpty() ? "the built-in node" : node;
    }

    /**
     * Returns the workspace with what is needed to work in it.
     *
     * @return nothing while the agent is away, or another build works there
     */
    Optional<Surroundings> surroundings(StepContext context) throws IOException, InterruptedException {
        TaskListener listener = listener(context);
        FilePath workspace = FilePathUtils.find(node, remote);
        boolean there = workspace != null
                && !(workspace.getChannel() instanceof Channel channel && channel.isClosingOrClosed());
        if (there == awaited) {
            listener.getLogger().println(there ? title() + " is back" : "Waiting for " + title() + " to come back");
            awaited = !there;
        }
        if (!there || !take(workspace, listener)) {
            return Optional.empty();
        }
        EnvVars environment = context.get(EnvVars.class);
        return Optional.of(new Surroundings(
                workspace,
                launcher(context, workspace, listener),
                environment == null ? new EnvVars() : environment,
                listener));
    }

    private Launcher launcher(StepContext context, FilePath workspace, TaskListener listener)
            throws IOException, InterruptedException {
        Launcher given = borrowed ? null : context.get(Launcher.class);
        return given == null ? agent(workspace).createLauncher(listener) : given;
    }

    /** A workspace of nobody may have been given to another build meanwhile. */
    private boolean take(FilePath workspace, TaskListener listener) throws InterruptedException {
        if (!borrowed || lease != null) {
            return true;
        }
        Computer computer = workspace.toComputer();
        if (computer == null) {
            return false;
        }
        WorkspaceList.Lease offered = computer.getWorkspaceList().allocate(workspace);
        if (offered.path.equals(workspace)) {
            lease = offered;
            occupied = false;
            return true;
        }
        offered.release();
        if (!occupied) {
            listener.getLogger().println("Waiting for " + remote + ", in which another build works");
            occupied = true;
        }
        return false;
    }

    void release() {
        if (lease != null) {
            lease.release();
            lease = null;
        }
    }

    static FilePath root(FilePath workspace) throws AbortException {
        FilePath root = agent(workspace).getRootPath();
        if (root == null) {
            throw new AbortException(
                    "The agent of the workspace " + workspace.getRemote() + " has no root folder now.");
        }
        return root;
    }

    private static Node agent(FilePath workspace) throws AbortException {
        Computer computer = workspace.toComputer();
        Node agent = computer == null ? null : computer.getNode();
        if (agent == null) {
            throw new AbortException("The agent of the workspace " + workspace.getRemote() + " is not there any more.");
        }
        return agent;
    }

    static TaskListener listener(StepContext context) throws IOException, InterruptedException {
        TaskListener listener = context.get(TaskListener.class);
        return listener == null ? TaskListener.NULL : listener;
    }
}
