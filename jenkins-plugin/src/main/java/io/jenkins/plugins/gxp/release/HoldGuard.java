// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.release;

import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Watches builds that must stay. Jenkins asks nobody whether a build may be deleted, or whether its mark may be taken away:
 * the mark is set again at once, and a deletion past it is written down.
 */
@Extension
public final class HoldGuard extends SaveableListener {
    private static final Logger LOGGER = Logger.getLogger(HoldGuard.class.getName());

    @Override
    public void onChange(Saveable o, XmlFile file) {
        if (!(o instanceof Run<?, ?> run) || run.isKeepLog()) {
            return;
        }
        ReleaseHold hold = run.getAction(ReleaseHold.class);
        if (hold == null || !hold.isHeld()) {
            return;
        }
        hold.note(Messages.HoldGuard_again(ReleaseHold.actor()));
        try (var ignored = ACL.as2(ACL.SYSTEM2)) {
            run.keepLog(true);
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, "could not mark " + run + " again as to be kept", e);
        }
    }

    @Override
    public void onDeleted(Saveable o, XmlFile file) {
        if (o instanceof Run<?, ?> run) {
            ReleaseHold hold = run.getAction(ReleaseHold.class);
            if (hold != null && hold.isHeld()) {
                hold.note("deleted by " + ReleaseHold.actor() + " past the hold, by a way that asks nobody");
            }
        }
    }
}
