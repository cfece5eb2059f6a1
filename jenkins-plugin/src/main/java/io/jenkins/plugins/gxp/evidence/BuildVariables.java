// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.EnvironmentContributor;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;

/**
 * What the last stage of a build came to, as variables of its later steps. The engine reads none of these names, and keeps
 * every variable that starts with GXP_ from the commands that it runs.
 */
@Extension
public final class BuildVariables extends EnvironmentContributor {
    @Override
    public void buildEnvironmentFor(@NonNull Run r, @NonNull EnvVars envs, @NonNull TaskListener listener) {
        EvidenceAction action = ((Run<?, ?>) r).getAction(EvidenceAction.class);
        List<StageEvidence> stages = action == null ? List.of() : action.getStages();
        if (stages.isEmpty()) {
            return;
        }
        StageEvidence last = stages.get(stages.size() - 1);
        envs.put("GXP_MODEL", oneLine(last.getModel()));
        envs.put("GXP_VERSION", Integer.toString(last.getVersion()));
        envs.put("GXP_RUN", Integer.toString(last.getRun()));
        envs.put("GXP_VERDICT", last.getVerdict());
        envs.put("GXP_BUNDLE", last.getArtifact());
        envs.put("GXP_BUNDLE_SHA256", last.getSha256());
    }

    /** A name is that of a stranger: it must not become a second line of whatever the variable is written to. */
    private static String oneLine(String name) {
        return name.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "_");
    }
}
