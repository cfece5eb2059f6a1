// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Node;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/** Where a bundle is checked: where it was made, else on any agent, and on the built-in node only if there is no other. */
final class CheckPlace {
    private CheckPlace() {}

    /**
     * Chooses a node.
     *
     * @param maker the name of the node that the stage ran on
     * @return one that is online
     * @throws AbortException if there is none
     */
    static Node choose(String maker) throws AbortException {
        Jenkins jenkins = Jenkins.get();
        List<Node> nodes = new ArrayList<>();
        Node first = maker.isEmpty() ? null : jenkins.getNode(maker);
        if (first != null) {
            nodes.add(first);
        }
        nodes.addAll(jenkins.getNodes());
        // no executors say that nothing is to run there
        if (jenkins.getNumExecutors() > 0) {
            nodes.add(jenkins);
        }
        return nodes.stream()
                .filter(CheckPlace::isOnline)
                .findFirst()
                .orElseThrow(() -> new AbortException(Messages.CheckPlace_none()));
    }

    private static boolean isOnline(Node node) {
        Computer computer = node.toComputer();
        return computer != null && computer.isOnline() && computer.isAcceptingTasks();
    }
}
