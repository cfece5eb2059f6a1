// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.model.Item;
import jenkins.model.Jenkins;

/** Who is told something by a form. */
final class FormRights {
    private FormRights() {}

    /** Tells whether the one who asks may configure a job or folder; without one, whether they administer Jenkins. */
    static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }
}
