// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What came of checking a bundle: who asked, when, which engine looked, and what it found. */
@ExportedBean(defaultVisibility = 3)
public final class Verification implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int MOST_PROBLEMS = 20;

    private final String who;
    private final long at;
    private final String node;
    private final String engineSha256;
    private final String sha256;
    private final boolean ok;
    private final String error;
    private final int checks;
    private final ArrayList<String> problems = new ArrayList<>();
    private final int left;

    Verification(Asked asked, Found found) {
        who = asked.who();
        at = asked.at();
        node = asked.node();
        engineSha256 = asked.engineSha256();
        sha256 = found.sha256();
        ok = found.error().isEmpty() && found.problems().isEmpty() && found.checks() > 0;
        error = found.error();
        checks = found.checks();
        found.problems().stream().limit(MOST_PROBLEMS).forEach(problems::add);
        left = found.problems().size() - problems.size();
    }

    /**
     * Who asked whom.
     *
     * @param who the name of the user
     * @param at milliseconds since 1970
     * @param node the agent that checked, empty for the built-in node or none
     * @param engineSha256 the engine that checked, empty if none
     */
    record Asked(String who, long at, String node, String engineSha256) {}

    /**
     * What was found.
     *
     * @param sha256 digest of what was checked, empty if nothing was
     * @param checks how many checks there were
     * @param problems one sentence each
     * @param error why it could not be checked, empty if it was
     */
    record Found(String sha256, int checks, List<String> problems, String error) {
        static Found error(String sentence) {
            return new Found("", 0, List.of(), sentence);
        }
    }

    @Exported
    public String getWho() {
        return who;
    }

    @Exported
    public Date getDate() {
        return new Date(at);
    }

    @Exported
    public String getNode() {
        return node;
    }

    @Exported
    public String getEngineSha256() {
        return engineSha256;
    }

    @Exported
    public String getSha256() {
        return sha256;
    }

    @Exported
    public boolean isOk() {
        return ok;
    }

    /** Returns why the bundle could not be checked, one sentence; empty if it was. */
    @Exported
    public String getError() {
        return error;
    }

    @Exported
    public int getChecks() {
        return checks;
    }

    @Exported
    public List<String> getProblems() {
        return List.copyOf(problems);
    }

    /** Returns how many checks did not hold. */
    public int getFailed() {
        return problems.size() + left;
    }

    /** Returns how many problems there are beyond those that are kept. */
    public int getLeft() {
        return left;
    }
}
