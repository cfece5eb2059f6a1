// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.release;

import hudson.AbortException;
import hudson.Extension;
import hudson.cli.RunRangeCommand;
import hudson.model.Run;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Takes the place of the command of the same name, which deletes builds past the mark that they are to be kept. With a build
 * among them that must stay, none is deleted.
 */
@Extension(ordinal = 1000)
public final class DeleteBuilds extends RunRangeCommand {
    @Override
    public String getName() {
        return "delete-builds";
    }

    @Override
    public String getShortDescription() {
        return Messages.DeleteBuilds_shortDescription();
    }

    @Override
    protected int act(List<Run<?, ?>> builds) throws IOException {
        job.checkPermission(Run.DELETE);
        var once = new LinkedHashSet<Run<?, ?>>(builds);
        for (Run<?, ?> build : once) {
            ReleaseHold hold = build.getAction(ReleaseHold.class);
            if (hold != null && hold.isHeld()) {
                throw new AbortException(hold.refusal());
            }
        }
        for (Run<?, ?> build : once) {
            build.delete();
        }
        stdout.println("Deleted " + once.size() + " builds");
        return 0;
    }
}
